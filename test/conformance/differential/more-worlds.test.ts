import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import { ARRANGEMENTS, startFederation, type Federation } from '../federation/federation.ts';
import { MALL_RESOLVERS, MALL_SDL, MALL_SUBGRAPHS } from './mall.ts';
import { createRandom } from './random.ts';
import { writeOperation } from './random-operation.ts';
import { YARD_RESOLVERS, YARD_SDL, YARD_SUBGRAPHS } from './yard.ts';

/** Seeds are fixed: a failure names its own and comes again. */
const OPERATIONS = 80;

const WORLDS = [
  // Seeds beyond the first that failed once.
  { what: 'need what other subgraphs have', sdl: YARD_SDL, resolvers: YARD_RESOLVERS, subgraphs: YARD_SUBGRAPHS, onceFailed: [308, 554, 613] },
  { what: 'go over keys of every kind and shared fields', sdl: MALL_SDL, resolvers: MALL_RESOLVERS, subgraphs: MALL_SUBGRAPHS, onceFailed: [] },
];

describe.each(WORLDS.flatMap((world) => ARRANGEMENTS.map((arrangement) => ({ ...world, ...arrangement }))))(
  'random operations that $what ($kind, $planner)',
  ({ sdl, resolvers, subgraphs, onceFailed, kind, planner }) => {
    const single = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: { ...resolvers } as Record<string, never> }]);
    let federation: Federation;
    beforeAll(async () => {
      federation = await startFederation(subgraphs, { kind, planner });
    });
    afterAll(() => federation.close());

    it(`answers ${OPERATIONS + onceFailed.length} operations as one schema does`, async () => {
      for (const seed of [...Array.from({ length: OPERATIONS }, (_, index) => index + 1), ...onceFailed]) {
        const { source, variables } = writeOperation(federation.supergraph.apiSchema, createRandom(seed));
        const expected = await execute({ schema: single, document: parse(source), variableValues: variables });
        const received = await federation.ask(source, variables);
        const show = (data: unknown, errors: readonly unknown[] | undefined) =>
          `seed ${seed}\n${source}\n${JSON.stringify(variables)}\n${JSON.stringify(data, undefined, 1)}\nerrors: ${(errors?.length ?? 0) > 0}`;
        expect(show(received.data, received.errors)).toBe(show(expected.data, expected.errors));
      }
    });
  },
);
