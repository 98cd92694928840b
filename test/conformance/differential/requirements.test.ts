import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execute, parse } from 'graphql';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { ARRANGEMENTS, startFederation, type Federation } from '../federation/federation.ts';
import { createRandom } from './random.ts';
import { writeOperation } from './random-operation.ts';
import { YARD_RESOLVERS, YARD_SDL, YARD_SUBGRAPHS } from './yard.ts';

/** Seeds are fixed: a failure names its own and comes again. */
const OPERATIONS = 100;
/** Seeds beyond these that failed once. */
const ONCE_FAILED = [308, 554, 613];

describe.each(ARRANGEMENTS)('random operations that need what other subgraphs have ($kind, $planner)', (arrangement) => {
  const single = buildSubgraphSchema([{ typeDefs: parse(YARD_SDL), resolvers: YARD_RESOLVERS as Record<string, never> }]);
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation(YARD_SUBGRAPHS, arrangement);
  });
  afterAll(() => federation.close());

  it(`answers ${OPERATIONS + ONCE_FAILED.length} operations as one schema does`, async () => {
    for (const seed of [...Array.from({ length: OPERATIONS }, (_, index) => index + 1), ...ONCE_FAILED]) {
      const { source, variables } = writeOperation(federation.supergraph.apiSchema, createRandom(seed));
      const expected = await execute({ schema: single, document: parse(source), variableValues: variables });
      const received = await federation.ask(source, variables);
      const show = (data: unknown, errors: readonly unknown[] | undefined) =>
        `seed ${seed}\n${source}\n${JSON.stringify(variables)}\n${JSON.stringify(data, undefined, 1)}\nerrors: ${(errors?.length ?? 0) > 0}`;
      expect(show(received.data, received.errors)).toBe(show(expected.data, expected.errors));
    }
  });
});
