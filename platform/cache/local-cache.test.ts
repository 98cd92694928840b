import { expect, it } from '@jest/globals';
import { createManualClock } from '../clock/manual-clock.ts';
import { describeCache } from './cache.contract.ts';
import { createLocalCache } from './local-cache.ts';

const scope = { workspace: 'w', principal: 'p' };

describeCache('in the process', async () => {
  const clock = createManualClock();
  return { cache: createLocalCache({ clock, bounds: { maxEntries: 1_000, maxBytes: 1_000_000 } }), elapse: (ms) => clock.advance(ms) };
});

it('makes room by dropping what was used least recently', async () => {
  const cache = createLocalCache({ clock: createManualClock(), bounds: { maxEntries: 2, maxBytes: 1_000_000 } });
  await cache.set(scope, 'a', { value: '1', ttlMs: 1_000 });
  await cache.set(scope, 'b', { value: '2', ttlMs: 1_000, tags: ['t'] });
  await cache.get(scope, 'a');
  await cache.set(scope, 'c', { value: '3', ttlMs: 1_000 });
  expect(await Promise.all(['a', 'b', 'c'].map((key) => cache.get(scope, key)))).toEqual(['1', undefined, '3']);
  expect(await cache.invalidateTag(scope, 't')).toBe(0);
});

it('holds no more bytes than it may, and nothing that would take most of them', async () => {
  const cache = createLocalCache({ clock: createManualClock(), bounds: { maxEntries: 1_000, maxBytes: 10_000 } });
  const text = 'x'.repeat(2_000);
  for (const key of ['a', 'b', 'c', 'd', 'e']) await cache.set(scope, key, { value: text, ttlMs: 1_000 });
  expect(await Promise.all(['a', 'b', 'c', 'd', 'e'].map((key) => cache.get(scope, key)))).toEqual([undefined, text, text, text, text]);
  await cache.set(scope, 'b', { value: 'x'.repeat(9_000), ttlMs: 1_000 });
  expect(await cache.get(scope, 'b')).toBeUndefined();
  expect(await cache.get(scope, 'e')).toBe(text);
});
