import { Redis } from 'ioredis';
import { readCpuMs } from '../measure/process-usage.ts';
import { createCaller, repeat, toBody } from './graphql-caller.ts';

/** Batches of this size, so many side by side. */
const BATCH = 500;
const IN_FLIGHT = 2;

const PUBLISH = 'mutation ($inputs: [PublishEventInput!]!) { publishEvents(inputs: $inputs) { position durability { level } } }';

/** What one stream of batches came to. */
export interface AppendRate {
  readonly perSecond: number;
  /** Of the process that takes the events and writes them to Redis, for one event. */
  readonly cpuUs: number;
  /** Of Redis, for one event. */
  readonly redisCpuUs: number;
}

/** Where batches go, and how long. */
export interface AppendSetup {
  readonly redisUrl: string;
  readonly redisPid: number;
  /** Bytes of each event's data. */
  readonly bytes: number;
  readonly durationMs: number;
}

/** Publishes through the API. */
export async function publishBatches(server: { url: string; pid: number }, setup: AppendSetup): Promise<AppendRate> {
  const inputs = Array.from({ length: BATCH }, (_none, index) => ({ type: 'bench.batch', subject: `s/${index % 50}`, data: 'x'.repeat(setup.bytes) }));
  const body = toBody(PUBLISH, { inputs });
  const caller = createCaller(server.url, IN_FLIGHT);
  interface Answer {
    readonly publishEvents: { readonly durability: { readonly level: string } };
  }
  async function publish(): Promise<void> {
    const { publishEvents } = await caller.ask<Answer>(body);
    if (publishEvents.durability.level !== 'FSYNCED') throw new Error(`expected FSYNCED, received ${publishEvents.durability.level}`);
  }
  try {
    await publish();
    return await rate(publish, { ...setup, pid: server.pid });
  } finally {
    await caller.close();
  }
}

/** Adds the same events to a stream of the same Redis, a pipeline a batch, as a program would that needs nothing else. */
export async function addBatches(setup: AppendSetup): Promise<AppendRate> {
  const redis = new Redis(setup.redisUrl);
  const body = JSON.stringify({
    id: '00000000-0000-0000-0000-000000000000',
    source: 'principal/developer',
    type: 'bench.batch',
    data: 'x'.repeat(setup.bytes),
  });
  async function add(): Promise<void> {
    const pipeline = redis.pipeline();
    for (let index = 0; index < BATCH; index += 1) pipeline.xadd('bench', '*', 'type', 'bench.batch', 'subject', `s/${index % 50}`, 'body', body);
    const results = (await pipeline.exec()) ?? [];
    for (const [error] of results) if (error !== null) throw error;
  }
  try {
    await add();
    return await rate(add, { ...setup, pid: process.pid });
  } finally {
    await redis.del('bench');
    redis.disconnect();
  }
}

async function rate(work: () => Promise<void>, { redisPid, pid, durationMs }: AppendSetup & { pid: number }): Promise<AppendRate> {
  const before = { cpuMs: readCpuMs(pid), redisMs: readCpuMs(redisPid) };
  const { count, seconds } = await repeat(work, { inFlight: IN_FLIGHT, durationMs });
  const events = count * BATCH;
  const each = (fromMs: number, toMs: number) => ((toMs - fromMs) * 1_000) / events;
  return { perSecond: events / seconds, cpuUs: each(before.cpuMs, readCpuMs(pid)), redisCpuUs: each(before.redisMs, readCpuMs(redisPid)) };
}
