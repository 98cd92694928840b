import { Agent, request, type ClientRequest } from 'node:http';
import { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

/** What Node's own client makes of the first response of a connection. */
export interface NodeReading {
  readonly statusCode: number;
  readonly body: string;
  readonly isPersistent: boolean;
}

/** A connection in memory. */
class Wire extends Duplex {
  override _read(): void {
    // What comes is pushed.
  }
  override _write(_chunk: unknown, _encoding: string, done: () => void): void {
    done();
  }
  // What an agent asks of a socket.
  setKeepAlive(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setTimeout(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

class WireAgent extends Agent {
  readonly wire: Wire;

  constructor(wire: Wire) {
    super({ keepAlive: true });
    this.wire = wire;
  }

  override createConnection(): Duplex {
    return this.wire;
  }
}

/** Reads with Node's own client, which parses with llhttp, as strictly as it does by default; undefined when that refuses, or waits for more. */
export async function readByNode(bytes: Buffer, ends: boolean): Promise<NodeReading | undefined> {
  const wire = new Wire();
  const agent = new WireAgent(wire);
  let isOver = false;
  let read: NodeReading | undefined;
  const asking: ClientRequest = request({ agent, method: 'POST', host: 'localhost', headers: { 'content-length': 0 } });
  asking.on('error', () => (isOver = true));
  asking.on('upgrade', () => (isOver = true));
  asking.on('response', (response) => {
    let body = '';
    response.setEncoding('latin1');
    response.on('data', (text: string) => (body += text));
    response.on('error', () => (isOver = true));
    response.on('end', () => {
      isOver = true;
      if (response.complete) read = { statusCode: response.statusCode ?? 0, body, isPersistent: asking.shouldKeepAlive };
    });
  });
  asking.end();
  await setImmediate();
  wire.push(bytes);
  if (ends) wire.push(null);
  for (let turn = 0; turn < 6 && !isOver; turn += 1) await setImmediate();
  asking.destroy();
  wire.destroy();
  agent.destroy();
  return read;
}
