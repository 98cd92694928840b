import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCaller, toBody } from './graphql-caller.ts';

const PUBLISH = 'mutation ($data: JSON) { publishEvent(input: { type: "bench.tail", data: $data }) { position } }';
const SUBSCRIBE = 'subscription { eventReceived(pattern: "bench.tail") { data } }';
const GAP_MS = 20;

/** Publishes `count` events one after the other, so that the server is one that has served a while. */
export async function warmUp(url: string, count: number): Promise<void> {
  const caller = createCaller(url, 1);
  for (let index = 0; index < count; index += 1) await caller.ask(toBody(PUBLISH, { data: -1 }));
  await caller.close();
}

/**
 * From before the call that publishes to the subscriber's having it, of each of `count` events through the API, in milliseconds. Both are plain
 * sockets, so that next to nothing of it is the client's.
 */
export async function tailThroughApi(url: string, count: number): Promise<readonly number[]> {
  const [publisher, subscriber] = [await open(url), await open(url)];
  const sentMs: number[] = [];
  const tookMs: number[] = [];
  const received = Promise.withResolvers<void>();
  subscriber.on('data', (chunk: string) => {
    const atMs = performance.now();
    for (const match of chunk.matchAll(/"eventReceived":\{"data":(\d+)\}/g)) {
      const sent = sentMs[Number(match[1])];
      if (sent !== undefined) tookMs.push(atMs - sent);
    }
    if (tookMs.length >= count) received.resolve();
  });
  subscriber.write(toRequest(url, toBody(SUBSCRIBE), 'text/event-stream'));
  await sleep(1_000);
  for (let index = 0; index < count; index += 1) {
    sentMs[index] = performance.now();
    publisher.write(toRequest(url, toBody(PUBLISH, { data: index }), 'application/json'));
    const [answer] = (await once(publisher, 'data')) as [string];
    if (!answer.includes('{"data":{"publishEvent":{"position":"')) throw new Error(`expected a position, received ${answer}`);
    await sleep(GAP_MS);
  }
  await received.promise;
  publisher.destroy();
  subscriber.destroy();
  return tookMs;
}

async function open(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  return socket.setEncoding('utf8');
}

function toRequest(url: string, body: string, accept: string): string {
  const { host, pathname } = new URL(url);
  const head = [
    `POST ${pathname} HTTP/1.1`,
    `host: ${host}`,
    'content-type: application/json',
    `accept: ${accept}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
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
