import { existsSync, readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocket } from 'ws';
import { startWireBackend } from '../conformance/streaming-wire/wire-backend.ts';
import { openTestSocket } from '../support/gateway/test-socket.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * Subscribes and unsubscribes over and over, on a gateway over the real events subgraph, and says how the heap stood after garbage
 * collection: `run-steady-subscriptions.ts [rounds]`. Every tenth round gets an event, every fiftieth comes by a new socket, every
 * hundredth loses its socket without a word. Ends with 1 when the heap of the last quarter is above that of the second by more
 * than noise, or when descriptors are left over at the end.
 */
const ROUNDS = Number(process.argv[2] ?? 100_000);
const CHECKS = 20;
const AT_ONCE = 20;
const NOISE_BYTES = 4 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** Linux tells; elsewhere none are counted. */
const countDescriptors = (): number => (existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0);

const backend = await startWireBackend({ upstream: 'remote', store: 'embedded' });
const { gateway } = backend;
/** A connection to the subgraph, and whatever else is opened once, is no leak. */
await subscribeOnce(0);
await untilIdle();
const idleDescriptors = countDescriptors();
const startedMs = performance.now();
const heap: number[] = [];
let begun = 0;
for (let check = 1; check <= CHECKS; check += 1) {
  const goal = Math.round((ROUNDS * check) / CHECKS);
  await Promise.all(Array.from({ length: AT_ONCE }, () => work(goal)));
  await untilIdle();
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  heap.push(heapUsed);
  const perSecond = ((begun * 1_000) / (performance.now() - startedMs)).toFixed(0);
  console.log(`${begun} rounds: heap ${toMegabytes(heapUsed)} MB, rss ${toMegabytes(rss)} MB, ${countDescriptors()} descriptors, ${perSecond} a second`);
}
const descriptors = await waitUntil(
  () => {
    const count = countDescriptors();
    return count <= idleDescriptors ? { count } : undefined;
  },
  { what: `${idleDescriptors} descriptors` },
).catch(() => ({ count: countDescriptors() }));
await backend.close();

const quarter = Math.floor(heap.length / 4);
const grewBy = Math.min(...heap.slice(-quarter)) - Math.min(...heap.slice(quarter, quarter * 2));
console.log(`grew by ${toMegabytes(grewBy)} MB; ${toMegabytes(NOISE_BYTES)} MB is noise; ${descriptors.count - idleDescriptors} descriptors are left over`);
if (grewBy > NOISE_BYTES || descriptors.count > idleDescriptors) process.exitCode = 1;

interface Client {
  /** Resolves at the next `next` of the operation that fits. */
  next(id: string, fits: (payload: Payload) => boolean): Promise<void>;
  send(message: unknown): void;
  end(): void;
}

interface Payload {
  readonly data: unknown;
}

/** A client that keeps nothing of what it gets. */
async function openClient(): Promise<Client> {
  const socket = new WebSocket(gateway.webSocketUrl, 'graphql-transport-ws');
  const waiting = new Map<string, (payload: Payload) => void>();
  const acknowledged = Promise.withResolvers<void>();
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('error', acknowledged.reject);
  socket.on('message', (data) => {
    const { id = '', type, payload } = JSON.parse(String(data)) as { id?: string; type: string; payload: Payload };
    if (type === 'connection_ack') acknowledged.resolve();
    else if (type === 'next') waiting.get(id)?.(payload);
    else throw new Error(`unexpected: ${String(data)}`);
  });
  await acknowledged.promise;
  return {
    next: (id, fits) =>
      new Promise((resolve) => {
        waiting.set(id, (payload) => {
          if (!fits(payload)) return;
          waiting.delete(id);
          resolve();
        });
      }),
    send: (message) => socket.send(JSON.stringify(message)),
    end: () => socket.terminate(),
  };
}

/** One worker: takes rounds until there are none left before `goal`, on a socket of its own. */
async function work(goal: number): Promise<void> {
  let client = await openClient();
  while (begun < goal) {
    const round = (begun += 1);
    if (round % 50 === 0) {
      await subscribeOnce(round);
      continue;
    }
    const id = String(round);
    const pattern = round % 3 === 0 ? 'steady.**' : `steady.r${round}`;
    const attached = client.next(id, () => true);
    const query = 'subscription ($pattern: String!) { eventReceived(pattern: $pattern) { type } }';
    client.send({ id, type: 'subscribe', payload: { query, variables: { pattern }, extensions: { stream: {} } } });
    await attached;
    if (round % 10 === 0) {
      const received = client.next(id, ({ data }) => data !== null);
      await backend.publish(`steady.r${round}`);
      await received;
    }
    client.send({ id, type: 'complete' });
    if (round % 100 !== 1) continue;
    client.end();
    client = await openClient();
  }
  client.end();
}

async function subscribeOnce(round: number): Promise<void> {
  const client = await openTestSocket(gateway.webSocketUrl);
  await client.init();
  client.subscribe('1', { query: `subscription Once${round % 7} { eventReceived(pattern: "once.*") { type } }`, extensions: { stream: {} } });
  await client.find({ id: '1', type: 'next' });
  client.socket.close();
  await client.closing();
}

async function untilIdle(): Promise<void> {
  const metric = async (name: string): Promise<boolean> => (await gateway.metrics.getSingleMetricAsString(name)).includes(`${name} 0`);
  await waitUntil(async () => (await metric('subscriptions_active')) && (await metric('websocket_connections_active')), { what: 'nobody to be there' });
}

function toMegabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
