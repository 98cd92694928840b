import { fork, type ChildProcess } from 'node:child_process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocket } from 'ws';
import { waitUntil } from '../support/wait-until.ts';

/**
 * Clients of one event stream with large events, of which some stop reading: `run-slow-consumers.ts [clients] [slow] [events]`. Says what the
 * gateway's process holds meanwhile, and how late events come to the others before and while. Ends with 1 when what it holds goes on growing
 * once the slow ones are stuck, or when a client does not get every event once and in order, the slow ones after they read again.
 */
const [CLIENTS, SLOW, EVENTS] = [1_000, 100, 1_200].map((usual, index) => Number(process.argv[2 + index] ?? usual)) as [number, number, number];
const EVENT_BYTES = 20_000;
/** How far the publisher is ahead of the slowest of those that read. */
const AHEAD = 10;
const QUERY = 'subscription { eventReceived(pattern: "slow.*") { sequence data } }';

type Order = { readonly kind: 'publish' } | { readonly kind: 'memory' } | { readonly kind: 'stop' };
type News =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'published'; readonly sequence: number }
  | { readonly kind: 'memory'; readonly bytes: number };

if (process.argv[2] === 'server') await serve();
else process.exitCode = (await run()) ? 0 : 1;

/** The gateway and its subgraph in a process of their own, so that what it holds is not what the clients hold. */
async function serve(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { startWireBackend } = await import('../conformance/streaming-wire/wire-backend.ts');
  // A client that reads nothing answers no ping either; how it is cut off is shown elsewhere.
  const backend = await startWireBackend({ upstream: 'remote', store: 'embedded' }, { keepAliveMs: 600_000 });
  const tell = (news: News): void => void process.send?.(news);
  const text = 'x'.repeat(EVENT_BYTES);
  process.on('message', (order: Order) => {
    if (order.kind === 'publish') void backend.publish('slow.event', text).then(({ sequence }) => tell({ kind: 'published', sequence }));
    else if (order.kind === 'memory') {
      collect();
      const { heapUsed, external } = process.memoryUsage();
      tell({ kind: 'memory', bytes: heapUsed + external });
    } else process.exit(0);
  });
  tell({ kind: 'ready', url: backend.gateway.webSocketUrl });
}

interface Reader {
  readonly socket: WebSocket;
  last: number;
  count: number;
  isAttached: boolean;
  isSlow: boolean;
}

async function run(): Promise<boolean> {
  const server = fork(import.meta.filename, ['server'], { execArgv: process.execArgv });
  try {
    const { url } = await ask(server, undefined, 'ready');
    const publishedMs = new Map<number, number>();
    const faults: string[] = [];
    let latencies: number[] = [];
    const readers = await Promise.all(Array.from({ length: CLIENTS }, () => open(url)));
    const [slow, quick] = [readers.slice(0, SLOW), readers.slice(SLOW)];
    for (const reader of slow) reader.isSlow = true;

    function open(address: string): Promise<Reader> {
      const reader: Reader = { socket: new WebSocket(address, 'graphql-transport-ws'), last: 0, count: 0, isAttached: false, isSlow: false };
      const { socket } = reader;
      socket.on('open', () => socket.send('{"type":"connection_init"}'));
      socket.on('message', (data: Buffer) => take(reader, data.subarray(0, 400).toString('latin1')));
      socket.on('close', (code) => faults.push(`a client was closed with ${code}`));
      return waitUntil(() => (reader.isAttached ? reader : undefined), { what: 'a client to attach' });
    }

    function take(reader: Reader, head: string): void {
      if (head.startsWith('{"type":"connection_ack"')) {
        reader.socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: QUERY, extensions: { stream: {} } } }));
        return;
      }
      reader.isAttached = true;
      if (head.includes('"gap"') || head.includes('"dropped"') || head.includes('"type":"error"')) faults.push(head);
      const sequence = Number(/"eventReceived":\{"sequence":(\d+)/.exec(head)?.[1] ?? 0);
      if (sequence === 0) return;
      if (reader.last !== 0 && sequence !== reader.last + 1) faults.push(`${sequence} came after ${reader.last}`);
      reader.last = sequence;
      reader.count += 1;
      if (!reader.isSlow) latencies.push(performance.now() - (publishedMs.get(sequence) ?? performance.now()));
    }

    let published = 0;
    async function publish(count: number): Promise<void> {
      for (let left = count; left > 0; left -= 1) {
        const askedMs = performance.now();
        const { sequence } = await ask(server, { kind: 'publish' }, 'published');
        publishedMs.set(sequence, askedMs);
        published += 1;
        const keepUp = (): boolean => quick.every((reader) => published - reader.count < AHEAD);
        if (!keepUp()) await waitUntil(keepUp, { what: 'those that read to keep up' });
      }
      await waitUntil(() => quick.every((reader) => reader.count === published), { what: 'those that read to have all' });
    }

    const measure = async (): Promise<number> => (await ask(server, { kind: 'memory' }, 'memory')).bytes;
    const tellLatency = (what: string): void => {
      const sorted = latencies.toSorted((a, b) => a - b);
      const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(0);
      console.log(`${what}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms over ${sorted.length} deliveries`);
      latencies = [];
    };
    const third = Math.floor(EVENTS / 3);
    await publish(third);
    tellLatency('all read');
    const before = await measure();
    for (const { socket } of slow) socket.pause();
    await publish(third);
    const stuck = await measure();
    await publish(third);
    tellLatency(`${SLOW} of ${CLIENTS} do not read`);
    const after = await measure();
    for (const { socket } of slow) socket.resume();
    await waitUntil(() => readers.every((reader) => reader.count === published), { timeoutMs: 300_000, what: 'the slow ones to have all' });
    const unboundedBytes = SLOW * third * EVENT_BYTES;
    console.log(`held: ${toMegabytes(before)} MB, ${toMegabytes(stuck)} MB with the slow ones stuck, ${toMegabytes(after)} MB after ${third} more events`);
    console.log(
      `those events would be ${toMegabytes(unboundedBytes)} MB for the slow ones; ${published} events came to all ${CLIENTS}, ${faults.length} faults`,
    );
    for (const fault of faults.slice(0, 10)) console.log(`  ${fault}`);
    return faults.length === 0 && after - stuck < unboundedBytes / 2;
  } finally {
    server.send({ kind: 'stop' } satisfies Order);
  }
}

/** Gives an order, if there is one, and answers the next news of a kind. */
function ask<Kind extends News['kind']>(server: ChildProcess, order: Order | undefined, kind: Kind): Promise<Extract<News, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    server.once('exit', () => reject(new Error('the gateway is gone')));
    server.on('message', function take(news: News) {
      if (news.kind !== kind) return;
      server.off('message', take);
      server.removeAllListeners('exit');
      resolve(news as Extract<News, { kind: Kind }>);
    });
    if (order !== undefined) server.send(order);
  });
}

function toMegabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
