// What caching brings: a day of dashboards replayed against the whole backend (rate of hits, CPU with and without), and the cost of
// an answer that is kept, beside a server that only stringifies it.
import { V8_FLAGS } from '../bin/v8-flags.mjs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DayOptions } from './caching/day.ts';
import { replayDay, type PanelCount, type ReplayResult } from './caching/replay.ts';
import { reserveCore } from './gateway/cores.ts';
import { createFixture } from './gateway/fixture.ts';
import { createRace } from './gateway/race.ts';
import { SUBGRAPHS } from './gateway/shop-schemas.ts';
import type { BenchOptions } from './measure/bench-options.ts';
import { start } from './measure/contestants.ts';
import { readCpuMs } from './measure/process-usage.ts';
import { round, type BenchReport } from './measure/report.ts';

const SEED = 20_260_302;
const SERVERS = join(import.meta.dirname, 'caching', 'servers');
const STRINGIFY = join(import.meta.dirname, 'gateway', 'servers', 'stringify.ts');
const KEPT = 'ours, answer kept';
const STRINGIFY_ONLY = 'stringify only';
/** Without caching the busiest hour alone is replayed. */
const BUSY_HOUR = { fromHour: 10, toHour: 11 };

type Row = Readonly<Record<string, number>>;

/** `ok` when no read failed, none overlooked a write, and more than 70 % were answered from what is kept. */
export async function run({ short, rounds = short ? 1 : 5 }: BenchOptions): Promise<BenchReport> {
  const core = reserveCore();
  console.log(`caching: the day is that of seed ${SEED}`);
  const hours = short ? { fromHour: 10, toHour: 10.25 } : { fromHour: 0, toHour: 24 };
  const whole = await replay('on', { seed: SEED, ...hours }, core);
  const compared = short ? hours : BUSY_HOUR;
  const on = await replay('on', { seed: SEED, ...compared }, core);
  const off = await replay('off', { seed: SEED, ...compared }, core);
  const kept = await raceKept({ rounds, durationMs: short ? 1_000 : 2_000 }, core);
  const total = toRow([...whole.result.panels.values()].filter(isRead));
  const results = [whole, on, off].map(({ result }) => result);
  return {
    ok: results.every(({ errors, overlooked }) => errors === 0 && overlooked === 0) && kept.wrong === 0 && (total['hitPercent'] ?? 0) > 70,
    rows: {
      ...Object.fromEntries([...whole.result.panels].filter(([, count]) => isRead(count)).map(([panel, count]) => [panel, toRow([count])])),
      'all reads': total,
      [`hours ${compared.fromHour} to ${compared.toHour}, caching on`]: { cpuMs: round(on.cpuMs) },
      [`hours ${compared.fromHour} to ${compared.toHour}, caching off`]: { cpuMs: round(off.cpuMs) },
      ...kept.rows,
    },
    ratios: {
      'rate of hits': round((total['hitPercent'] ?? 0) / 100),
      'CPU of a request, caching on / off': round(on.cpuMs / off.cpuMs),
      ...kept.ratios,
    },
  };
}

/** CPU is the server's, for one request. */
async function replay(mode: 'on' | 'off', options: DayOptions, core: number | undefined): Promise<{ result: ReplayResult; cpuMs: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'autoweave-bench-caching-'));
  const server = await start([...V8_FLAGS, join(SERVERS, 'backend.ts'), mode, folder], {}, { core });
  try {
    const beforeMs = readCpuMs(server.pid);
    const result = await replayDay(server.url, options);
    const requests = [...result.panels.values()].reduce((sum, count) => sum + count.requests, 0);
    if (result.errors + result.overlooked > 0) console.error(`caching: ${result.errors} errors, ${result.overlooked} writes overlooked`);
    return { result, cpuMs: (readCpuMs(server.pid) - beforeMs) / requests };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function raceKept(laps: { rounds: number; durationMs: number }, core: number | undefined) {
  const urls = Object.fromEntries(SUBGRAPHS.map((name) => [name, 'http://127.0.0.1:1'])) as Record<(typeof SUBGRAPHS)[number], string>;
  const fixture = await createFixture(urls);
  const ours = await start([...V8_FLAGS, join(SERVERS, 'kept-answer.ts'), fixture.supergraphFile, fixture.folder], {}, { core });
  const plain = await start([...V8_FLAGS, STRINGIFY, fixture.folder], {}, { core });
  try {
    const racers = [
      { name: KEPT, isGateway: true, contestant: ours },
      { name: STRINGIFY_ONLY, isGateway: false, contestant: plain },
    ];
    const race = createRace(racers, async () => 0);
    const requests = fixture.requests.slice(0, 1);
    await race.warmUp(requests, { answered: Number.POSITIVE_INFINITY, atMostMs: laps.durationMs });
    const result = await race.run({ requests, ...laps });
    const rateOf = (name: string): number => result.rows[name]?.['perSecond'] ?? Number.NaN;
    return {
      rows: result.rows,
      wrong: result.wrong,
      ratios: { ...result.ratio(KEPT, STRINGIFY_ONLY, ', CPU'), [`${KEPT} / ${STRINGIFY_ONLY}, rate`]: round(rateOf(KEPT) / rateOf(STRINGIFY_ONLY)) },
    };
  } finally {
    await Promise.all([ours.stop(), plain.stop()]);
    fixture.remove();
  }
}

function isRead({ writes }: PanelCount): boolean {
  return !writes;
}

function toRow(counts: readonly PanelCount[]): Row {
  const sum = (read: (count: PanelCount) => number): number => counts.reduce((total, count) => total + read(count), 0);
  const requests = sum((count) => count.requests);
  return {
    requests,
    hitPercent: round((sum((count) => count.hits) / requests) * 100),
    stalePercent: round((sum((count) => count.stale) / requests) * 100),
    bypassPercent: round((sum((count) => count.bypassed) / requests) * 100),
    meanMs: round(sum((count) => count.totalMs) / requests),
  };
}
