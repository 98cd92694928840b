import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { TransportSocket } from './graphql-transport-ws.ts';

/** Above this many unsent bytes a subscription waits for its client before it reads on. */
const HIGH_WATER_BYTES = 262_144;
/** From this size on a shared body is handed to the system as it is; below, copying costs less than one more piece to write. */
const COPY_BELOW_BYTES = 16_384;
const FINAL_TEXT = 0x81;
const TAIL = Buffer.from('}');

/**
 * A WebSocket whose text messages are framed here (RFC 6455, section 5.2), in one piece with the connection's own bytes: `ws` writes
 * head and payload apart, and takes a payload only whole. Its own control frames go between: it, too, writes at once.
 */
export class FramedSocket implements TransportSocket {
  readonly #socket: WebSocket;
  readonly #connection: Duplex;

  /** `connection` is what the WebSocket was made of, without compression. */
  constructor(socket: WebSocket, connection: Duplex) {
    this.#socket = socket;
    this.#connection = connection;
  }

  send(text: string): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text);
  }

  sendJoined(head: string, body: Buffer): Promise<void> | undefined {
    if (this.#socket.readyState !== this.#socket.OPEN) return undefined;
    const connection = this.#connection;
    if (body.length < COPY_BELOW_BYTES) connection.write(toFrame(head, body, TAIL));
    else {
      connection.cork();
      connection.write(toFrame(head, { length: body.length + TAIL.length }));
      connection.write(body);
      connection.write(TAIL);
      connection.uncork();
    }
    if (connection.writableLength < HIGH_WATER_BYTES) return undefined;
    // Resolved when the bytes are with the system, or when the socket is gone: the source is released elsewhere then.
    return new Promise((resolve) => connection.write('', () => resolve()));
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }
}

/** The frame's head with `head` and, where they are buffers, what follows it. */
function toFrame(head: string, ...rest: readonly (Buffer | { readonly length: number })[]): Buffer {
  const headBytes = Buffer.byteLength(head);
  const length = rest.reduce((sum, part) => sum + part.length, headBytes);
  const present = rest.filter((part) => Buffer.isBuffer(part));
  const lengthBytes = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  let at = 2 + lengthBytes;
  const frame = Buffer.allocUnsafe(at + headBytes + present.reduce((sum, part) => sum + part.length, 0));
  frame[0] = FINAL_TEXT;
  frame[1] = lengthBytes === 0 ? length : lengthBytes === 2 ? 126 : 127;
  if (lengthBytes === 2) frame.writeUInt16BE(length, 2);
  else if (lengthBytes === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  at += frame.write(head, at);
  for (const part of present) {
    frame.set(part, at);
    at += part.length;
  }
  return frame;
}
