// `npm run bench -- NAME [--short]`: runs one benchmark and prints its table; the last line is one JSON object.
import { cpus } from 'node:os';
import { printReport, type BenchReport } from './measure/report.ts';

interface Bench {
  run(options: { short: boolean }): Promise<BenchReport>;
}

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  startup: () => import('./startup.ts'),
  'joined-query': () => import('./joined-query.ts'),
  gateway: () => import('./gateway.ts'),
};

const [name = '', ...flags] = process.argv.slice(2);
const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (load === undefined) {
  console.error(`bench: expected one of ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
// Each server that a benchmark starts has a listener here, which ends it together with this process, however that ends.
process.setMaxListeners(50);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const bench = await load();
console.log(`${name}: Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
const report = await bench.run({ short: flags.includes('--short') });
printReport(name, report);
process.exit(report.ok ? 0 : 1);
