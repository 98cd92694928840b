import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a target received. */
export interface ReceivedCall {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: { readonly type: string; readonly id: string; readonly source: string; readonly data?: unknown };
}

/** An HTTP endpoint on this machine that notes what it is sent. */
export interface WebhookTarget {
  readonly url: string;
  readonly calls: readonly ReceivedCall[];
  /** What it answers: first these statuses, then 204. */
  answerNext(...statuses: readonly number[]): void;
  /** Holds answers back until the returned function is called. */
  hold(): () => void;
  close(): Promise<void>;
}

/** Starts something that takes webhooks; the caller stops it. */
export async function startWebhookTarget(): Promise<WebhookTarget> {
  const calls: ReceivedCall[] = [];
  const statuses: number[] = [];
  let held: Promise<void> = Promise.resolve();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString('utf8')) as ReceivedCall['body'] });
      void held.then(() => response.writeHead(statuses.shift() ?? 204).end());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    calls,
    answerNext(...next) {
      statuses.push(...next);
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
