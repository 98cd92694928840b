// `node bin/run.mjs test/faults/run-isolation.ts [seconds] [seed]`: whether operations of many principals get each other's data over subgraphs that
// misbehave, under each setting for so many seconds. The exit code is 0 when nothing was found.
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { runIsolation, SETTINGS } from './isolation/run-isolation.ts';

const seconds = Number(process.argv[2] ?? 60);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000_000);
let isSound = true;
for (const [name, setting] of Object.entries(SETTINGS)) {
  const folder = createTemporaryFolder();
  const endsMs = performance.now() + seconds * 1_000;
  const { findings, ...figures } = await runIsolation(setting, { seed, folder: folder.path, goesOn: () => performance.now() < endsMs });
  folder.remove();
  isSound &&= findings.length === 0 && figures.hasRecovered;
  console.log(`${name}, seed ${seed}: ${JSON.stringify({ ...figures, findings: findings.length })}`);
  for (const finding of findings) console.log(finding);
}
process.exit(isSound ? 0 : 1);
