// `npm run fuzz -- [--seconds N] [--seed N]`: drawn inputs for the parsers of every transport, over both
// entries of HTTP, and drawn answers for the client that speaks to subgraphs. The last line of the output is one JSON object; the exit code is 0 when nothing was found.
import { parseArgs } from 'node:util';
import { runFuzz } from './fuzz/run-fuzz.ts';
import { PARSERS } from './fuzz/parsers.ts';
import { runResponseFuzz } from './response-fuzz/run-response-fuzz.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } } });
const seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
const seconds = Number(values.seconds);
if (!Number.isSafeInteger(seed) || !(seconds > 0)) {
  console.error('fuzz: expected --seed N and --seconds N, numbers');
  process.exit(2);
}
console.log(`fuzz: seed ${seed}, ${seconds} s`);
const sliceMs = (seconds * 1_000) / (2 * PARSERS.length + 1);
const endsMs = performance.now() + sliceMs;
const responses = await runResponseFuzz({ seed, goesOn: () => performance.now() < endsMs });
for (const finding of responses.findings) console.log(finding);
console.log(`${responses.inputs} answers of subgraphs, of which ${responses.taken} were taken`);
let findings = responses.findings.length;
for (const httpEntry of ['direct', 'apollo'] as const) {
  let endsMs = 0;
  const result = await runFuzz({
    seed,
    httpEntry,
    goesOn(done) {
      if (done === 0) endsMs = performance.now() + sliceMs;
      return performance.now() < endsMs;
    },
  });
  findings += result.findings.length;
  for (const finding of result.findings) console.log(finding);
  console.table(result.inputs);
}
console.log(JSON.stringify({ fuzz: seed, seconds, findings }));
process.exit(findings === 0 ? 0 : 1);
