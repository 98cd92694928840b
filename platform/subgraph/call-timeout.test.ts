import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../clock/manual-clock.ts';
import { withinTimeout } from './call-timeout.ts';

describe('the time that a caller waits', () => {
  it('ends a call that does not heed its end', async () => {
    const clock = createManualClock();
    const reasons: unknown[] = [];
    const call = withinTimeout('50', { run: () => new Promise(() => undefined), abort: (reason) => reasons.push(reason), clock });
    clock.advance(50);
    await expect(call).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', details: { timeoutMs: 50 } });
    expect(reasons).toEqual([expect.objectContaining({ code: 'DEADLINE_EXCEEDED' })]);
  });

  it.each([undefined, '', '0', '-1', '1.5', 'soon', '1e3', ['5', '6']])('is not bounded by %j', async (header) => {
    const clock = createManualClock();
    const answer = Promise.withResolvers<string>();
    const call = withinTimeout(header, { run: () => answer.promise, abort: () => answer.reject(new Error('aborted')), clock });
    clock.advance(3_600_000);
    answer.resolve('in the end');
    expect(await call).toBe('in the end');
  });

  it('leaves an answer in time alone', async () => {
    const clock = createManualClock();
    let aborted = false;
    expect(await withinTimeout('50', { run: async () => 'soon', abort: () => (aborted = true), clock })).toBe('soon');
    clock.advance(100);
    expect(aborted).toBe(false);
  });
});
