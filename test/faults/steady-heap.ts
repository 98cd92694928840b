import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startFederation, toOperation } from '../conformance/federation/federation.ts';
import { createRandom } from '../conformance/differential/random.ts';
import { writeOperation } from '../conformance/differential/random-operation.ts';
import { createWorld } from '../conformance/differential/world.ts';
import { toSubgraphs } from '../conformance/differential/world-schemas.ts';

/**
 * Sends operations through the engine and says how the heap stood after garbage collection: `steady-heap.ts [operations]`.
 * Some come again and some are new each time, so that whatever is kept by document meets its bound. Ends with 1 when the
 * heap of the last quarter is above that of the second by more than noise.
 */
const OPERATIONS = Number(process.argv[2] ?? 1_000_000);
const CHECKS = 20;
const NOISE_BYTES = 4 * 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const federation = await startFederation(toSubgraphs(createWorld()), 'in-process');
const { supergraph } = federation;
// Parsed and checked once, as the gateway's front keeps them: what is shown is the engine's heap, and its time goes to the engine.
const known = Array.from({ length: 100 }, (_, seed) => {
  const { source, variables } = writeOperation(supergraph.apiSchema, createRandom(seed + 1));
  return toOperation(supergraph, source, variables);
});
const toNew = (index: number) => toOperation(supergraph, `query Q${index} { user(id: "u${index % 5}") { name favourite { title stock } } }`);
const startedMs = performance.now();
const heap: number[] = [];
for (let index = 1; index <= OPERATIONS; index += 1) {
  // Every hundredth is a document that nobody sent before.
  const again = index % 100 === 0 ? undefined : known[index % known.length];
  await federation.run(again === undefined ? toNew(index) : { ...again, signal: new AbortController().signal });
  if (index % Math.ceil(OPERATIONS / CHECKS) === 0) {
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    heap.push(heapUsed);
    console.log(`${index} operations: heap ${toMegabytes(heapUsed)} MB, rss ${toMegabytes(rss)} MB, ${toRate(index)} a second`);
  }
}
await federation.close();

const quarter = Math.floor(heap.length / 4);
const before = Math.min(...heap.slice(quarter, quarter * 2));
const after = Math.min(...heap.slice(-quarter));
console.log(`grew by ${toMegabytes(after - before)} MB; ${toMegabytes(NOISE_BYTES)} MB is noise`);
if (after - before > NOISE_BYTES) process.exitCode = 1;

function toRate(operations: number): string {
  return ((operations * 1_000) / (performance.now() - startedMs)).toFixed(0);
}

function toMegabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
