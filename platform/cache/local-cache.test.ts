import { expect, it } from '@jest/globals';
import { createManualClock } from '../clock/manual-clock.ts';
import { describeCache } from './cache.contract.ts';
import { createLocalCache } from './local-cache.ts';

const scope = { workspace: 'w', principal: 'p' };

describeCache('in the process', async () => {
  const clock = createManualClock();
  return { cache: createLocalCache({ clock, maxEntries: 1_000 }), elapse: (ms) => clock.advance(ms) };
});

it('makes room by dropping what was used least recently', async () => {
  const cache = createLocalCache({ clock: createManualClock(), maxEntries: 2 });
  await cache.set(scope, 'a', { value: '1', ttlMs: 1_000 });
  await cache.set(scope, 'b', { value: '2', ttlMs: 1_000, tags: ['t'] });
  await cache.get(scope, 'a');
  await cache.set(scope, 'c', { value: '3', ttlMs: 1_000 });
  expect(await Promise.all(['a', 'b', 'c'].map((key) => cache.get(scope, key)))).toEqual(['1', undefined, '3']);
  expect(await cache.invalidateTag(scope, 't')).toBe(0);
});
