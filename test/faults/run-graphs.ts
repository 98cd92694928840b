// `npm run graphs -- [--seconds N] [--seed N] [--count N] [--operations N] [--planner native|apollo]`: random federated graphs, and random
// operations over each, from a seed on; what is answered otherwise than by one schema is told with its graph. The last line of the output is
// one JSON object; the exit code is 0 when nothing was found.
import { parseArgs } from 'node:util';
import { drawComposed, findDisagreements } from '../conformance/random-graphs/find-disagreements.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string' },
    count: { type: 'string', default: 'Infinity' },
    operations: { type: 'string', default: '12' },
    planner: { type: 'string', default: 'native' },
  },
});
const first = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
const [seconds, count, operations] = [Number(values.seconds), Number(values.count), Number(values.operations)];
const planner = values.planner === 'apollo' ? 'apollo' : 'native';
if (!Number.isSafeInteger(first) || !(seconds > 0) || !(count > 0) || !(operations > 0)) {
  console.error('graphs: expected --seed, --seconds, --count and --operations as numbers');
  process.exit(2);
}
console.log(`graphs: from seed ${first}, ${seconds} s`);
const endsMs = performance.now() + seconds * 1_000;
const total = { graphs: 0, operations: 0, requests: 0, disagreements: 0 };
for (let seed = first; seed < first + count && performance.now() < endsMs; seed += 1) {
  const graph = await drawComposed(seed);
  if (graph === undefined) continue;
  const outcome = await findDisagreements(graph, { seed, count: operations, arrangement: { kind: seed % 2 === 0 ? 'in-process' : 'http', planner } });
  total.graphs += 1;
  total.operations += outcome.operations;
  total.requests += outcome.requests;
  total.disagreements += outcome.disagreements.length;
  if (outcome.disagreements.length > 0) for (const { name, sdl } of graph.parts) console.log(`## ${name}\n${sdl}`);
  for (const one of outcome.disagreements) console.log(`${one.name}: ${one.problem}\n${one.source}\n${JSON.stringify(one.variables)}`);
}
console.log(JSON.stringify({ from: first, planner, ...total }));
process.exit(total.disagreements === 0 ? 0 : 1);
