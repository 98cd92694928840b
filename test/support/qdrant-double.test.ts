import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startQdrantDouble, type QdrantDouble } from './qdrant-double.ts';

let double: QdrantDouble;
beforeAll(async () => {
  double = await startQdrantDouble();
  await call('PUT', '/collections/there', { vectors: { size: 2, distance: 'Cosine' } });
});
afterAll(async () => {
  await double.close();
});

const UUID = '0b7d1f7e-2f6c-4b43-9d0a-7d1c1a0f5b11';
const points = (...list: unknown[]) => ({ points: list });

describe("the double of Qdrant refuses, in Qdrant's form,", () => {
  it.each([
    ['a second collection of one name', 'PUT', '/collections/there', { vectors: { size: 2, distance: 'Cosine' } }, 409],
    ['a distance that does not exist', 'PUT', '/collections/new', { vectors: { size: 2, distance: 'cosine' } }, 400],
    ['a size of nothing', 'PUT', '/collections/new', { vectors: { size: 0, distance: 'Cosine' } }, 422],
    ['an unknown field of a collection', 'PUT', '/collections/new', { vectors: { size: 2, distance: 'Cosine' }, dimension: 2 }, 400],
    ['points of an absent collection', 'PUT', '/collections/absent/points', points({ id: 1, vector: [1, 2] }), 404],
    ['a point whose id is a plain text', 'PUT', '/collections/there/points', points({ id: 'plain', vector: [1, 2] }), 400],
    ['a point whose id is negative', 'PUT', '/collections/there/points', points({ id: -1, vector: [1, 2] }), 400],
    ['a vector of another size', 'PUT', '/collections/there/points', points({ id: UUID, vector: [1, 2, 3] }), 400],
    ['a vector of texts', 'PUT', '/collections/there/points', points({ id: UUID, vector: ['1', '2'] }), 400],
    ['a point without a vector', 'PUT', '/collections/there/points', points({ id: UUID }), 400],
    ['an unknown field of a point', 'PUT', '/collections/there/points', points({ id: UUID, vector: [1, 2], metadata: {} }), 400],
    ['a malformed query parameter', 'PUT', '/collections/there/points?wait=yes', points({ id: UUID, vector: [1, 2] }), 400],
    ['an unknown query parameter', 'PUT', '/collections/there/points?sync=true', points({ id: UUID, vector: [1, 2] }), 400],
    ['a query of no hits', 'POST', '/collections/there/points/query', { query: [1, 2], limit: 0 }, 422],
    ['a query by another size', 'POST', '/collections/there/points/query', { query: [1], limit: 1 }, 400],
    ['a match with a fraction', 'POST', '/collections/there/points/query', { query: [1, 2], filter: { must: [{ key: 'n', match: { value: 1.5 } }] } }, 400],
    ['an unknown field of a filter', 'POST', '/collections/there/points/query', { query: [1, 2], filter: { must: [], all: [] } }, 400],
    ['an index of an unknown type', 'PUT', '/collections/there/index', { field_name: 'n', field_schema: 'string' }, 400],
    ['what it does not play', 'POST', '/collections/there/points/query', { query: [1, 2], filter: { must: [], should: [] } }, 501],
    ['a route that is not documented', 'PATCH', '/collections/there/points', {}, 404],
  ])('%s', async (_what, method, path, body, status) => {
    const answer = await call(method, path, body);
    expect(answer).toEqual({ status, body: { status: { error: expect.any(String) }, time: expect.any(Number) } });
  });

  it('a body that is not JSON', async () => {
    const response = await fetch(`${double.url}/collections/there/points`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{' });
    expect(response.status).toBe(400);
  });

  it('and acknowledges a write without `wait` before it is applied', async () => {
    const { body } = await call('PUT', '/collections/there/points', points({ id: UUID, vector: [3, 4] }));
    expect(body).toMatchObject({ result: { status: 'acknowledged' } });
    const waited = await call('PUT', '/collections/there/points?wait=true', points({ id: 7, vector: [3, 4] }));
    expect(waited.body).toMatchObject({ result: { status: 'completed' } });
  });
});

async function call(method: string, path: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(double.url + path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}
