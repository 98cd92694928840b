import { runClosedLoop, type LoopRequest } from '../measure/closed-loop.ts';
import type { Contestant } from '../measure/contestants.ts';
import { runOpenLoop } from '../measure/open-loop.ts';
import { readCpuMs, readRss } from '../measure/process-usage.ts';
import { median, quantile, round } from '../measure/report.ts';

const CONNECTIONS = 50;
const WARM_UP_LAP_MS = 1_000;

/** One that takes part in a race. */
export interface Racer {
  readonly name: string;
  readonly isGateway: boolean;
  readonly contestant: Contestant;
}

/** What a race came to. */
export interface RaceResult {
  /** By contestant; medians over the rounds. */
  readonly rows: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly wrong: number;
  /** Ratio of the medians of CPU per request, and the lowest and highest ratio of a round; nothing when one did not take part. */
  ratio(ours: string, peer: string, label: string): Record<string, number>;
}

/** Runs loads against contestants in turn, so that what disturbs the machine disturbs all alike. */
export interface Race {
  /** Has each contestant answer so many requests, or as many as it can in that time. Rejects when one answers wrongly. */
  warmUp(requests: readonly LoopRequest[], until: { answered: number; atMostMs: number }): Promise<void>;
  run(options: { requests: readonly LoopRequest[]; rounds: number; durationMs: number }): Promise<RaceResult>;
  runOpen(options: { requests: readonly LoopRequest[]; perSecond: number; durationMs: number }): Promise<Pick<RaceResult, 'rows' | 'wrong'>>;
  peakRss(): Readonly<Record<string, { readonly peakRssMb: number }>>;
}

interface Lap {
  readonly cpuMs: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly calls: number;
  readonly wrong: number;
}

/** Makes a race; `countCalls` tells how often the subgraphs were called so far, by whomever. */
export function createRace(racers: readonly Racer[], countCalls: () => Promise<number>): Race {
  async function lap({ contestant }: Racer, options: { requests: readonly LoopRequest[]; durationMs: number }): Promise<Lap> {
    // Not measured: a process that was idle while the others had their turns has its young generation made small, and its caches are cold.
    await runClosedLoop(contestant.url, { ...options, connections: CONNECTIONS, durationMs: options.durationMs / 2 });
    const callsBefore = await countCalls();
    const cpuBeforeMs = readCpuMs(contestant.pid);
    const loop = await runClosedLoop(contestant.url, { ...options, connections: CONNECTIONS });
    return {
      cpuMs: (readCpuMs(contestant.pid) - cpuBeforeMs) / loop.requests,
      perSecond: loop.requests / loop.seconds,
      p50Ms: quantile(loop.latenciesMs, 0.5),
      p99Ms: quantile(loop.latenciesMs, 0.99),
      calls: ((await countCalls()) - callsBefore) / loop.requests,
      wrong: loop.wrong,
    };
  }

  return {
    async warmUp(requests, { answered, atMostMs }) {
      for (const { name, contestant } of racers) {
        let count = 0;
        for (let leftMs = atMostMs; leftMs > 0 && count < answered; leftMs -= WARM_UP_LAP_MS) {
          const loop = await runClosedLoop(contestant.url, { requests, connections: CONNECTIONS, durationMs: Math.min(leftMs, WARM_UP_LAP_MS) });
          if (loop.wrong > 0) throw new Error(`${name} answers wrongly`);
          count += loop.requests;
        }
      }
    },
    async run({ rounds, ...options }) {
      const laps = new Map<string, Lap[]>(racers.map(({ name }) => [name, []]));
      for (let nth = 0; nth < rounds; nth += 1) {
        for (const racer of racers) laps.get(racer.name)?.push(await lap(racer, options));
      }
      return toResult(laps);
    },
    async runOpen(options) {
      const rows: Record<string, Record<string, number>> = {};
      let wrong = 0;
      for (const { name, contestant } of racers) {
        const loop = await runOpenLoop(contestant.url, { ...options, connections: CONNECTIONS });
        wrong += loop.wrong;
        rows[name] = { openP50Ms: round(quantile(loop.latenciesMs, 0.5)), openP99Ms: round(quantile(loop.latenciesMs, 0.99)) };
      }
      return { rows, wrong };
    },
    peakRss: () => Object.fromEntries(racers.map(({ name, contestant }) => [name, { peakRssMb: round(readRss(contestant.pid).peakRssMb) }])),
  };
}

function toResult(laps: ReadonlyMap<string, readonly Lap[]>): RaceResult {
  const rows = Object.fromEntries([...laps].map(([name, all]) => [name, summarise(all)]));
  return {
    rows,
    wrong: [...laps.values()].flat().reduce((sum, { wrong }) => sum + wrong, 0),
    ratio(ours, peer, label) {
      const mine = laps.get(ours) ?? [];
      const others = laps.get(peer) ?? [];
      if (mine.length === 0 || others.length === 0) return {};
      const each = mine.map(({ cpuMs }, nth) => cpuMs / (others[nth]?.cpuMs ?? Number.NaN));
      const name = `${ours} / ${peer}${label}`;
      const ofMedians = median(mine.map(({ cpuMs }) => cpuMs)) / median(others.map(({ cpuMs }) => cpuMs));
      return {
        [name]: round(ofMedians),
        ...(each.length < 2 ? {} : { [`${name} (lowest round)`]: round(Math.min(...each)), [`${name} (highest round)`]: round(Math.max(...each)) }),
      };
    },
  };
}

function summarise(laps: readonly Lap[]): Record<string, number> {
  const of = (key: keyof Lap): number => round(median(laps.map((one) => one[key])));
  const cpu = laps.map(({ cpuMs }) => cpuMs);
  return {
    cpuMs: of('cpuMs'),
    ...(cpu.length < 2 ? {} : { spreadPercent: round(((Math.max(...cpu) - Math.min(...cpu)) / median(cpu)) * 100) }),
    perSecond: of('perSecond'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    calls: of('calls'),
    wrong: laps.reduce((sum, { wrong }) => sum + wrong, 0),
  };
}
