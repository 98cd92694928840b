import { describe, expect, it } from '@jest/globals';
import { composeSupergraph } from '../supergraph/compose-supergraph.ts';
import { readSupergraph } from '../supergraph/supergraph.ts';
import { createInProcessUpstream } from '../upstream/in-process-upstream.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { toOperation } from '../../test/conformance/federation/federation.ts';
import { sdlOf } from '../../test/conformance/federation/fixture-subgraph.ts';
import { createEngine } from './create-engine.ts';
import type { FetchNode, PlanNode } from './query-plan.ts';

const OWNER = `type Query { things: [Thing!]! } interface Thing { id: ID! } type Film implements Thing @key(fields: "id") { id: ID! length: Int }
  type Song implements Thing @key(fields: "id") { id: ID! bars: Int }`;
const OTHER = 'type Film @key(fields: "id") { id: ID! weight: Int }';

/** A plan that asks for type names wherever it can. `merged` has two fetches bring parts of one object, so that answers are merged. */
function toPlan(merged: boolean): PlanNode {
  const root = (operation: string): FetchNode => ({ kind: 'Fetch', serviceName: 'owner', operation, operationKind: 'query' });
  return {
    kind: 'Sequence',
    nodes: [
      root('{things{__typename id ...on Film{length} ...on Song{bars}}}'),
      ...(merged ? [root('{things{id}}')] : []),
      {
        kind: 'Flatten',
        path: ['things', '@'],
        node: {
          kind: 'Fetch',
          serviceName: 'other',
          operationKind: 'query',
          operation: 'query($representations:[_Any!]!){_entities(representations:$representations){...on Film{__typename weight}}}',
          requires: [{ kind: 'InlineFragment', typeCondition: 'Film', selections: ['__typename', 'id'].map((name) => ({ kind: 'Field', name })) }],
        },
      },
    ],
  };
}

describe.each([['linked', false] as const, ['merged', true] as const])('the type of an object, where answers are %s,', (_how, merged) => {
  it('is not changed by a subgraph that names another one', async () => {
    const fixtures = [
      { name: 'owner', sdl: OWNER },
      { name: 'other', sdl: OTHER },
    ];
    const composition = await composeSupergraph(fixtures.map((fixture) => ({ name: fixture.name, url: '', sdl: sdlOf(fixture) })));
    if (composition.kind === 'refused') throw new Error('expected to compose');
    const supergraph = await readSupergraph(composition.sdl);
    const answer = (name: string, data: () => Record<string, unknown>) =>
      createInProcessUpstream({
        name,
        execute: () => Promise.resolve({ data: data() }),
        subscribe() {
          throw new Error('no subscription is expected');
        },
      });
    const engine = createEngine({
      supergraph,
      planner: { plan: () => Promise.resolve({ planner: 'apollo', node: toPlan(merged) }) },
      upstreams: new Map([
        ['owner', answer('owner', () => ({ things: [{ __typename: 'Film', id: '1', length: 90 }] }))],
        ['other', answer('other', () => ({ _entities: [{ __typename: 'Song', weight: 5 }] }))],
      ]),
      logger: createLogger({ level: 'silent', process: 'test' }),
    });
    const { data } = await engine.execute(toOperation(supergraph, '{ things { __typename id ... on Film { length weight } ... on Song { bars } } }'));
    expect(data).toEqual({ things: [{ __typename: 'Film', id: '1', length: 90, weight: 5 }] });
  });
});
