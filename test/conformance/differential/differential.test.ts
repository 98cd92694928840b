import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, execute, lexicographicSortSchema, parse, printSchema } from 'graphql';
import { ARRANGEMENTS, startFederation, type Federation } from '../federation/federation.ts';
import { createRandom } from './random.ts';
import { writeOperation } from './random-operation.ts';
import { createWorld } from './world.ts';
import { SINGLE_SDL } from './single-schema.ts';
import { toSubgraphs } from './world-schemas.ts';

/** Seeds are fixed: a failure names its own and comes again. */
const OPERATIONS = 150;
/** Seeds beyond these that failed once. */
const ONCE_FAILED = [1_367, 1_695, 3_923];

describe.each(ARRANGEMENTS)('random operations against one schema without federation ($kind, $planner)', (arrangement) => {
  const world = createWorld();
  const single = buildSchema(SINGLE_SDL);
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation(toSubgraphs(world), arrangement);
  });
  afterAll(() => federation.close());

  it('offers clients the same schema', () => {
    const print = (schema: typeof single) => printSchema(lexicographicSortSchema(schema));
    const defer = 'directive @defer(label: String, if: Boolean! = true) on FRAGMENT_SPREAD | INLINE_FRAGMENT';
    expect(print(federation.supergraph.apiSchema)).toBe(print(buildSchema(`${SINGLE_SDL}\n${defer}`)));
  });

  it(`answers ${OPERATIONS + ONCE_FAILED.length} operations alike`, async () => {
    for (const seed of [...Array.from({ length: OPERATIONS }, (_, index) => index + 1), ...ONCE_FAILED]) {
      const { source, variables } = writeOperation(single, createRandom(seed));
      const expected = await execute({ schema: single, document: parse(source), rootValue: world.query, variableValues: variables });
      const received = await federation.ask(source, variables);
      const show = (data: unknown, errors: readonly unknown[] | undefined) =>
        `seed ${seed}\n${source}\n${JSON.stringify(variables)}\n${JSON.stringify(data, undefined, 1)}\nerrors: ${(errors?.length ?? 0) > 0}`;
      expect(show(received.data, received.errors)).toBe(show(expected.data, expected.errors));
      for (const { path } of received.errors ?? []) expect(`seed ${seed} ${JSON.stringify(path)} ${leadsToNull(received.data, path)}`).toMatch(/true$/);
    }
  });
});

/** An error's path leads to a null, or ends under one. */
function leadsToNull(data: unknown, path: readonly (string | number)[] | undefined): boolean {
  let value = data;
  for (const step of path ?? []) {
    if (value === null || value === undefined) return true;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value === null || path === undefined;
}
