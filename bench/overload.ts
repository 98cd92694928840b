// Overload: the same query at half of what one process can do, and at three times as much. What is let in keeps its latency, the rest
// is refused with a 503 at once, and another process on the server's core gets done as much of its own work.
import { offer, type Offered } from './overload/offer.ts';
import { startNeighbour } from './overload/start-neighbour.ts';
import { reserveCore } from './gateway/cores.ts';
import type { BenchOptions } from './measure/bench-options.ts';
import { dataOf, runClosedLoop } from './measure/closed-loop.ts';
import { start } from './measure/contestants.ts';
import { createJoinedFixture } from './measure/joined-fixture.ts';
import { readRss } from './measure/process-usage.ts';
import { quantile, round, type BenchReport } from './measure/report.ts';
import { join } from 'node:path';

const LAUNCHER = join(import.meta.dirname, '..', 'bin', 'autoweave.mjs');
const CONNECTIONS = 1_000;
/** Until the overload is noticed and the bound has found its place. */
const SETTLE_MS = 6_000;

type Row = Record<string, number>;

/** `ok` when everyone got the right answer or a refusal, and somebody the right one to the end. */
export async function run({ short }: BenchOptions): Promise<BenchReport> {
  const core = reserveCore();
  const durationMs = short ? 10_000 : 30_000;
  const fixture = await createJoinedFixture();
  const environment = { PORT: '0', AUTOWEAVE_DATA_DIR: fixture.dataDir, LOG_LEVEL: 'error', AUTOWEAVE_CACHING: 'false' };
  const neighbour = startNeighbour(core);
  const server = await start([LAUNCHER, 'start'], environment, { core });
  try {
    const { body, expected } = fixture;
    const isRight = ({ status, text }: Offered) => status === 503 || (status === 200 && dataOf(text) === expected);
    const warm = await runClosedLoop(server.url, { requests: [{ body, expected }], connections: 16, durationMs: short ? 3_000 : 8_000 });
    const full = await runClosedLoop(server.url, { requests: [{ body, expected }], connections: 16, durationMs: short ? 3_000 : 8_000 });
    const capacity = full.requests / full.seconds;
    const halfMs = Date.now();
    const half = await offer(server.url, { body, perSecond: capacity / 2, durationMs, connections: CONNECTIONS });
    const overMs = Date.now();
    const halfRate = neighbour.rate(halfMs, overMs);
    const over = await offer(server.url, { body, perSecond: capacity * 3, durationMs: durationMs + SETTLE_MS, connections: CONNECTIONS });
    const overRate = neighbour.rate(overMs + SETTLE_MS, overMs + SETTLE_MS + durationMs);
    const settled = over.filter(({ dueMs }) => dueMs >= SETTLE_MS);
    const rows = {
      'half of it': toRow(half, durationMs),
      'three times as much, at first': toRow(
        over.filter(({ dueMs }) => dueMs < SETTLE_MS),
        SETTLE_MS,
      ),
      'three times as much, then': toRow(settled, durationMs),
      neighbour: { piecesPerSecondAtHalf: round(halfRate), piecesPerSecondAtThreeTimes: round(overRate) },
      server: { capacityPerSecond: round(capacity), peakRssMb: round(readRss(server.pid).peakRssMb) },
    };
    return {
      ok: warm.wrong + full.wrong === 0 && [...half, ...over].every(isRight) && admitted(settled).length > 0,
      rows,
      ratios: {
        'p99 of what is let in, three times / half': round(
          (rows['three times as much, then']['p99Ms'] ?? Number.NaN) / (rows['half of it']['p99Ms'] ?? Number.NaN),
        ),
        "a neighbour's work, three times / half": round(overRate / halfRate),
        'answered a second, three times / what it can': round((rows['three times as much, then']['answeredPerSecond'] ?? Number.NaN) / capacity),
      },
    };
  } finally {
    await server.stop();
    neighbour.stop();
    fixture.remove();
  }
}

function admitted(offered: readonly Offered[]): readonly Offered[] {
  return offered.filter(({ status }) => status === 200);
}

function toRow(offered: readonly Offered[], durationMs: number): Row {
  const latencies = admitted(offered).map(({ latencyMs }) => latencyMs);
  const refusals = offered.filter(({ status }) => status === 503).map(({ latencyMs }) => latencyMs);
  return {
    offeredPerSecond: round(offered.length / (durationMs / 1_000)),
    answeredPerSecond: round(latencies.length / (durationMs / 1_000)),
    refusedPercent: round((refusals.length / offered.length) * 100),
    p50Ms: round(quantile(latencies, 0.5)),
    p99Ms: round(quantile(latencies, 0.99)),
    ...(refusals.length === 0 ? {} : { refusalP99Ms: round(quantile(refusals, 0.99)) }),
  };
}
