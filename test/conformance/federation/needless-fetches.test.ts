import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ARRANGEMENTS, startFederation, type Federation } from './federation.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

const toPlant = (reference: object) => ({ __typename: 'Tree', height: 4, ...reference });

function grower(name: string, field: string): SubgraphFixture {
  return {
    name,
    sdl: `interface Plant @key(fields: "id") { id: ID! ${field}: Int } type Tree implements Plant @key(fields: "id") { id: ID! ${field}: Int }
      type Herb implements Plant @key(fields: "id") { id: ID! ${field}: Int }`,
    resolvers: {
      Plant: { __resolveReference: ({ id }: { id: string }) => toPlant({ __typename: 'Tree', id, [field]: 3 }) },
      Tree: { __resolveReference: toPlant },
    },
  };
}
const lists: SubgraphFixture = {
  name: 'lists',
  sdl: 'type Query { plants: [Plant!]! } type Plant @key(fields: "id") @interfaceObject { id: ID! place: String }',
  resolvers: { Query: { plants: () => [{ id: 'p1', place: 'hill' }] } },
};

describe.each(ARRANGEMENTS)('fetches that a plan can do without ($kind, $planner)', (arrangement) => {
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation([grower('heights', 'height'), grower('ages', 'age'), grower('widths', 'width'), lists], arrangement);
  });
  afterAll(() => federation.close());

  it('FED-ABS-061 are not made: the type of an object is not asked of every subgraph that knows it', async () => {
    const { data, errors } = await federation.ask('{ plants { place height } }');
    expect({ data, errors }).toEqual({ data: { plants: [{ place: 'hill', height: 3 }] }, errors: undefined });
    expect([...federation.asked.values()].flat().length).toBeLessThanOrEqual(3);
  });
});
