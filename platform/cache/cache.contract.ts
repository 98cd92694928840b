import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { waitUntil } from '../../test/support/wait-until.ts';
import type { Scope } from '../request/scope.ts';
import type { Cache } from './cache.ts';

/** A cache with the way in which its time passes: `elapse` may return early, tests then look until what they expect is so. */
export interface CacheUnderTest {
  readonly cache: Cache;
  readonly elapse: (ms: number) => void;
}

/** What every cache promises; each test works in a workspace of its own. */
export function describeCache(name: string, open: () => Promise<CacheUnderTest>): void {
  describe(`the cache ${name}`, () => {
    let cache: Cache;
    let elapse: (ms: number) => void;
    beforeAll(async () => {
      ({ cache, elapse } = await open());
    });
    afterAll(async () => {
      await cache?.close();
    });

    it('answers the text that was set last, and nothing for what was not set or was deleted', async () => {
      const scope = createScope();
      await cache.set(scope, 'k', { value: 'first', ttlMs: 60_000 });
      await cache.set(scope, 'k', { value: 'sécond\n\0', ttlMs: 60_000 });
      expect(await cache.get(scope, 'k')).toBe('sécond\n\0');
      expect(await cache.get(scope, 'other')).toBeUndefined();
      await cache.delete(scope, 'k');
      expect(await cache.get(scope, 'k')).toBeUndefined();
    });

    it('keeps an empty text apart from nothing', async () => {
      const scope = createScope();
      await cache.set(scope, 'empty', { value: '', ttlMs: 60_000 });
      expect(await cache.get(scope, 'empty')).toBe('');
      expect(await cache.getOrSet(scope, 'empty', { ttlMs: 60_000, compute: async () => 'computed' })).toBe('');
    });

    it('forgets a value when its time is over', async () => {
      const scope = createScope();
      await cache.set(scope, 'short', { value: 'v', ttlMs: 40, tags: ['t'] });
      await cache.set(scope, 'long', { value: 'v', ttlMs: 3_600_000, tags: ['t'] });
      elapse(40);
      await waitUntil(async () => (await cache.get(scope, 'short')) === undefined);
      expect(await cache.get(scope, 'long')).toBe('v');
      expect(await cache.invalidateTag(scope, 't')).toBe(1);
    });

    it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses to keep a value for %d ms', async (ttlMs) => {
      const refusal = { code: 'BAD_USER_INPUT', field: 'ttlMs' };
      await expect(cache.set(createScope(), 'k', { value: 'v', ttlMs })).rejects.toMatchObject(refusal);
      await expect(cache.getOrSet(createScope(), 'k', { ttlMs, compute: async () => 'v' })).rejects.toMatchObject(refusal);
    });

    it('drops every value with a tag and says how many, and leaves those whose tag was changed', async () => {
      const scope = createScope();
      await cache.set(scope, 'a', { value: 'v', ttlMs: 60_000, tags: ['red', 'blue'] });
      await cache.set(scope, 'b', { value: 'v', ttlMs: 60_000, tags: ['red'] });
      await cache.set(scope, 'c', { value: 'v', ttlMs: 60_000, tags: ['blue'] });
      await cache.set(scope, 'd', { value: 'old', ttlMs: 60_000, tags: ['red'] });
      await cache.set(scope, 'd', { value: 'new', ttlMs: 60_000 });
      expect(await cache.invalidateTag(scope, 'red')).toBe(2);
      expect(await Promise.all(['a', 'b', 'c', 'd'].map((key) => cache.get(scope, key)))).toEqual([undefined, undefined, 'v', 'new']);
      expect(await cache.invalidateTag(scope, 'red')).toBe(0);
      expect(await cache.invalidateTag(scope, 'blue')).toBe(1);
    });

    it('computes once for all who ask at once, and not again while the value lives', async () => {
      const scope = createScope();
      let computed = 0;
      const ask = () => cache.getOrSet(scope, 'k', { ttlMs: 60_000, compute: async () => `value ${++computed}` });
      expect(await Promise.all([ask(), ask(), ask()])).toEqual(['value 1', 'value 1', 'value 1']);
      expect(await ask()).toBe('value 1');
      expect(await cache.get(scope, 'k')).toBe('value 1');
    });

    it('tells every waiter of a failure, and computes again for the next', async () => {
      const scope = createScope();
      const fail = () => cache.getOrSet(scope, 'k', { ttlMs: 60_000, compute: () => Promise.reject(new Error('broken')) });
      const outcomes = await Promise.allSettled([fail(), fail()]);
      expect(outcomes).toEqual([0, 1].map(() => ({ status: 'rejected', reason: new Error('broken') })));
      expect(await cache.getOrSet(scope, 'k', { ttlMs: 60_000, compute: async () => 'whole' })).toBe('whole');
    });

    it.each([
      ['deleted', (scope: Scope) => cache.delete(scope, 'k')],
      ['invalidated by a tag', (scope: Scope) => cache.invalidateTag(scope, 't')],
    ])('does not keep a value that was %s while it was computed', async (_how, drop) => {
      const scope = createScope();
      const computing = Promise.withResolvers<string>();
      const started = Promise.withResolvers<undefined>();
      const asked = cache.getOrSet(scope, 'k', {
        ttlMs: 60_000,
        tags: ['t'],
        compute: () => {
          started.resolve(undefined);
          return computing.promise;
        },
      });
      await started.promise;
      await drop(scope);
      computing.resolve('of before');
      expect(await asked).toBe('of before');
      expect(await cache.getOrSet(scope, 'k', { ttlMs: 60_000, compute: async () => 'of after' })).toBe('of after');
    });

    it('never crosses the workspace', async () => {
      const [mine, theirs] = [createScope(), createScope()];
      await cache.set(mine, 'k', { value: 'mine', ttlMs: 60_000, tags: ['t'] });
      expect(await cache.get(theirs, 'k')).toBeUndefined();
      expect(await cache.getOrSet(theirs, 'k', { ttlMs: 60_000, tags: ['t'], compute: async () => 'theirs' })).toBe('theirs');
      await cache.delete(theirs, 'k');
      expect(await cache.invalidateTag(theirs, 't')).toBe(0);
      expect(await cache.get(mine, 'k')).toBe('mine');
    });

    it('counts hits and misses', async () => {
      const scope = createScope();
      const before = cache.stats();
      await cache.get(scope, 'k');
      await cache.set(scope, 'k', { value: 'v', ttlMs: 60_000 });
      await cache.get(scope, 'k');
      const after = cache.stats();
      expect(after.misses - before.misses).toBe(1);
      expect(after.localHits + after.sharedHits - before.localHits - before.sharedHits).toBe(1);
    });
  });
}

function createScope(): Scope {
  return { workspace: `w-${randomUUID()}`, principal: 'tester' };
}
