import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startPipelines, type RunningPipelines } from '../../test/support/start-pipelines.ts';

/** The same numbers for the same seed (a linear congruential generator; its low bits are not used). */
function createRandom(seed: number): { below(limit: number): number; pick<T>(choices: readonly T[]): T } {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * limit);
  };
  return { below, pick: <T>(choices: readonly T[]) => choices[below(choices.length)] as T };
}

const STEPS = [
  { filter: { expression: 'n > 20' } },
  { filter: { expression: '$exists(tag)' } },
  { filter: { expression: '$number(tag) > 1' } },
  { map: { expression: '$merge([$, {"m": n * 2}])' } },
  { map: { expression: 'n' } },
  {
    map: {
      fields: [
        { to: 'id', from: 'id' },
        { to: 'n', expression: 'n / (n - 30)' },
        { to: 'v', from: 'v' },
      ],
    },
  },
  { validate: { rules: [{ field: 'n', required: true, type: 'NUMBER', max: 80 }] } },
  {
    validate: {
      rules: [
        { field: 'tag', pattern: '^[a-m]' },
        { field: 'id', minLength: 2 },
      ],
    },
  },
];
const SINKS = [
  { records: { collection: 'keyless' } },
  { records: { collection: 'keyed', key: 'id' } },
  { topic: { type: 'made.thing', subject: 'id' } },
  { vectors: { collection: 'points', vector: 'v' } },
  { graph: { nodes: [{ label: 'Thing', id: 'id' }], relations: [{ type: 'NEXT', from: 'id', to: 'n' }] } },
];

describe('the account of records', () => {
  let pipelines: RunningPipelines;

  beforeAll(async () => {
    pipelines = await startPipelines();
  });

  afterAll(() => pipelines.close());

  it.each(Array.from({ length: 25 }, (_, seed) => seed))('P03 reconciles for any steps, sink, batch size and records (seed %i)', async (seed) => {
    const random = createRandom(seed * 7_919 + 17);
    const steps = Array.from({ length: random.below(4) }, () => random.pick(STEPS));
    const sink = SINKS[seed % SINKS.length] ?? {};
    const total = random.below(120);
    const lines = Array.from({ length: total }, (_, index) => {
      if (random.below(12) === 0) return random.pick(['{', '[1', 'nul', '"text"', '42', 'null', '[]']);
      const record = {
        ...(random.below(8) > 0 ? { id: random.pick<unknown>([`id${index}`, `id${random.below(5)}`, index, '', null, 'x']) } : {}),
        ...(random.below(6) > 0 ? { n: random.pick<unknown>([random.below(100), random.below(100), 30, 'many', null]) } : {}),
        ...(random.below(3) > 0 ? { tag: random.pick<unknown>(['alpha', 'zeta', '7', ['a'], { b: 1 }]) } : {}),
        ...(random.below(4) > 0 ? { v: random.pick<unknown>([[1, 0], [0.5, 0.5], [1], [], 'v', [1, null]]) } : {}),
      };
      return JSON.stringify(record);
    });
    pipelines.file('any.ndjson', lines.join('\n'));
    const id = await pipelines.define({ source: { file: { path: 'any.ndjson', format: 'NDJSON' } }, steps, sink, batchSize: 1 + random.below(40) });
    const before = (await pipelines.rows('keyless')).length;
    const { status, counts, rejected } = await pipelines.runToEnd(id);
    expect({ status, in: counts.in, accounted: counts.out + counts.filtered + counts.rejected }).toEqual({ status: 'COMPLETED', in: total, accounted: total });
    expect(rejected.nodes).toHaveLength(counts.rejected);
    expect(new Set(rejected.nodes.map(({ index }) => index)).size).toBe(counts.rejected);
    expect(rejected.nodes.every(({ rule, reason }) => rule !== '' && reason !== '')).toBe(true);
    if (sink === SINKS[0]) expect((await pipelines.rows('keyless')).length - before).toBe(counts.out);
  });
});
