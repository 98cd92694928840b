import { once } from 'node:events';
import { Redis } from 'ioredis';
import { request } from 'undici';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCaller, toBody } from './graphql-caller.ts';

const PUBLISH = 'mutation ($data: JSON) { publishEvent(input: { type: "bench.tail", data: $data }) { position } }';
const GAP_MS = 20;

/** From before the call that publishes to the subscriber's having it, of each of `count` events through the API, in milliseconds. */
export async function tailThroughApi(url: string, count: number): Promise<readonly number[]> {
  const caller = createCaller(url, 1);
  const over = new AbortController();
  const query = 'subscription { eventReceived(pattern: "bench.tail") { data } }';
  const { body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: toBody(query),
    signal: over.signal,
    bodyTimeout: 0,
  });
  const sentMs: number[] = [];
  const tookMs: number[] = [];
  async function receive(): Promise<void> {
    let text = '';
    for await (const chunk of body as AsyncIterable<Buffer>) {
      const atMs = performance.now();
      text += chunk.toString();
      for (const match of text.matchAll(/"eventReceived":\{"data":(\d+)\}/g)) {
        const sent = sentMs[Number(match[1])];
        if (sent !== undefined) tookMs.push(atMs - sent);
      }
      text = text.slice(text.lastIndexOf('\n\n') + 1);
      if (tookMs.length >= count) return;
    }
  }
  const receiving = receive();
  await sleep(1_000);
  for (let index = 0; index < count; index += 1) {
    sentMs[index] = performance.now();
    await caller.ask(toBody(PUBLISH, { data: index }));
    await sleep(GAP_MS);
  }
  await receiving;
  over.abort();
  await caller.close();
  return tookMs;
}

/** The same by hand: an XADD that Redis has on disk when it answers, then PUBLISH to a subscriber of a connection of its own. */
export async function tailThroughRedis(redisUrl: string, count: number): Promise<readonly number[]> {
  const [publisher, subscriber] = [new Redis(redisUrl), new Redis(redisUrl)];
  await subscriber.subscribe('bench-tail');
  const tookMs: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startedMs = performance.now();
    const received = once(subscriber, 'message');
    await publisher.xadd('bench-tail', '*', 'data', String(index));
    await publisher.publish('bench-tail', String(index));
    await received;
    tookMs.push(performance.now() - startedMs);
    await sleep(GAP_MS);
  }
  await publisher.del('bench-tail');
  publisher.disconnect();
  subscriber.disconnect();
  return tookMs;
}
