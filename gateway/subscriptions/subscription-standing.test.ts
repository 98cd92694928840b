import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import type { OperationFrame } from '../operation.ts';
import { createCursorSealer } from './cursor.ts';
import { createSharedSource, type StartSource } from './shared-source.ts';
import { SharedReader } from './shared-reader.ts';

const seal = createCursorSealer(randomBytes(32)).for({ workspace: 'default', operationHash: randomBytes(32) });

/** A log of numbers whose positions are their texts. */
function createLog() {
  let head = 0;
  let change = Promise.withResolvers<void>();
  const start: StartSource = async function* follow({ resumeFrom, signal }): AsyncGenerator<OperationFrame> {
    let next = resumeFrom === undefined ? head : Number(resumeFrom);
    const resumed = resumeFrom === undefined ? {} : { resumed: { replayed: head - next } };
    yield { result: { data: null }, stream: { kind: 'state', state: 'live', resumable: true, position: String(next), ...resumed } };
    while (!signal.aborted) {
      if (next === head) await Promise.race([change.promise, new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))]);
      else {
        next += 1;
        yield { result: { data: { value: next } }, stream: { kind: 'event', position: String(next) } };
      }
    }
  };
  return {
    start,
    append(count: number) {
      head += count;
      change.resolve();
      change = Promise.withResolvers();
    },
  };
}

/** A reader whose taker takes one frame and no other before it is released. */
function startReader(options: { limit: number; resumeFrom?: string; behind?: number }) {
  const clock = createManualClock();
  const log = createLog();
  log.append(options.behind ?? 0);
  const source = createSharedSource({
    start: log.start,
    again: log.start,
    seal,
    limits: { frames: options.limit, bytes: 1_000_000 },
    retry: { clock, random: () => 0.5 },
    kept: { left: 1_000_000 },
    onEnd: () => undefined,
  });
  const values: number[] = [];
  const state = { isSlow: false, release: (): void => undefined };
  const reader = new SharedReader(
    source,
    {
      take(frame) {
        if (frame.kind === 'event') values.push((frame.result.data as { value: number }).value);
        if (!state.isSlow) return undefined;
        return new Promise((resolve) => (state.release = resolve));
      },
      end: () => undefined,
    },
    options.resumeFrom,
  );
  function catchUp(): void {
    state.isSlow = false;
    state.release();
  }
  return { clock, log, source, values, state, reader, catchUp };
}

describe('how a subscription stands', () => {
  it('tells the events that wait for a slow client, and for how long it has been behind', async () => {
    const { clock, log, values, state, reader, catchUp } = startReader({ limit: 100 });
    await waitUntil(() => reader.standing.resumable);
    expect(reader.standing).toEqual({ lag: { events: 0, ms: 0 }, state: 'live', resumable: true, readers: 1 });
    state.isSlow = true;
    log.append(5);
    await waitUntil(() => reader.standing.lag.events === 4);
    clock.advance(1_500);
    expect([values, reader.standing.lag]).toEqual([[1], { events: 4, ms: 1_500 }]);
    catchUp();
    await waitUntil(() => values.length === 5);
    await waitUntil(() => reader.standing.lag.events === 0);
    expect(reader.standing.lag).toEqual({ events: 0, ms: 0 });
    reader.stop();
  });

  it('counts on when more waits than is kept, until the client has read the rest from the log', async () => {
    const { log, values, state, reader, catchUp } = startReader({ limit: 3 });
    await waitUntil(() => reader.standing.resumable);
    state.isSlow = true;
    log.append(20);
    await waitUntil(() => reader.standing.lag.events === 19);
    catchUp();
    await waitUntil(() => values.length === 20);
    await waitUntil(() => reader.standing.lag.events === 0);
    expect(values).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    reader.stop();
  });

  it('counts what a client that came back has missed', async () => {
    const { values, state, reader, catchUp } = startReader({ limit: 100, behind: 7, resumeFrom: '2' });
    state.isSlow = true;
    await waitUntil(() => reader.standing.lag.events === 5);
    catchUp();
    await waitUntil(() => values.length === 5);
    await waitUntil(() => reader.standing.lag.events === 0);
    expect(values).toEqual([3, 4, 5, 6, 7]);
    reader.stop();
  });
});
