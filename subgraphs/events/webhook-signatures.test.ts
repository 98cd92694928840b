import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, call, createIdentity } from '../../test/support/call-subgraph.ts';
import { startEvents, type RunningEvents } from '../../test/support/start-events.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const ROTATE = `mutation ($url: String!, $keepPreviousMs: Int! = 86400000) {
  rotateWebhookSecret(url: $url, keepPreviousMs: $keepPreviousMs) { secret webhook { url previousUntil } receipt { durability { level } } } }`;

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** As a receiver checks it, by https://www.standardwebhooks.com: some signature is the secret's over id, timestamp and body. */
function isSigned({ headers, text }: Received, secret: string): boolean {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => String(headers[name]));
  const expected = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`${id}.${timestamp}.${text}`)
    .digest();
  return (signatures ?? '').split(' ').some((signature) => {
    const given = Buffer.from(signature.replace('v1,', ''), 'base64');
    return signature.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

describe('signatures of webhooks', () => {
  let events: RunningEvents;
  let server: Server;
  let url: string;
  let received: Received[];
  let statuses: number[];

  beforeEach(async () => {
    [received, statuses] = [[], []];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({ headers: request.headers, text: Buffer.concat(chunks).toString('utf8') });
        response.writeHead(statuses.shift() ?? 204).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    events = await startEvents();
  });

  afterEach(async () => {
    await events.close();
    server.closeAllConnections();
    server.close();
  });

  async function rotate(more: Record<string, unknown> = {}): Promise<string> {
    const answer = await ask<{ rotateWebhookSecret: { secret: string } }>(events.endpoint, ROTATE, { variables: { url, ...more } });
    return answer.rotateWebhookSecret.secret;
  }

  async function subscribeQueue(): Promise<void> {
    await ask(events.endpoint, 'mutation { createMessageQueue(input: { name: "q", backoffMs: 0 }) { queue { name } } }');
    await ask(events.endpoint, 'mutation ($url: String!) { subscribeQueue(queue: "q", webhook: { url: $url, timeoutMs: 60000 }) { queue { name } } }', {
      variables: { url },
    });
  }

  const enqueue = (data: number) =>
    ask(events.endpoint, 'mutation ($data: JSON!) { enqueueMessages(queue: "q", messages: [{ data: $data }]) { ids } }', { variables: { data } });

  const seen = (count: number) => waitUntil(() => (received.length >= count ? received[count - 1] : undefined), { what: `${count} calls` });

  it('E15 signs what queues push, every try under the same id, by both secrets while one takes the other’s place', async () => {
    await subscribeQueue();
    await enqueue(0);
    expect((await seen(1)).headers['webhook-signature']).toBeUndefined();
    const first = await rotate();
    expect(Buffer.from(first.replace('whsec_', ''), 'base64')).toHaveLength(32);
    statuses.push(500);
    await enqueue(1);
    const [failed, again] = [await seen(2), await seen(3)];
    for (const one of [failed, again]) expect(isSigned(one, first)).toBe(true);
    expect(again.headers['webhook-id']).toBe(failed.headers['webhook-id']);
    expect(again.headers['webhook-id']).toBe(again.headers['idempotency-key']);
    expect(Math.abs(Number(again.headers['webhook-timestamp']) * 1_000 - Date.now())).toBeLessThan(300_000);
    const second = await rotate();
    expect(second).not.toBe(first);
    await enqueue(2);
    const both = await seen(4);
    expect([isSigned(both, first), isSigned(both, second)]).toEqual([true, true]);
    expect(isSigned({ ...both, text: `${both.text} ` }, second)).toBe(false);
    const third = await rotate({ keepPreviousMs: 0 });
    await enqueue(3);
    const last = await seen(5);
    expect([isSigned(last, first), isSigned(last, second), isSigned(last, third)]).toEqual([false, false, true]);
    await ask(events.endpoint, 'mutation ($url: String!) { removeWebhookSecret(url: $url) { url } }', { variables: { url } });
    await enqueue(4);
    expect((await seen(6)).headers['webhook-signature']).toBeUndefined();
  });

  it('E07 and E05 sign what rules and replays send', async () => {
    const secret = await rotate();
    await ask(events.endpoint, 'mutation ($input: SaveRoutingRuleInput!) { saveRoutingRule(input: $input) { rule { id } } }', {
      variables: { input: { name: 'Hook', pattern: 'order.*', target: { webhook: { url: `${url}#part`, timeoutMs: 60_000 } } } },
    });
    await events.publish({ type: 'order.made', data: 'ü' });
    expect(isSigned(await seen(1), secret)).toBe(true);
    await ask(events.endpoint, 'mutation ($input: ReplayEventsInput!) { replayEvents(input: $input) { replay { id } } }', {
      variables: { input: { pattern: 'order.*', fenced: false, target: { webhook: { url, timeoutMs: 60_000 } } } },
    });
    expect(isSigned(await seen(2), secret)).toBe(true);
  });

  it('tells a secret once, and neither the log nor another workspace anything of it', async () => {
    const secret = await rotate();
    const { webhookSecrets } = await ask<{ webhookSecrets: object[] }>(events.endpoint, '{ webhookSecrets { url previousUntil } }');
    expect(webhookSecrets).toEqual([{ url, previousUntil: null }]);
    const history = async () => JSON.stringify(await ask(events.endpoint, '{ events { nodes { type data } } }'));
    await waitUntil(async () => (await history()).includes('event.webhook-secret.rotated'));
    expect(await history()).not.toContain(secret.slice('whsec_'.length));
    const identity = createIdentity({ workspace: 'elsewhere' });
    expect(await ask(events.endpoint, '{ webhookSecrets { url } }', { identity })).toEqual({ webhookSecrets: [] });
    const removal = await call(events.endpoint, 'mutation ($url: String!) { removeWebhookSecret(url: $url) { url } }', { variables: { url }, identity });
    expect(removal.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each(['nowhere', 'ftp://a.example', 'http://user:pass@a.example/'])('refuses the URL %s', async (wrong) => {
    expect(await events.refusal(ROTATE, { url: wrong })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'url' });
  });
});
