import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a run that was broken off has to know of itself to go on; all else is in its journals and stores. */
export interface RunState {
  readonly killsBy: Readonly<Record<string, number>>;
  /** How long it has run, all its parts together. */
  readonly seconds: number;
}

const FILE = 'run.json';

/** The state of the run in `folder`; of a new one when there is none. */
export function readRunState(folder: string): RunState {
  const file = join(folder, FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RunState) : { killsBy: {}, seconds: 0 };
}

/** Replaces the state as a whole, so that it can be read whenever the run ends. */
export function writeRunState(folder: string, state: RunState): void {
  writeFileSync(join(folder, `${FILE}.new`), JSON.stringify(state));
  renameSync(join(folder, `${FILE}.new`), join(folder, FILE));
}
