import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findFreePort } from './find-free-port.ts';

/** A live local HTTP service to register: answers 200 to everything. */
export interface TargetService {
  readonly url: string;
  /** Ends it at once, open connections included. */
  stop(): Promise<void>;
}

/** Starts something that answers health checks; the caller stops it. */
export async function startTargetService(port?: number): Promise<TargetService> {
  const server = createServer((_request, response) => void response.end('ok'));
  server.listen(port ?? (await findFreePort()), '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async stop() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}
