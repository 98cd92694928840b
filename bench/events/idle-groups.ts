import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCpuMs } from '../measure/process-usage.ts';
import { createCaller, repeat, toBody } from './graphql-caller.ts';

const CREATE = 'mutation ($name: ID!) { createConsumerGroup(input: { name: $name, pattern: "idle.**" }) { group { name } } }';
const PUBLISH = 'mutation { publishEvent(input: { type: "bench.single", data: 1 }) { position } }';

/** What consumer groups cost that have nothing to do. */
export interface IdleCost {
  /** Of one core, while nothing happens. */
  readonly idleCpuPercent: number;
  readonly publishedPerSecond: number;
  readonly redisConnections: number;
}

interface Idle {
  readonly server: { readonly url: string; readonly pid: number };
  readonly redisUrl: string;
  readonly durationMs: number;
}

/** Makes so many groups that nobody reads. */
export async function makeGroups({ url }: Idle['server'], count: number): Promise<void> {
  const caller = createCaller(url, 16);
  let next = 0;
  async function drive(): Promise<void> {
    while (next < count) await caller.ask(toBody(CREATE, { name: `idle-${next++}` }));
  }
  await Promise.all(Array.from({ length: 16 }, drive));
  await caller.close();
}

/** What the server does while nothing happens, and how fast it takes events. */
export async function measureIdle({ server, redisUrl, durationMs }: Idle): Promise<IdleCost> {
  await sleep(2_000);
  const before = { cpuMs: readCpuMs(server.pid), atMs: performance.now() };
  await sleep(durationMs * 3);
  const idleCpuPercent = ((readCpuMs(server.pid) - before.cpuMs) * 100) / (performance.now() - before.atMs);
  const caller = createCaller(server.url, 64);
  const body = toBody(PUBLISH);
  const { count, seconds } = await repeat(async () => void (await caller.ask(body)), { inFlight: 64, durationMs });
  await caller.close();
  const redis = new Redis(redisUrl);
  const clients = /connected_clients:(\d+)/.exec(await redis.info('clients'))?.[1];
  redis.disconnect();
  return { idleCpuPercent, publishedPerSecond: count / seconds, redisConnections: Number(clients) - 1 };
}
