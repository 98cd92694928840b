import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../test/support/wait-until.ts';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import type { OperationFrame } from '../operation.ts';
import { limitOpenings } from './limit-openings.ts';
import type { StartSource } from './shared-source.ts';

const WAIT = { timeoutMs: 60_000 };
const FRAME: OperationFrame = { result: { data: null }, stream: { kind: 'state', state: 'live' } };

describe('sources that open together', () => {
  /** Sources that bring their first frame when they are told to. */
  function createStage(max: number) {
    const clock = createManualClock();
    const started: (() => void)[] = [];
    const start: StartSource = async function* ({ signal }) {
      const brought = Promise.withResolvers<void>();
      started.push(brought.resolve);
      await brought.promise;
      yield FRAME;
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    };
    const limited = limitOpenings({ max, patienceMs: 2_000, clock })(start);
    return {
      clock,
      started,
      open() {
        const over = new AbortController();
        const frames: OperationFrame[] = [];
        const done = (async () => {
          for await (const frame of limited({ resumeFrom: '1', signal: over.signal })) frames.push(frame);
        })();
        return { frames, done, abort: () => over.abort() };
      },
    };
  }

  it('wait for each other, in order, until the first frame', async () => {
    const { started, open } = createStage(2);
    const all = Array.from({ length: 4 }, open);
    await waitUntil(() => started.length === 2, WAIT);
    started[0]?.();
    await waitUntil(() => started.length === 3, WAIT);
    expect(all.map(({ frames }) => frames.length)).toEqual([1, 0, 0, 0]);
    started[1]?.();
    started[2]?.();
    await waitUntil(() => started.length === 4, WAIT);
    started[3]?.();
    await waitUntil(() => all.every(({ frames }) => frames.length === 1), WAIT);
    for (const { abort } of all) abort();
    await Promise.all(all.map(({ done }) => done));
  });

  it('do not wait for one that brings nothing for long, nor for one that has left', async () => {
    const { clock, started, open } = createStage(1);
    const [stuck, leaving, last] = [open(), open(), open()];
    await waitUntil(() => started.length === 1, WAIT);
    leaving.abort();
    await leaving.done;
    expect(started).toHaveLength(1);
    clock.advance(2_000);
    await waitUntil(() => started.length === 2, WAIT);
    started[1]?.();
    await waitUntil(() => last.frames.length === 1, WAIT);
    stuck.abort();
    last.abort();
    await Promise.all([stuck.done, last.done]);
    const again = open();
    await waitUntil(() => started.length === 3, WAIT);
    again.abort();
    await again.done;
  });
});
