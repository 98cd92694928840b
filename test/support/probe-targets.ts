import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { findFreePort } from './find-free-port.ts';

/** Something to probe, on a free local port. */
export interface ProbeTarget {
  readonly url: string;
  /** Ends it at once, open connections included; a second call changes nothing. */
  stop(): Promise<void>;
}

/** An HTTP target whose answer the test decides. */
export interface HttpTarget extends ProbeTarget {
  readonly requests: () => number;
  /** Answers each request with a status, or leaves it waiting by not calling `respond`. */
  answer: (respond: (status: number) => void) => void;
}

/** Answers 200 until told otherwise; a 302 points to a port where nobody listens. */
export async function startHttpTarget(): Promise<HttpTarget> {
  let requests = 0;
  const server = createHttpServer((_request, response) => {
    requests += 1;
    target.answer((status) => response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end('x'));
  });
  // Nobody else is given its port once it has ended: what asks there is refused.
  server.listen(await findFreePort(), '127.0.0.1');
  await once(server, 'listening');
  const target: HttpTarget = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    answer: (respond) => respond(200),
    async stop() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return target;
}

/** Accepts connections and says nothing. */
export async function startTcpTarget(): Promise<ProbeTarget> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(await findFreePort(), '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      if (!server.listening) return;
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
