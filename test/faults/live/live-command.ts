import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runLive } from './run-live.ts';

/** `npm run faults -- --live`: prints what is inflicted, then what was found; answers whether the model held. */
export async function runLiveCommand(options: { subscribers: number; rounds: number; seed: number; keep: boolean }): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'autoweave-live-'));
  console.log(`live: ${options.subscribers} subscribers, ${options.rounds} rounds of faults, seed ${options.seed}`);
  const result = await runLive({ ...options, eventEveryMs: 100, folder, say: (line) => console.log(`  ${line}`) });
  if (options.keep) console.log(`stores: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
  const { faults, failures, inflicted, ...figures } = result;
  for (const { kind, what } of faults.slice(0, 20)) console.log(`  ${kind}: ${what}`);
  for (const failure of failures.slice(0, 20)) console.log(`  failure: ${failure}`);
  const ok = faults.length === 0 && failures.length === 0;
  const count = (kind: string): number => faults.filter((fault) => fault.kind === kind).length;
  const sums = { lost: count('lost'), doubled: count('doubled'), reordered: count('reordered'), faults: faults.length, failures: failures.length };
  console.log(JSON.stringify({ ok, seed: options.seed, ...figures, inflicted: inflicted.length, ...sums }));
  return ok;
}
