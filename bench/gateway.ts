// The gateway engine beside other gateways, and beside what no gateway can beat: the same nested query (about 90 kB) over four
// subgraphs, 50 connections, all in one run, in alternating rounds. Subgraphs replay canned answers from another core. The
// figure to trust is the CPU time that the gateway's process takes for a request.
import { reserveCore } from './gateway/cores.ts';
import { createFixture, type Fixture } from './gateway/fixture.ts';
import {
  APOLLO,
  FIELD,
  FLOOR,
  HIVE_DEDUPLICATING,
  HIVE_RUST,
  OURS_DEDUPLICATING,
  OURS_IN_PROCESS,
  OURS_REMOTE,
  SINGLE,
  SINGLE_COMPILED,
  type Entry,
} from './gateway/field.ts';
import { preparePeers } from './gateway/peers.ts';
import { createRace, type Racer } from './gateway/race.ts';
import { startSubgraphs } from './gateway/subgraphs.ts';
import type { BenchOptions } from './measure/bench-options.ts';
import { round, type BenchReport } from './measure/report.ts';

const PAIRS: readonly (readonly [string, string])[] = [
  [OURS_REMOTE, FLOOR],
  [OURS_REMOTE, APOLLO],
  [OURS_REMOTE, HIVE_RUST],
  [OURS_IN_PROCESS, SINGLE_COMPILED],
  [OURS_IN_PROCESS, SINGLE],
  [OURS_DEDUPLICATING, HIVE_DEDUPLICATING],
];

/** One value of the query's variable; a hundred in turn; requests at a fixed rate. */
const LOADS = ['one', 'hundred', 'open'];

/** A process gets cheaper for so many requests, ours and others; slow ones are given the time. */
const WARM = { answered: 15_000, atMostMs: 20_000 };

/** `ok` when every answer was right; rejects for a load or a contestant that is none. */
export async function run(options: BenchOptions): Promise<BenchReport> {
  const entries = chooseEntries(options);
  const loads = chooseLoads(options);
  const hasPeers = entries.some(({ needsPeers }) => needsPeers) && preparePeers({ mayInstall: !options.short });
  const core = reserveCore();
  console.log(core === undefined ? 'gateway: no core could be reserved' : `gateway: servers under measurement on core ${core}, load and subgraphs on core 1`);
  const subgraphs = await startSubgraphs();
  const fixture = await createFixture(subgraphs.urls);
  console.log(`gateway: the answer has ${fixture.answerBytes} bytes; ${fixture.requests.length} sets of variables`);
  try {
    const racers = await startField(entries, fixture, { hasPeers, core, profileDir: options.profileDir });
    try {
      return await runRace(racers, { ...options, loads, fixture, countCalls: () => subgraphs.countCalls() });
    } finally {
      await Promise.all(racers.map(({ contestant }) => contestant.stop()));
    }
  } finally {
    await subgraphs.stop();
    fixture.remove();
  }
}

function chooseEntries({ short, only }: BenchOptions): readonly Entry[] {
  for (const key of only ?? []) {
    if (!FIELD.some((entry) => entry.key === key)) throw new Error(`--only: ${key} is none of ${FIELD.map((entry) => entry.key).join(', ')}`);
  }
  return FIELD.filter((entry) => only?.includes(entry.key) ?? (!short || entry.isLongOnly !== true));
}

function chooseLoads({ short, only, loads }: BenchOptions): readonly string[] {
  for (const load of loads ?? []) if (!LOADS.includes(load)) throw new Error(`--loads: ${load} is none of ${LOADS.join(', ')}`);
  return loads ?? (short || only !== undefined ? ['one'] : LOADS);
}

async function startField(
  entries: readonly Entry[],
  fixture: Fixture,
  options: { hasPeers: boolean; core: number | undefined; profileDir: string | undefined },
): Promise<Racer[]> {
  const racers: Racer[] = [];
  for (const entry of entries) {
    if (entry.needsPeers && !options.hasPeers) {
      console.log(`gateway: skipped ${entry.name}: its packages are not installed (npm ci in bench/gateway/peers)`);
      continue;
    }
    racers.push({ name: entry.name, isGateway: entry.isGateway, contestant: await entry.start(fixture, options) });
  }
  return racers;
}

type RaceOptions = Pick<BenchOptions, 'short' | 'rounds'> & { loads: readonly string[]; fixture: Fixture; countCalls: () => Promise<number> };

async function runRace(racers: readonly Racer[], { short, rounds, loads, fixture, countCalls }: RaceOptions): Promise<BenchReport> {
  const race = createRace(racers, countCalls);
  const one = fixture.requests.slice(0, 1);
  await race.warmUp(one, short ? { answered: 1, atMostMs: 700 } : WARM);
  const single = await race.run({ requests: one, rounds: rounds ?? (short ? 1 : 5), durationMs: short ? 800 : 2_000 });
  const rss = race.peakRss();
  const gateways = createRace(
    racers.filter(({ isGateway }) => isGateway),
    countCalls,
  );
  if (loads.includes('hundred')) await gateways.warmUp(fixture.requests, { answered: WARM.answered, atMostMs: 2_000 });
  const hundred = loads.includes('hundred') ? await gateways.run({ requests: fixture.requests, rounds: rounds ?? 3, durationMs: 2_000 }) : undefined;
  const slowest = Math.min(...racers.filter(({ isGateway }) => isGateway).map(({ name }) => single.rows[name]?.['perSecond'] ?? Number.POSITIVE_INFINITY));
  const open = loads.includes('open') ? await gateways.runOpen({ requests: one, perSecond: slowest / 2, durationMs: 4_000 }) : undefined;

  const rows: Record<string, Record<string, number>> = {};
  for (const { name } of racers) rows[name] = { ...single.rows[name], ...rss[name], ...open?.rows[name], ...withSuffix(hundred?.rows[name], 'Hundred') };
  const ratios: Record<string, number> = {};
  for (const [ours, peer] of PAIRS) {
    Object.assign(ratios, single.ratio(ours, peer, ''), hundred?.ratio(ours, peer, ', 100 variable sets'));
  }
  const { openP50Ms = Number.NaN, openP99Ms = Number.NaN } = open?.rows[OURS_REMOTE] ?? {};
  if (open !== undefined) ratios['ours remote: p99 / p50 in the open loop'] = round(openP99Ms / openP50Ms);
  return { ok: [single, hundred, open].every((part) => part === undefined || part.wrong === 0), rows, ratios };
}

function withSuffix(row: Readonly<Record<string, number>> | undefined, suffix: string): Record<string, number> {
  return row === undefined ? {} : { [`cpuMs${suffix}`]: row['cpuMs'] ?? Number.NaN };
}
