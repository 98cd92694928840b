import { describeConformance } from './conformance.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

const nodes: SubgraphFixture = {
  name: 'nodes',
  sdl: 'type Query { node: Node other: Int } interface Node { id: ID! }',
  resolvers: { Query: { node: () => ({ __typename: 'Node', id: 'n1' }), other: () => 1 } },
};

const fields: SubgraphFixture = {
  name: 'fields',
  sdl: 'type Query { mine: Node } type Node @interfaceObject @key(fields: "id", resolvable: false) { id: ID! field: String }',
  resolvers: { Query: { mine: () => ({ id: 'n1', field: 'f' }) } },
};

describeConformance('an interface that no type implements', [nodes, fields], {
  cases: [
    {
      id: 'FED-PLAN-001',
      must: 'fails as a whole when no subgraph can answer any of it',
      query: '{ node { field } }',
      data: null,
      errors: [{ path: undefined, code: 'UNSUPPORTED' }],
    },
    {
      id: 'FED-PLAN-002',
      must: 'answers the rest when no subgraph can answer a part',
      query: '{ node { field } other }',
      data: { node: null, other: 1 },
      errors: [{ path: ['node'], code: 'UNSUPPORTED' }],
    },
    { id: 'FED-PLAN-003', must: 'asks its own subgraph as an object', query: '{ mine { id field } }', data: { mine: { id: 'n1', field: 'f' } } },
    { id: 'FED-PLAN-004', must: 'is no failure when everything is left out', query: '{ node @skip(if: true) { field } }', data: {} },
  ],
});
