// End to end: the joined query over five in-process subgraphs on embedded stores, against the same schema served by plain
// graphql-js without federation and with the answer in memory. Alternating rounds after a warm-up; CPU is the server process's.
import { runClosedLoop } from './measure/closed-loop.ts';
import { startOurs, startPlain, type Contestant } from './measure/contestants.ts';
import { createJoinedFixture, type JoinedFixture } from './measure/joined-fixture.ts';
import { readCpuMs, readRss } from './measure/process-usage.ts';
import { median, quantile, round, type BenchReport } from './measure/report.ts';

interface Round {
  readonly queriesPerSecond: number;
  readonly cpuMsPerQuery: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly wrong: number;
}

const CONNECTIONS = 16;

/** `ok` when every answer was right; ours and the plain server in turn, round by round. */
export async function run(options: { short: boolean }): Promise<BenchReport> {
  const durationMs = options.short ? 500 : 5_000;
  const fixture = await createJoinedFixture();
  const ours = await startOurs(fixture.dataDir);
  const plain = await startPlain(fixture.answerFile);
  await measure(ours, fixture, durationMs);
  await measure(plain, fixture, durationMs);
  const rounds: { ours: Round[]; plain: Round[] } = { ours: [], plain: [] };
  for (let roundNumber = 0; roundNumber < (options.short ? 1 : 5); roundNumber += 1) {
    rounds.ours.push(await measure(ours, fixture, durationMs));
    rounds.plain.push(await measure(plain, fixture, durationMs));
  }
  const rows = {
    ours: { ...summarise(rounds.ours), ...roundAll(readRss(ours.pid)) },
    'plain graphql-js': { ...summarise(rounds.plain), ...roundAll(readRss(plain.pid)) },
  };
  await Promise.all([ours.stop(), plain.stop()]);
  fixture.remove();
  return {
    ok: rows.ours.wrong === 0 && rows['plain graphql-js'].wrong === 0,
    rows,
    ratios: {
      'CPU per query: ours / plain graphql-js': round(rows.ours.cpuMsPerQuery / rows['plain graphql-js'].cpuMsPerQuery),
      'queries per second: ours / plain graphql-js': round(rows.ours.queriesPerSecond / rows['plain graphql-js'].queriesPerSecond),
    },
  };
}

async function measure(contestant: Contestant, fixture: JoinedFixture, durationMs: number): Promise<Round> {
  const cpuBeforeMs = readCpuMs(contestant.pid);
  const loop = await runClosedLoop(contestant.url, { requests: [fixture], connections: CONNECTIONS, durationMs });
  return {
    queriesPerSecond: loop.requests / loop.seconds,
    cpuMsPerQuery: (readCpuMs(contestant.pid) - cpuBeforeMs) / loop.requests,
    p50Ms: quantile(loop.latenciesMs, 0.5),
    p99Ms: quantile(loop.latenciesMs, 0.99),
    wrong: loop.wrong,
  };
}

function summarise(rounds: readonly Round[]): Round {
  const of = (key: keyof Round): number => round(median(rounds.map((one) => one[key])));
  return {
    queriesPerSecond: of('queriesPerSecond'),
    cpuMsPerQuery: of('cpuMsPerQuery'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    wrong: rounds.reduce((sum, one) => sum + one.wrong, 0),
  };
}

function roundAll(figures: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, round(value)]));
}
