import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Scope } from '../request/scope.ts';
import type { VectorHit, VectorPoint, VectorStore } from './vector-store.ts';

/** What every vector store promises; `open` answers a store that is reachable, and each test works in a workspace of its own. */
export function describeVectorStore(name: string, open: () => Promise<VectorStore>): void {
  describe(`the vector store over ${name}`, () => {
    let vectors: VectorStore;
    beforeAll(async () => {
      vectors = await open();
    });
    afterAll(async () => {
      await vectors?.close();
    });

    it('P06 answers points as they were written, in the order asked for, without those that are absent', async () => {
      const scope = createScope();
      const points = [point('one', [1, 2, 3], { text: "it's `ü`", nested: { list: [1, null] } }), point('two', [-4, 0.5, 0])];
      await vectors.upsert(scope, 'docs', points);
      const [two, one, ...others] = await vectors.get(scope, 'docs', ['two', 'ghost', 'one', 'two']);
      expect([others, two?.id, two?.payload, one?.payload]).toEqual([[], 'two', {}, points[0]?.payload]);
      one?.vector.forEach((part, index) => expect(part).toBeCloseTo(points[0]?.vector[index] ?? Number.NaN, 4));
      two?.vector.forEach((part, index) => expect(part).toBeCloseTo(points[1]?.vector[index] ?? Number.NaN, 4));
      expect(await vectors.get(scope, 'nowhere', ['one'])).toEqual([]);
    });

    it('P06 finds the nearest by cosine similarity, best first, and at most `limit`', async () => {
      const scope = createScope();
      await vectors.upsert(scope, 'docs', [point('away', [-1, 0]), point('near', [10, 1]), point('same', [3, 0]), point('across', [0, 2])]);
      const hits = await vectors.search(scope, 'docs', { vector: [2, 0], limit: 10 });
      expect(idsOf(hits)).toEqual(['same', 'near', 'across', 'away']);
      [1, 10 / Math.hypot(10, 1), 0, -1].forEach((score, index) => expect(hits[index]?.score).toBeCloseTo(score, 5));
      expect(idsOf(await vectors.search(scope, 'docs', { vector: [2, 0], limit: 2 }))).toEqual(['same', 'near']);
      expect(idsOf(await vectors.search(scope, 'docs', { vector: [2, 0], limit: 10, minScore: 0.5 }))).toEqual(['same', 'near']);
      expect(hits.every(({ score }) => score >= -1 && score <= 1)).toBe(true);
    });

    it('holds to every pair of the filter, and to its types', async () => {
      const scope = createScope();
      await vectors.upsert(scope, 'docs', [
        point('text', [1, 0], { kind: 'a', n: '1' }),
        point('number', [1, 0], { kind: 'a', n: 1 }),
        point('fraction', [1, 0], { kind: 'a', n: 1.5 }),
        point('truth', [1, 0], { kind: 'a', n: true }),
        point('odd', [1, 0], { kind: 'b', n: 1, 'a.b "c"': 'x', long: 'y'.repeat(3_000) }),
      ]);
      const find = async (filter: Record<string, string | number | boolean>) => {
        return idsOf(await vectors.search(scope, 'docs', { vector: [1, 0], filter, limit: 10 }));
      };
      expect(await find({ n: '1' })).toEqual(['text']);
      expect((await find({ n: 1 })).toSorted()).toEqual(['number', 'odd']);
      expect(await find({ n: 1.5 })).toEqual(['fraction']);
      expect(await find({ n: true })).toEqual(['truth']);
      expect(await find({ n: 1, kind: 'b' })).toEqual(['odd']);
      expect(await find({ 'a.b "c"': 'x' })).toEqual(['odd']);
      expect(await find({ long: 'y'.repeat(3_000) })).toEqual(['odd']);
      expect(await find({ n: 1, kind: 'c' })).toEqual([]);
      expect(await find({ absent: true })).toEqual([]);
    });

    it('replaces a point whole, and takes the last of two with one id', async () => {
      const scope = createScope();
      await vectors.upsert(scope, 'docs', [point('a', [1, 0], { old: true, kind: 'x' })]);
      await vectors.upsert(scope, 'docs', [point('a', [9, 9], { kind: 'w' }), point('a', [0, 1], { kind: 'y' })]);
      expect(await vectors.search(scope, 'docs', { vector: [0, 1], limit: 9, filter: { kind: 'x' } })).toEqual([]);
      const [hit, ...others] = await vectors.search(scope, 'docs', { vector: [0, 1], limit: 9 });
      expect([hit?.payload, others]).toEqual([{ kind: 'y' }, []]);
      expect(hit?.score).toBeCloseTo(1, 5);
    });

    it('settles the dimension by the first upsert, and keeps nothing of a change with another', async () => {
      const scope = createScope();
      await vectors.upsert(scope, 'docs', [point('a', [1, 0])]);
      await expect(vectors.upsert(scope, 'docs', [point('b', [1, 0, 0])])).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'points[0].vector' });
      const mixed = [point('c', [1, 0]), point('d', [1, 0, 0])];
      await expect(vectors.upsert(scope, 'docs', mixed)).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'points[1].vector' });
      await expect(vectors.search(scope, 'docs', { vector: [1], limit: 1 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'vector' });
      expect(await vectors.collections(scope)).toEqual([{ name: 'docs', dimension: 2, count: 1 }]);
    });

    it('settles one dimension when two are written at once', async () => {
      const scope = createScope();
      const outcomes = await Promise.allSettled(
        [2, 3].map((length) =>
          vectors.upsert(scope, 'race', [
            point(
              'a',
              Array.from({ length }, () => 1),
            ),
          ]),
        ),
      );
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(await vectors.collections(scope)).toEqual([expect.objectContaining({ name: 'race', count: 1 })]);
    });

    it.each([
      ['an empty vector', point('a', []), 'points[0].vector'],
      [
        'a vector of 4097',
        point(
          'a',
          Array.from({ length: 4097 }, () => 1),
        ),
        'points[0].vector',
      ],
      ['NaN', point('a', [1, Number.NaN]), 'points[0].vector[1]'],
      ['a vector beyond single precision', point('a', [1e300]), 'points[0].vector'],
      ['a vector without direction', point('a', [0, 0]), 'points[0].vector'],
      ['an empty id', point('', [1]), 'points[0].id'],
    ])('refuses %s', async (_what, wrong, field) => {
      const scope = createScope();
      await expect(vectors.upsert(scope, 'docs', [wrong])).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field });
      expect(await vectors.collections(scope)).toEqual([]);
    });

    it('refuses a collection with a path in its name and a limit out of bounds', async () => {
      const scope = createScope();
      await expect(vectors.upsert(scope, '../x', [point('a', [1])])).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'collection' });
      await expect(vectors.search(scope, 'docs', { vector: [1], limit: 0 })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'limit' });
    });

    it('removes by id and counts those that were there', async () => {
      const scope = createScope();
      await vectors.upsert(scope, 'docs', [point('a', [1, 0], { kind: 'x' }), point('b', [1, 0], { kind: 'x' })]);
      expect(await vectors.remove(scope, 'docs', ['a', 'ghost', 'a'])).toBe(1);
      expect(idsOf(await vectors.search(scope, 'docs', { vector: [1, 0], filter: { kind: 'x' }, limit: 9 }))).toEqual(['b']);
      expect(await vectors.remove(scope, 'nowhere', ['a'])).toBe(0);
      expect(await vectors.remove(scope, 'docs', [])).toBe(0);
    });

    it('takes any text as an id', async () => {
      const scope = createScope();
      const ids = ['17', 'ünï/çødé?#%', randomUUID(), ' '];
      await vectors.upsert(
        scope,
        'docs',
        ids.map((id) => point(id, [1])),
      );
      expect((await vectors.get(scope, 'docs', ids)).map(({ id }) => id)).toEqual(ids);
    });

    it('keeps more points than one request carries', async () => {
      const scope = createScope();
      const points = Array.from({ length: 1_500 }, (_point, index) => point(`p${index}`, [1, index], { even: index % 2 === 0 }));
      await vectors.upsert(scope, 'docs', points);
      expect(await vectors.collections(scope)).toEqual([{ name: 'docs', dimension: 2, count: 1_500 }]);
      const hits = await vectors.search(scope, 'docs', { vector: [1, 0], filter: { even: true }, limit: 3 });
      expect(idsOf(hits)).toEqual(['p0', 'p2', 'p4']);
      expect(
        await vectors.get(
          scope,
          'docs',
          points.map(({ id }) => id),
        ),
      ).toHaveLength(1_500);
      expect(
        await vectors.remove(
          scope,
          'docs',
          points.map(({ id }) => id),
        ),
      ).toBe(1_500);
    });

    it('never crosses the workspace: one name is two collections, each with its dimension', async () => {
      const [mine, theirs] = [createScope(), createScope()];
      await vectors.upsert(mine, 'docs', [point('a', [1, 0], { whose: 'mine' })]);
      await vectors.upsert(theirs, 'docs', [point('a', [1, 0, 0], { whose: 'theirs' }), point('b', [1, 0, 0])]);
      expect(await vectors.search(mine, 'docs', { vector: [1, 0], limit: 9 })).toEqual([expect.objectContaining({ id: 'a', payload: { whose: 'mine' } })]);
      expect(await vectors.get(mine, 'docs', ['b'])).toEqual([]);
      expect(await vectors.remove(mine, 'docs', ['b'])).toBe(0);
      expect(await vectors.collections(mine)).toEqual([{ name: 'docs', dimension: 2, count: 1 }]);
      expect(await vectors.collections(theirs)).toEqual([{ name: 'docs', dimension: 3, count: 2 }]);
    });

    it('says which engine it is and that it can be reached', async () => {
      expect(await vectors.status()).toEqual({ engine: expect.any(String), reachable: true });
    });
  });
}

function createScope(): Scope {
  return { workspace: `w-${randomUUID()}`, principal: 'tester' };
}

function point(id: string, vector: readonly number[], payload: VectorPoint['payload'] = {}): VectorPoint {
  return { id, vector, payload };
}

function idsOf(hits: readonly VectorHit[]): string[] {
  return hits.map((hit) => hit.id);
}
