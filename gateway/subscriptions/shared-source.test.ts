import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { CodedError } from '../../platform/errors/coded-error.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import type { OperationFrame } from '../operation.ts';
import { createCursorSealer } from './cursor.ts';
import { readShared } from './read-shared.ts';
import { createSharedSources, type SharedSources } from './shared-sources.ts';
import type { StartSource } from './shared-source.ts';

const seal = createCursorSealer(randomBytes(32)).for({ workspace: 'default', operationHash: randomBytes(32) });

/** A log of numbers that is away until it is opened: whoever resumes waits for it, whoever begins is refused. */
function createAbsentLog(length: number) {
  let isAway = true;
  let running = 0;
  let head = length;
  const at = (position: number) => ({ position: String(position) });
  const start: StartSource = async function* ({ resumeFrom, signal }): AsyncGenerator<OperationFrame> {
    running += 1;
    try {
      if (isAway && resumeFrom === undefined) throw new CodedError('SUBGRAPH_UNAVAILABLE', 'away');
      if (isAway) {
        yield { result: { data: null }, stream: { kind: 'state', state: 'reconnecting', resumable: true, position: resumeFrom ?? '' } };
        await waitUntil(() => signal.aborted || !isAway);
      }
      let next = resumeFrom === undefined ? head : Number(resumeFrom);
      const resumed = resumeFrom === undefined ? {} : { resumed: { replayed: head - next } };
      yield { result: { data: null }, stream: { kind: 'state', state: 'live', resumable: true, ...at(next), ...resumed } };
      for (;;) {
        await waitUntil(() => signal.aborted || next < head);
        if (signal.aborted) return;
        next += 1;
        yield { result: { data: { value: next } }, stream: { kind: 'event', ...at(next) } };
      }
    } finally {
      running -= 1;
    }
  };
  return {
    start,
    open: () => void (isAway = false),
    append: () => void (head += 1),
    get running() {
      return running;
    },
  };
}

describe('a shared source that cannot begin', () => {
  const retry = { clock: { now: Date.now, elapsed: () => 0, after: () => () => undefined, sleep: () => new Promise<void>(setImmediate) }, random: () => 0 };

  function read(sources: SharedSources, start: StartSource, resumeFrom: string | undefined) {
    const over = new AbortController();
    const frames: OperationFrame['stream'][] = [];
    const values: unknown[] = [];
    const done = (async () => {
      for await (const { frame } of readShared({ source: () => sources.get('key', { start, seal }), resumeFrom, signal: over.signal })) {
        frames.push(frame.stream);
        if (frame.result.data !== null && frame.result.data !== undefined) values.push(frame.result.data['value']);
      }
    })();
    done.catch(() => undefined);
    return { frames, values, done, stop: () => over.abort() };
  }

  it('W2.3 W7.1 waits for those who resume, tells each what it missed, and is one for all of them in the end', async () => {
    const log = createAbsentLog(5);
    const sources = createSharedSources(undefined, retry);
    const readers = ['1', '3', '5'].map((resumeFrom) => read(sources, log.start, resumeFrom));
    await waitUntil(() => readers.every(({ frames }) => frames.length === 1));
    await expect(read(sources, log.start, undefined).done).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    log.open();
    await waitUntil(() => readers.every(({ frames }) => frames.some(({ resumed }) => resumed !== undefined)));
    log.append();
    log.append();
    await waitUntil(() => readers.every(({ values }) => values.at(-1) === 7));
    expect(readers.map(({ values }) => values)).toEqual([
      [2, 3, 4, 5, 6, 7],
      [4, 5, 6, 7],
      [6, 7],
    ]);
    for (const [index, { frames }] of readers.entries()) {
      expect(frames.flatMap(({ resumed }) => (resumed === undefined ? [] : [resumed]))).toEqual([{ replayed: [4, 2, 0][index] }]);
      expect(frames.flatMap(({ state }) => (state === undefined ? [] : [state]))).toEqual(['reconnecting', 'live']);
    }
    await waitUntil(() => log.running === 1, { what: 'one source for all' });
    for (const { stop } of readers) stop();
    await waitUntil(() => log.running === 0 && sources.size === 0);
  });

  it('ends when nobody waits for it', async () => {
    const log = createAbsentLog(5);
    const sources = createSharedSources(undefined, retry);
    const readers = [read(sources, log.start, undefined), read(sources, log.start, undefined)];
    for (const { done } of readers) await expect(done).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(sources.size).toBe(0);
  });
});
