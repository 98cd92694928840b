// The event log beside what one would do by hand: batches against pipelined XADD on the same Redis, fsyncs under single events, the
// embedded log against bare inserts, the way to a subscriber against XADD and PUBLISH, pages of a long history against a short
// one's, and what groups cost that nobody reads. Everything durable: `appendfsync always`, `synchronous = FULL`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { redisAvailable, startRedis } from '../test/support/redis.ts';
import { addBatches, publishBatches, type AppendRate } from './events/append-batches.ts';
import { publishSingles } from './events/append-singles.ts';
import { appendToLog, insertBare } from './events/embedded-log.ts';
import { readPages } from './events/history-pages.ts';
import { makeGroups, measureIdle } from './events/idle-groups.ts';
import { tailThroughApi, tailThroughRedis, warmUp } from './events/tail-latency.ts';
import type { BenchOptions } from './measure/bench-options.ts';
import { start, startOurs, type Contestant } from './measure/contestants.ts';
import { median, quantile, round, type BenchReport } from './measure/report.ts';

const LOADS = ['batches', 'singles', 'embedded', 'tail', 'history', 'idle'];
const AUTOWEAVE = join(import.meta.dirname, '..', 'bin', 'autoweave.mjs');
/** Of an event's data. */
const SIZES = { '1 kB': 1_000, '200 B': 200 };
const FEW = 10_000;

type Row = Record<string, number>;

interface Bench {
  readonly folder: string;
  readonly redisUrl: string;
  readonly redisPid: number;
  readonly short: boolean;
  readonly rounds: number;
  readonly events: number;
  readonly rows: Record<string, Row>;
  readonly ratios: Row;
}

/** Runs the loads that are asked for, all by default; rejects without redis-server. */
export async function run({ short, loads = LOADS, rounds = short ? 1 : 5, events = short ? 50_000 : 1_000_000 }: BenchOptions): Promise<BenchReport> {
  for (const load of loads) if (!LOADS.includes(load)) throw new Error(`--loads: ${load} is none of ${LOADS.join(', ')}`);
  if (!redisAvailable()) throw new Error('events: redis-server is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'autoweave-bench-events-'));
  const redis = await startRedis({ appendOnly: 'always' });
  try {
    const bench: Bench = { folder, redisUrl: redis.url, redisPid: await readRedisPid(redis.url), short, rounds, events, rows: {}, ratios: {} };
    for (const load of LOADS) if (loads.includes(load)) await STEPS[load]?.(bench);
    return { ok: true, rows: bench.rows, ratios: bench.ratios };
  } finally {
    await redis.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const STEPS: Readonly<Record<string, (bench: Bench) => Promise<void>>> = { batches, singles, embedded, tail, history, idle };

async function batches(bench: Bench): Promise<void> {
  await onRedis(bench, async (server) => {
    for (const [size, bytes] of Object.entries(SIZES)) {
      const setup = { redisUrl: bench.redisUrl, redisPid: bench.redisPid, bytes, durationMs: bench.short ? 1_000 : 4_000 };
      const [ours, byHand]: [AppendRate[], AppendRate[]] = [[], []];
      for (let round = 0; round < bench.rounds; round += 1) {
        ours.push(await publishBatches(server, setup));
        byHand.push(await addBatches(setup));
      }
      bench.rows[`batches of 500 × ${size}, ours`] = toAppendRow(ours);
      bench.rows[`batches of 500 × ${size}, pipelined XADD`] = toAppendRow(byHand);
      bench.ratios[`ours / pipelined XADD, ${size}, events a second`] = ratioOf(ours, byHand, ({ perSecond }) => perSecond);
      bench.ratios[`ours / pipelined XADD, ${size}, CPU of Redis`] = ratioOf(ours, byHand, ({ redisCpuUs }) => redisCpuUs);
    }
  });
}

async function singles(bench: Bench): Promise<void> {
  const durationMs = bench.short ? 1_000 : 4_000;
  await onRedis(bench, async (server) => {
    const { perSecond, eventsPerFsync } = await publishSingles(server.url, { storePid: bench.redisPid, durationMs });
    bench.rows['single events, 64 in flight, Redis'] = { perSecond: round(perSecond), eventsPerFsync: round(eventsPerFsync) };
  });
  const server = await startOurs(join(bench.folder, 'singles-embedded'));
  try {
    const { perSecond, eventsPerFsync } = await publishSingles(server.url, { storePid: server.pid, durationMs });
    bench.rows['single events, 64 in flight, embedded'] = { perSecond: round(perSecond), eventsPerFsync: round(eventsPerFsync) };
  } finally {
    await server.stop();
  }
}

async function embedded(bench: Bench): Promise<void> {
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let index = 0; index < bench.rounds; index += 1) {
    const load = { folder: bench.folder, batches: bench.short ? 10 : 60, bytes: SIZES['1 kB'] };
    ours.push(await appendToLog(load));
    bare.push(insertBare(load));
  }
  bench.rows['embedded log, batches of 500 × 1 kB'] = { perSecond: round(median(ours)) };
  bench.rows['bare inserts, the same indexes'] = { perSecond: round(median(bare)) };
  bench.ratios['embedded log / bare inserts, events a second'] = round(median(ours.map((rate, index) => rate / (bare[index] ?? Number.NaN))));
}

async function tail(bench: Bench): Promise<void> {
  await onRedis(bench, async (server) => {
    const count = bench.short ? 50 : 200;
    const [ours, byHand]: [number[], number[]] = [[], []];
    await warmUp(server.url, bench.short ? 100 : 2_000);
    await tailThroughApi(server.url, 50);
    for (let index = 0; index < bench.rounds; index += 1) {
      ours.push(...(await tailThroughApi(server.url, count)));
      byHand.push(...(await tailThroughRedis(bench.redisUrl, count)));
    }
    bench.rows['publish → subscriber, ours'] = toLatencyRow(ours);
    bench.rows['XADD + PUBLISH → subscriber'] = toLatencyRow(byHand);
    for (const q of [0.5, 0.99]) bench.ratios[`ours / XADD + PUBLISH, p${q * 100}`] = round(quantile(ours, q) / quantile(byHand, q));
  });
}

async function history(bench: Bench): Promise<void> {
  const pages = bench.short ? 60 : 600;
  const few = await readPages(join(bench.folder, 'few'), { events: FEW, pages });
  const many = await readPages(join(bench.folder, 'many'), { events: bench.events, pages });
  bench.rows[`page of 50 from ${FEW} events`] = toLatencyRow(few);
  bench.rows[`page of 50 from ${bench.events} events`] = toLatencyRow(many);
  for (const q of [0.5, 0.95]) bench.ratios[`many / few events, p${q * 100}`] = round(quantile(many, q) / quantile(few, q));
}

async function idle(bench: Bench): Promise<void> {
  const count = bench.short ? 100 : 1_000;
  await onRedis(bench, async (server) => {
    const setup = { server, redisUrl: bench.redisUrl, durationMs: bench.short ? 1_000 : 5_000 };
    await measureIdle(setup);
    const before = await measureIdle(setup);
    await makeGroups(server, count);
    const after = await measureIdle(setup);
    const toRow = ({ idleCpuPercent, publishedPerSecond, redisConnections }: typeof before): Row => ({
      idleCpuPercent: round(idleCpuPercent),
      perSecond: round(publishedPerSecond),
      redisConnections,
    });
    bench.rows['no group'] = toRow(before);
    bench.rows[`${count} groups that nobody reads`] = toRow(after);
    bench.ratios[`${count} groups / none, events a second`] = round(after.publishedPerSecond / before.publishedPerSecond);
  });
}

/** Ours on the Redis of the benchmark, with the data folder that goes with it. */
async function onRedis(bench: Bench, work: (server: Contestant) => Promise<void>): Promise<void> {
  const environment = { PORT: '0', AUTOWEAVE_DATA_DIR: join(bench.folder, 'backend'), LOG_LEVEL: 'error', REDIS_URL: bench.redisUrl };
  const server = await start([AUTOWEAVE, 'start'], environment);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}

async function readRedisPid(url: string): Promise<number> {
  const redis = new Redis(url);
  const pid = /process_id:(\d+)/.exec(await redis.info('server'))?.[1];
  redis.disconnect();
  return Number(pid);
}

function toAppendRow(rates: readonly AppendRate[]): Row {
  return {
    perSecond: round(median(rates.map(({ perSecond }) => perSecond))),
    cpuUs: round(median(rates.map(({ cpuUs }) => cpuUs))),
    redisCpuUs: round(median(rates.map(({ redisCpuUs }) => redisCpuUs))),
  };
}

function ratioOf(ours: readonly AppendRate[], theirs: readonly AppendRate[], of: (rate: AppendRate) => number): number {
  return round(median(ours.map((rate, index) => of(rate) / of(theirs[index] ?? rate))));
}

function toLatencyRow(latenciesMs: readonly number[]): Row {
  return { p50Ms: round(quantile(latenciesMs, 0.5)), p95Ms: round(quantile(latenciesMs, 0.95)), p99Ms: round(quantile(latenciesMs, 0.99)) };
}
