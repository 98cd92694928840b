// `npm run bench -- NAME [--short] [--only KEY,KEY] [--loads NAME,NAME] [--rounds N] [--clients N] [--events N] [--profile DIR]`: runs one benchmark and
// prints its table; the last line is one JSON object. What the options mean stands in docs/performance.md.
import { cpus } from 'node:os';
import { readBenchOptions, type BenchOptions } from './measure/bench-options.ts';
import { printReport, type BenchReport } from './measure/report.ts';

interface Bench {
  run(options: BenchOptions): Promise<BenchReport>;
}

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  startup: () => import('./startup.ts'),
  'joined-query': () => import('./joined-query.ts'),
  gateway: () => import('./gateway.ts'),
  caching: () => import('./caching.ts'),
  overload: () => import('./overload.ts'),
  admission: () => import('./admission.ts'),
  subscriptions: () => import('./subscriptions.ts'),
  events: () => import('./events.ts'),
};

const [name = '', ...flags] = process.argv.slice(2);
const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (load === undefined) {
  console.error(`bench: expected one of ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
const options = readOptions(flags);
// Each server that a benchmark starts has a listener here, which ends it together with this process, however that ends.
process.setMaxListeners(50);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const bench = await load();
console.log(`${name}: Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
const report = await bench.run(options);
printReport(name, report);
process.exit(report.ok ? 0 : 1);

function readOptions(argv: readonly string[]): BenchOptions {
  try {
    return readBenchOptions(argv);
  } catch (error) {
    console.error(`bench: ${(error as Error).message}`);
    process.exit(2);
  }
}
