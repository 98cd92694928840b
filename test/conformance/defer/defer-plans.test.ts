import { describe, expect, it } from '@jest/globals';
import { startFederation, toOperation } from '../federation/federation.ts';
import { gatherParts } from './gather-parts.ts';
import { createShop } from './shop.ts';

describe('the planning of deferred fragments', () => {
  it('DEF-024 is left where there are too many of them: the answer comes whole', async () => {
    const federation = await startFederation(createShop().fixtures, 'in-process');
    const fragments = Array.from({ length: 7 }, (_, index) => `fragment F${index} on User { ...F${index + 1} @defer ...F${index + 1} @defer }`);
    const query = `{ me { id ...F0 } } ${fragments.join(' ')} fragment F7 on User { name }`;
    const parts = await gatherParts(federation.engine, toOperation(federation.supergraph, query));
    await federation.close();
    expect(toJson(parts)).toEqual([{ data: { me: { id: 'u1', name: 'Ada' } }, hasNext: false }]);
  });

  it('DEF-025 may be done ahead', async () => {
    const federation = await startFederation(createShop().fixtures, 'in-process');
    const operation = toOperation(federation.supergraph, '{ product(id: "p1") { name ... on Book @defer { rank } } }');
    await federation.engine.warm?.(operation);
    expect([...federation.asked.values()].flat()).toEqual([]);
    expect(await gatherParts(federation.engine, operation)).toHaveLength(2);
    await federation.close();
  });
});

describe('deferred fragments of a subgraph that is gone', () => {
  it('DEF-021 tell so at each of their objects, and take nothing else with them', async () => {
    const federation = await startFederation(createShop().fixtures, 'http', ['reviews']);
    const operation = toOperation(federation.supergraph, '{ products { id ... on Book @defer { pages rank } } me { name } }');
    const parts = await gatherParts(federation.engine, operation);
    await federation.close();
    expect(toJson(parts[0]?.data)).toEqual({ products: [{ id: 'p1' }, { id: 'p2' }, { id: 'p3' }], me: { name: 'Ada' } });
    const later = parts.flatMap(({ incremental = [] }) => incremental);
    expect(later.map(({ path, data }) => [path, toJson(data)])).toEqual([
      [['products', 0], { pages: 300, rank: null }],
      [['products', 2], { pages: 120, rank: null }],
    ]);
    for (const { path, errors = [] } of later) {
      expect(errors.map((error) => [error.path?.slice(0, 2), error.extensions?.['code'], error.extensions?.['service']])).toEqual([
        [path, 'SUBGRAPH_UNAVAILABLE', 'reviews'],
      ]);
    }
  });
});

function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
