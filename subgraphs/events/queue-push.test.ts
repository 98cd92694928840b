import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startDeliveries, type RunningDeliveries } from '../../test/support/start-deliveries.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const SEE = `{ messageQueue(name: "q") { depth inFlight deadLetterCount totals { acknowledged }
  webhookCalls { attempt status error } deadLetters { nodes { data errorCode errorMessage } } } }`;

interface Seen {
  readonly messageQueue: {
    readonly depth: number;
    readonly deadLetterCount: number;
    readonly webhookCalls: readonly { readonly attempt: number; readonly status: number | null; readonly error: string | null }[];
  };
}

interface Received {
  readonly data: unknown;
  readonly attempt: number;
  readonly key: string | undefined;
}

describe('queues that push', () => {
  let events: RunningDeliveries;
  let server: Server;
  let url: string;
  let received: Received[];
  let answer: (message: Received) => number | undefined;

  beforeEach(async () => {
    received = [];
    answer = () => 204;
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const message = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Received;
        received.push(message);
        const status = answer(message);
        if (status !== undefined) response.writeHead(status).end(status === 204 ? undefined : 'cannot take 17');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    events = await startDeliveries();
  });

  afterEach(async () => {
    await events.close();
    server.closeAllConnections();
    server.close();
  });

  async function subscribe(more: Record<string, unknown> = {}): Promise<void> {
    await events.ask('mutation ($webhook: WebhookInput!) { subscribeQueue(queue: "q", webhook: $webhook) { queue { webhook { url } } } }', {
      webhook: { url, timeoutMs: 60_000, ...more },
    });
  }

  function settled(holds: (queue: Seen['messageQueue']) => boolean): Promise<Seen> {
    return waitUntil(async () => {
      const seen = await events.ask<Seen>(SEE);
      return holds(seen.messageQueue) ? seen : undefined;
    });
  }

  it('E15 delivers each message to the webhook, in the order of its key, and retries what it refuses', async () => {
    await events.createQueue({ name: 'q', backoffMs: 1 });
    answer = ({ data, attempt }) => (data === 2 && attempt === 1 ? 503 : 204);
    await subscribe();
    await events.enqueue(
      'q',
      [1, 2, 3].map((data) => ({ data, key: 'k' })),
    );
    const seen = await settled(({ depth, webhookCalls }) => depth === 0 && webhookCalls.length === 4);
    expect(received.map(({ data, attempt }) => [data, attempt])).toEqual([
      [1, 1],
      [2, 1],
      [2, 2],
      [3, 1],
    ]);
    expect(seen).toMatchObject({ messageQueue: { inFlight: 0, totals: { acknowledged: 3 } } });
    expect(seen.messageQueue.webhookCalls).toContainEqual({ attempt: 1, status: 503, error: 'cannot take 17' });
  });

  it('E15 gives up after the retries, for a webhook that refuses and for one that never answers', async () => {
    await events.createQueue({ name: 'q', backoffMs: 0, maxRetries: 1 });
    answer = ({ data }) => (data === 'silent' ? undefined : 500);
    // Two seconds are enough to wait for what never comes, and too few for what comes late on a machine that does other things.
    await subscribe();
    await events.enqueue('q', [{ data: 'refused' }]);
    await settled(({ deadLetterCount, webhookCalls }) => deadLetterCount === 1 && webhookCalls.length === 2);
    await subscribe({ timeoutMs: 2_000 });
    await events.enqueue('q', [{ data: 'silent' }]);
    const seen = await settled(({ deadLetterCount, webhookCalls }) => deadLetterCount === 2 && webhookCalls.length === 4);
    expect(seen).toMatchObject({
      messageQueue: {
        depth: 0,
        deadLetters: {
          nodes: [
            { data: 'refused', errorCode: 'HTTP_500', errorMessage: 'cannot take 17' },
            { data: 'silent', errorCode: 'TIMEOUT', errorMessage: 'no answer within 2000 ms' },
          ],
        },
      },
    });
  });

  it('E15 refuses an address that is none, and pushes no more once unsubscribed', async () => {
    await events.createQueue({ name: 'q' });
    const bad = 'mutation { subscribeQueue(queue: "q", webhook: { url: "ftp://x" }) { queue { name } } }';
    expect(await events.refusal(bad)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'webhook.url' });
    await subscribe();
    await events.enqueue('q', [{ data: 1 }]);
    await settled(({ depth }) => depth === 0);
    await events.ask('mutation { unsubscribeQueue(queue: "q") { queue { webhook { url } } } }');
    await events.enqueue('q', [{ data: 2 }]);
    expect(await events.claimMessages('q')).toMatchObject([{ data: 2 }]);
    expect(received).toHaveLength(1);
  });
});
