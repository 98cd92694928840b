import { parseArgs } from 'node:util';

/** How a benchmark is run. */
export interface BenchOptions {
  /** For CI: only ours and the limits, few requests; a wrong answer fails, a ratio does not. */
  readonly short: boolean;
  /** Keys of the contestants that take part; undefined for all. */
  readonly only: readonly string[] | undefined;
  /** Names of the loads that are run; undefined for the benchmark's own choice. */
  readonly loads: readonly string[] | undefined;
  /** Rounds of each load in place of the benchmark's own number. */
  readonly rounds: number | undefined;
  /** Clients of the largest load in place of the benchmark's own number; other loads follow in proportion. */
  readonly clients: number | undefined;
  /** Events of the largest log in place of the benchmark's own number. */
  readonly events: number | undefined;
  /** Folder that each server under measurement writes a CPU profile to when it ends. */
  readonly profileDir: string | undefined;
}

/** Reads `[--short] [--only KEY,KEY] [--loads NAME,NAME] [--rounds N] [--clients N] [--events N] [--profile DIR]`. Throws an Error that says what was expected. */
export function readBenchOptions(argv: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      short: { type: 'boolean', default: false },
      only: { type: 'string' },
      loads: { type: 'string' },
      rounds: { type: 'string' },
      clients: { type: 'string' },
      events: { type: 'string' },
      profile: { type: 'string' },
    },
  });
  return {
    short: values.short,
    only: toList(values.only),
    loads: toList(values.loads),
    rounds: readCount('--rounds', values.rounds),
    clients: readCount('--clients', values.clients),
    events: readCount('--events', values.events),
    profileDir: values.profile,
  };
}

function readCount(name: string, text: string | undefined): number | undefined {
  const count = text === undefined ? undefined : Number(text);
  if (count !== undefined && !(Number.isInteger(count) && count > 0)) throw new Error(`${name}: expected a whole number above 0`);
  return count;
}

function toList(text: string | undefined): string[] | undefined {
  return text?.split(',').map((item) => item.trim());
}
