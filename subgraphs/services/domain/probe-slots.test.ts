import { describe, expect, it } from '@jest/globals';
import { createProbeSlots } from './probe-slots.ts';

const STAYS = new AbortController().signal;

describe('slots', () => {
  it('go to those who wait, in their order', async () => {
    const slots = createProbeSlots(1);
    const first = Promise.withResolvers<string>();
    const begun: string[] = [];
    const all = ['a', 'b', 'c'].map((name) =>
      slots.run(() => {
        begun.push(name);
        return name === 'a' ? first.promise : Promise.resolve(name);
      }, STAYS),
    );
    await Promise.resolve();
    expect(begun).toEqual(['a']);
    first.resolve('a');
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('are given up at once by who is told to stop, so that nobody waits for a probe of another', async () => {
    const slots = createProbeSlots(1);
    const hanging = Promise.withResolvers<undefined>();
    const running = slots.run(() => hanging.promise, STAYS);
    const stop = new AbortController();
    const stopped = slots.run(() => Promise.resolve('never'), stop.signal);
    const patient = slots.run(() => Promise.resolve('in the end'), STAYS);
    stop.abort(new Error('no longer probed'));
    await expect(stopped).rejects.toThrow('no longer probed');
    await expect(slots.run(() => Promise.resolve('never'), stop.signal)).rejects.toThrow('no longer probed');
    hanging.resolve(undefined);
    await running;
    expect(await patient).toBe('in the end');
  });

  it('come back from tasks that fail', async () => {
    const slots = createProbeSlots(1);
    await expect(slots.run(() => Promise.reject(new Error('broken')), STAYS)).rejects.toThrow('broken');
    expect(await slots.run(() => Promise.resolve('next'), STAYS)).toBe('next');
  });
});
