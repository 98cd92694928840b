// Many subscribers of one server, beside what one builds from graphql-ws and graphql-redis-subscriptions: processor time of the
// server for an event, latency, memory of an idle subscriber. Both stand on one Redis; events are published from this process,
// as by another service. Nothing may be lost, doubled or out of order.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redisAvailable, startRedis } from '../test/support/redis.ts';
import { reserveCore } from './gateway/cores.ts';
import type { BenchOptions } from './measure/bench-options.ts';
import type { Contestant } from './measure/contestants.ts';
import { median, round, type BenchReport } from './measure/report.ts';
import { measureFanOut, type FanOut } from './subscriptions/fan-out.ts';
import { measureFederated } from './subscriptions/federated.ts';
import { BARE, bareWs, ours, OURS, reference, REFERENCE, toEventSubscription, type Entry, type EntrySetup } from './subscriptions/field.ts';
import { measureIdleMemory } from './subscriptions/idle-memory.ts';
import { measureStorm } from './subscriptions/resume-storm.ts';

/**
 * One event stream for all; a fifth of the clients in 40 rooms; a fifth on a stream with an entity of another subgraph; memory of
 * idle subscribers; half of them resuming after a kill.
 */
const LOADS = ['stream', 'rooms', 'federated', 'idle', 'storm'];
const ROOMS = 40;
const FIELD: readonly Entry[] = [ours, reference, bareWs];

type Rows = Record<string, Record<string, number>>;

interface Bench {
  readonly setup: EntrySetup;
  readonly core: number | undefined;
  readonly clients: number;
  readonly rounds: number;
  readonly short: boolean;
  readonly entries: readonly Entry[];
  readonly profileDir: string | undefined;
  readonly rows: Rows;
  readonly ratios: Record<string, number>;
  readonly wrong: string[];
}

/** `ok` when nothing was lost, doubled or out of order; rejects without redis-server. */
export async function run(options: BenchOptions): Promise<BenchReport> {
  const { short, only, loads = LOADS, profileDir, clients = short ? 200 : 10_000, rounds = short ? 1 : 3 } = options;
  for (const load of loads) if (!LOADS.includes(load)) throw new Error(`--loads: ${load} is none of ${LOADS.join(', ')}`);
  for (const key of only ?? [])
    if (!FIELD.some((entry) => entry.key === key)) throw new Error(`--only: ${key} is none of ${FIELD.map((entry) => entry.key).join(', ')}`);
  if (!redisAvailable()) throw new Error('subscriptions: redis-server is not installed');
  const entries = FIELD.filter((entry) => only?.includes(entry.key) ?? true);
  const core = reserveCore();
  const redis = await startRedis({ appendOnly: 'always' });
  const dataDir = mkdtempSync(join(tmpdir(), 'autoweave-bench-'));
  const setup: EntrySetup = { redisUrl: redis.url, dataDir, environment: {} };
  const bench: Bench = { setup, core, clients, rounds, short, entries, profileDir, rows: {}, ratios: {}, wrong: [] };
  try {
    if (loads.includes('stream') || loads.includes('rooms')) await raceFanOut(bench, loads);
    if (loads.includes('federated')) await addFederated(bench);
    if (loads.includes('idle')) await addIdle(bench);
    if (loads.includes('storm')) await addStorm(bench);
  } finally {
    await redis.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  for (const what of bench.wrong) console.error(`subscriptions: ${what}`);
  return { ok: bench.wrong.length === 0, rows: bench.rows, ratios: bench.ratios };
}

/** The same events to the same subscribers of each server, in turn. */
async function raceFanOut(bench: Bench, loads: readonly string[]): Promise<void> {
  const { setup, core, clients, rounds, short, profileDir } = bench;
  const entries = bench.entries.filter((entry) => entry !== bareWs);
  const started: { entry: Entry; contestant: Contestant }[] = [];
  try {
    for (const entry of entries) started.push({ entry, contestant: await entry.start(setup, { core, profileDir }) });
    for (const load of ['stream', 'rooms'].filter((name) => loads.includes(name))) {
      const size =
        load === 'stream' ? { clients, rooms: 1, events: short ? 5 : 20 } : { clients: Math.max(ROOMS, clients / 5), rooms: ROOMS, events: short ? 1 : 10 };
      const laps = new Map(entries.map(({ name }) => [name, [] as FanOut[]]));
      for (let nth = 0; nth < rounds; nth += 1) {
        for (const { entry, contestant } of started) {
          const publisher = await entry.openPublisher(setup.redisUrl);
          const subscription = (room: number) => toEventSubscription(contestant.url, room);
          const lap = await measureFanOut({ contestant, publisher, subscription, ...size }).finally(() => publisher.close());
          laps.get(entry.name)?.push(lap);
          bench.wrong.push(...lap.wrong.map((what) => `${entry.name}, ${load}: ${what}`));
        }
      }
      addLaps(bench, load, laps);
    }
  } finally {
    for (const { contestant } of started) await contestant.stop();
  }
}

function addLaps({ rows, ratios }: Bench, load: string, laps: ReadonlyMap<string, readonly FanOut[]>): void {
  const of = (name: string, key: 'cpuMs' | 'p50Ms' | 'p99Ms'): number => median((laps.get(name) ?? []).map((lap) => lap[key]));
  for (const name of laps.keys()) {
    rows[name] = {
      ...rows[name],
      [`${load} cpuMs`]: round(of(name, 'cpuMs')),
      [`${load} p50Ms`]: round(of(name, 'p50Ms')),
      [`${load} p99Ms`]: round(of(name, 'p99Ms')),
    };
  }
  if (!laps.has(OURS) || !laps.has(REFERENCE)) return;
  ratios[`${load}: CPU per event, ours / reference`] = round(of(OURS, 'cpuMs') / of(REFERENCE, 'cpuMs'));
  ratios[`${load}: p99, ours / reference`] = round(of(OURS, 'p99Ms') / of(REFERENCE, 'p99Ms'));
}

async function addFederated(bench: Bench): Promise<void> {
  const { setup, core, clients, rounds, short, profileDir } = bench;
  const size = { clients: Math.max(1, clients / 5), events: short ? 5 : 20, rounds };
  const { plain, federated, wrong } = await measureFederated({ setup, core, profileDir, ...size });
  bench.rows[OURS] = { ...bench.rows[OURS], 'plain cpuMs': round(plain), 'federated cpuMs': round(federated) };
  bench.ratios['CPU per event, federated / plain'] = round(federated / plain);
  bench.wrong.push(...wrong.map((what) => `federated: ${what}`));
}

async function addIdle(bench: Bench): Promise<void> {
  const { setup, core, clients } = bench;
  for (const entry of bench.entries) {
    const { rssKb, heapKb } = await measureIdleMemory(entry, { setup, clients, core });
    bench.rows[entry.name] = { ...bench.rows[entry.name], 'idle rssKb': round(rssKb), 'idle heapKb': round(heapKb) };
  }
  const of = (name: string): number => bench.rows[name]?.['idle rssKb'] ?? Number.NaN;
  for (const peer of [REFERENCE, BARE]) {
    if (bench.rows[OURS] !== undefined && bench.rows[peer] !== undefined) bench.ratios[`RSS per idle subscriber, ours / ${peer}`] = round(of(OURS) / of(peer));
  }
}

async function addStorm(bench: Bench): Promise<void> {
  const { setup, core, clients } = bench;
  const { readyMs, backMs, backCpuMs, wrong } = await measureStorm({ setup, core, clients: Math.max(1, clients / 2) });
  bench.rows[OURS] = { ...bench.rows[OURS], 'storm readyMs': round(readyMs), 'storm backMs': round(backMs), 'storm back cpuMs': round(backCpuMs) };
  bench.wrong.push(...wrong.map((what) => `storm: ${what}`));
}
