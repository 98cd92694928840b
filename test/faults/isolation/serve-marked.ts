import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Random } from '../../conformance/differential/random.ts';
import type { MarkedSubgraph } from './marked-subgraphs.ts';
import { BAD, GOOD } from './misbehaviour.ts';

/** A subgraph behind HTTP/1.1 that misbehaves at times. */
export interface MarkedServer {
  readonly url: string;
  /** Requests that it has heard. */
  readonly requests: () => number;
  /** Requests that came over a connection whose last answer was not over, or was no good. */
  readonly findings: readonly string[];
  close(): Promise<void>;
}

const HEAD_END = '\r\n\r\n';

/** Misbehaves in `badShare` of the cases. It reads requests as our client writes them, which is all that calls it. */
export async function serveMarked(subgraph: MarkedSubgraph, options: { random: Random; badShare: () => number }): Promise<MarkedServer> {
  const { random, badShare } = options;
  const findings: string[] = [];
  const sockets = new Set<Socket>();
  let requests = 0;

  function attend(socket: Socket): void {
    sockets.add(socket);
    let received = Buffer.alloc(0);
    let isAnswering = false;
    let isSpent = false;

    async function answer(head: string, body: string): Promise<void> {
      requests += 1;
      if (isSpent) findings.push(`${subgraph.name}: a request over a connection that is to be closed`);
      const principal = /\r\nx-autoweave-principal: (\S+)\r\n/i.exec(head)?.[1] ?? '';
      const result = JSON.stringify(await subgraph.answer({ ...(JSON.parse(body) as { query: string }), principal }));
      const behaviour = random.pick(random.chance(badShare()) ? BAD : GOOD);
      isSpent = !behaviour.keeps;
      await behaviour.answer({ socket, body: result, random });
      isAnswering = false;
    }

    function read(): void {
      const end = received.indexOf(HEAD_END);
      if (end === -1) return;
      const head = received.toString('latin1', 0, end + 2);
      const length = Number(/\r\ncontent-length: (\d+)\r\n/i.exec(head)?.[1]);
      const begin = end + HEAD_END.length;
      if (received.length < begin + length) return;
      if (isAnswering) findings.push(`${subgraph.name}: a request before the answer to the last one was over`);
      isAnswering = true;
      const body = received.toString('utf8', begin, begin + length);
      received = received.subarray(begin + length);
      answer(head, body).catch((error: unknown) => findings.push(`${subgraph.name}: ${String(error)}`));
    }

    socket.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      read();
    });
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  }

  const server = createServer(attend);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    requests: () => requests,
    findings,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
