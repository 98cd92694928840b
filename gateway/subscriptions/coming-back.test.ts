import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../test/support/wait-until.ts';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import type { OperationFrame } from '../operation.ts';
import { createBacklog } from './backlog.ts';
import { createCursorSealer } from './cursor.ts';
import { createSharedReplay, type ReplayReading } from './shared-replay.ts';
import type { StartSource } from './shared-source.ts';
import { SharedReader } from './shared-reader.ts';
import { createSharedSources } from './shared-sources.ts';
import { toStreamedFrame, type StreamedFrame } from './streamed-frame.ts';

const WAIT = { timeoutMs: 60_000 };
const seal = createCursorSealer(randomBytes(32)).for({ workspace: 'default', operationHash: randomBytes(32) });

const toEvent = (n: number): OperationFrame => ({ result: { data: { n } }, stream: { kind: 'event', position: String(n) } });
const numbersOf = (frames: readonly StreamedFrame[]): unknown[] => frames.flatMap(({ kind, result }) => (kind === 'event' ? [result.data?.['n']] : []));
const from = (first: number, last: number): number[] => Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);

/** A log of numbers up to `head`, which moves on; each source of it that was ever started is counted. */
function createLog(head: number) {
  const log = { head, started: 0, open: 0, wake: Promise.withResolvers<void>() };
  const start: StartSource = async function* ({ resumeFrom, signal }): AsyncGenerator<OperationFrame> {
    log.started += 1;
    log.open += 1;
    try {
      const begun = log.head;
      let next = resumeFrom === undefined ? begun : Number(resumeFrom);
      const resumed = resumeFrom === undefined ? {} : { resumed: { replayed: begun - next } };
      yield { result: { data: null }, stream: { kind: 'state', state: 'live', resumable: true, position: String(next), ...resumed } };
      while (!signal.aborted) {
        if (next < log.head) {
          const { result, stream } = toEvent((next += 1));
          yield { result, stream: { ...stream, ...(next <= begun ? { replay: true } : {}) } };
        } else await Promise.race([log.wake.promise, new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))]);
      }
    } finally {
      log.open -= 1;
    }
  };
  return Object.assign(log, {
    start,
    append() {
      log.head += 1;
      log.wake.resolve();
      log.wake = Promise.withResolvers();
    },
  });
}

describe('a crowd that comes back', () => {
  function createCrowd(log: ReturnType<typeof createLog>) {
    const sources = createSharedSources();
    const come = (resumeFrom: number | undefined) => {
      const frames: StreamedFrame[] = [];
      const taker = { take: (frame: StreamedFrame) => void frames.push(frame), end: () => undefined };
      const reader = new SharedReader(sources.get('key', { start: log.start, seal }), taker, resumeFrom === undefined ? undefined : String(resumeFrom));
      return { reader, streamed: () => frames, numbers: () => numbersOf(frames) };
    };
    return { come, sources };
  }

  it('W7.3 is read to once where it came back, each event made once, and goes on with one source', async () => {
    const log = createLog(20);
    const { come } = createCrowd(log);
    const crowd = Array.from({ length: 200 }, (_, nth) => come(nth % 2 === 0 ? 5 : 7));
    await waitUntil(() => crowd.every(({ numbers }) => numbers().at(-1) === 20), WAIT);
    log.append();
    await waitUntil(() => crowd.every(({ numbers }) => numbers().at(-1) === 21), WAIT);
    for (const [nth, { numbers }] of crowd.entries()) expect(numbers()).toEqual(from(nth % 2 === 0 ? 6 : 8, 21));
    expect(crowd[0]?.streamed()[3]?.payload).toBe(crowd[198]?.streamed()[3]?.payload);
    // The source itself, and one more reading for each place.
    expect(log.started).toBe(3);
    await waitUntil(() => log.open === 1, WAIT);
    for (const { reader } of crowd) reader.stop();
    await waitUntil(() => log.open === 0, WAIT);
  });

  it('W2.3 W2.6 W7.3 is not read to again when others were just before, here or near', async () => {
    const log = createLog(20);
    const { come } = createCrowd(log);
    const first = come(5);
    await waitUntil(() => first.numbers().at(-1) === 20 && log.open === 1, WAIT);
    log.append();
    await waitUntil(() => first.numbers().at(-1) === 21, WAIT);
    for (const place of [5, 9, 20, 21]) {
      const late = come(place);
      expect(late.numbers()).toEqual(from(place + 1, 21));
      const [attached, ...events] = late.streamed();
      expect(attached?.stream).toEqual({ kind: 'state', state: 'live', resumable: true, position: String(place), resumed: { replayed: 21 - place } });
      expect(events.every(({ stream }) => stream.replay === true)).toBe(true);
      late.reader.stop();
    }
    expect(log.started).toBe(2);
    const earlier = come(3);
    await waitUntil(() => earlier.numbers().at(-1) === 21, WAIT);
    expect([earlier.numbers(), log.started]).toEqual([from(4, 21), 3]);
    first.reader.stop();
    earlier.reader.stop();
    await waitUntil(() => log.open === 0, WAIT);
  });

  it('W2.7 is told only what reaches to where the source stands: one who left knows less', async () => {
    const log = createLog(20);
    const { come, sources } = createCrowd(log);
    const live = come(undefined);
    const shared = sources.get('key', { start: log.start, seal });
    await waitUntil(() => shared.position === '20', WAIT);
    log.append();
    await waitUntil(() => shared.position === '21', WAIT);
    const known = [19, 20].map((n) => toStreamedFrame(toEvent(n), seal));
    shared.remember('18', () => known);
    expect(shared.missed('18')).toBeUndefined();
    shared.remember('18', () => [...known, toStreamedFrame(toEvent(21), seal)]);
    expect(numbersOf(shared.missed('18') ?? [])).toEqual([19, 20, 21]);
    live.reader.stop();
    expect(shared.missed('18')).toBeUndefined();
  });

  it('W2.7 loses and doubles nothing, whoever comes back where and takes how slowly', async () => {
    let seed = 11;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (let round = 0; round < 60; round += 1) {
      const log = createLog(1 + random(30));
      const sources = createSharedSources({ frames: 2 + random(8), bytes: 1_000_000 });
      const readers: { stop(): void; place: number; frames: StreamedFrame[] }[] = [];
      for (let step = 0; step < 100; step += 1) {
        if (random(3) === 0) log.append();
        else {
          const place = Math.max(0, log.head - random(6));
          const frames: StreamedFrame[] = [];
          const pace = random(4);
          const take = (frame: StreamedFrame): Promise<void> | undefined => {
            frames.push(frame);
            return random(4) < pace ? new Promise((resolve) => setImmediate(resolve)) : undefined;
          };
          const reader = new SharedReader(sources.get('key', { start: log.start, seal }), { take, end: () => undefined }, String(place));
          readers.push({ stop: () => reader.stop(), place, frames });
        }
        if (random(6) === 0) readers[random(readers.length)]?.stop();
        for (let turns = random(10); turns > 0; turns -= 1) await Promise.resolve();
        if (random(10) === 0) await new Promise((resolve) => setImmediate(resolve));
      }
      const last = { frames: [] as StreamedFrame[], place: log.head };
      const reader = new SharedReader(
        sources.get('key', { start: log.start, seal }),
        { take: (frame) => void last.frames.push(frame), end: () => undefined },
        String(last.place),
      );
      log.append();
      await waitUntil(() => numbersOf(last.frames).at(-1) === log.head, WAIT);
      reader.stop();
      for (const { frames, place, stop } of readers) {
        const got = numbersOf(frames);
        expect(got).toEqual(from(place + 1, place + got.length));
        const [attached] = frames;
        if (attached !== undefined)
          expect(attached.stream).toMatchObject({ kind: 'state', position: String(place), resumed: { replayed: expect.any(Number) } });
        stop();
      }
      await waitUntil(() => log.open === 0 && sources.size === 0, WAIT);
    }
  });
});

describe('what is read once for all who come back', () => {
  const LIMITS = { frames: 8, bytes: 1_000_000 };

  function createReplay(log: ReturnType<typeof createLog>) {
    const kept = { left: 1_000_000 };
    let isClosed = false;
    const replay = createSharedReplay({ start: log.start, from: '0', seal, limits: LIMITS, kept, onClosed: () => void (isClosed = true) });
    return { kept, join: () => replay.join()!, canJoin: () => replay.join() !== undefined, isClosed: () => isClosed };
  }

  async function take(reading: ReplayReading, count: number): Promise<unknown[]> {
    const taken: unknown[] = [];
    while (taken.length < count) {
      const frame = await reading.next();
      if (frame === undefined || frame === 'alone') return [...taken, frame];
      if (frame.kind === 'event') taken.push(frame.result.data?.['n']);
    }
    return taken;
  }

  it('lets in whoever comes while its beginning is kept', async () => {
    const log = createLog(20);
    const { join, canJoin, isClosed } = createReplay(log);
    const first = join();
    expect(await take(first, 5)).toEqual(from(1, 5));
    const second = join();
    expect(await take(second, 7)).toEqual(from(1, 7));
    expect([numbersOf(first.passed() ?? []), log.started, isClosed()]).toEqual([from(1, 5), 1, false]);
    expect(await take(first, 9)).toEqual(from(6, 14));
    expect([first.passed(), canJoin(), isClosed()]).toEqual([undefined, false, true]);
  });

  it('sends the few who are slow on their own way, and the few who run ahead of slow ones', async () => {
    const log = createLog(40);
    const { join } = createReplay(log);
    const [slow, one, two] = [join(), join(), join()];
    expect(await take(slow, 1)).toEqual([1]);
    for (let n = 1; n <= 20; n += 1) expect([await take(one, 1), await take(two, 1)]).toEqual([[n], [n]]);
    expect(await take(slow, 1)).toEqual(['alone']);
    const other = createReplay(createLog(40));
    const [ahead, third, fourth] = [other.join(), other.join(), other.join()];
    expect(await take(third, 1)).toEqual([1]);
    expect(await take(fourth, 1)).toEqual([1]);
    const taken = await take(ahead, 40);
    expect(taken).toEqual([...from(1, taken.length - 1), 'alone']);
    expect(await take(third, 10)).toEqual(from(2, 11));
  });

  it('ends with its last reader, and keeps nothing then', async () => {
    const log = createLog(20);
    const { join, kept, canJoin } = createReplay(log);
    const [one, two] = [join(), join()];
    await take(one, 5);
    const waiting = take(two, 100);
    expect(kept.left).toBeLessThan(1_000_000);
    one.stop();
    two.stop();
    expect(await waiting).toContain(undefined);
    await waitUntil(() => log.open === 0, WAIT);
    expect([kept.left, canJoin()]).toEqual([1_000_000, false]);
  });

  it('throws what the source throws, at everyone', async () => {
    const broken: StartSource = async function* () {
      yield toEvent(1);
      throw new Error('broken');
    };
    const replay = createSharedReplay({ start: broken, from: '0', seal, limits: LIMITS, kept: { left: 1_000_000 }, onClosed: () => undefined });
    const [one, two] = [replay.join()!, replay.join()!];
    expect(await take(one, 1)).toEqual([1]);
    await expect(one.next()).rejects.toThrow('broken');
    expect(await take(two, 1)).toEqual([1]);
    await expect(two.next()).rejects.toThrow('broken');
  });
});

describe('what is kept for those who come back', () => {
  const frame = (n: number): StreamedFrame => toStreamedFrame(toEvent(n), seal);

  function createKeeping(limits = { frames: 4, bytes: 1_000_000 }) {
    const clock = createManualClock();
    const kept = { left: 1_000_000 };
    return { clock, kept, backlog: createBacklog({ limits, kept, seal, clock }) };
  }

  it('is nothing until somebody came back, and the newest from then on', () => {
    const { backlog } = createKeeping();
    backlog.put(frame(1));
    expect(backlog.after('1')).toBeUndefined();
    backlog.remember('1', [frame(2), frame(3)]);
    expect(numbersOf(backlog.after('1') ?? [])).toEqual([2, 3]);
    for (const n of [4, 5, 6]) backlog.put(frame(n));
    expect(backlog.after('1')).toBeUndefined();
    expect(numbersOf(backlog.after('2') ?? [])).toEqual([3, 4, 5, 6]);
    expect(backlog.after('6')).toEqual([]);
    expect(backlog.after('7')).toBeUndefined();
  });

  it('ends at a hole, at an event without a place, and when nobody has asked for a while', () => {
    const gap = toStreamedFrame(
      { result: { data: null }, stream: { kind: 'state', state: 'live', position: '9', resumed: { gap: { from: '2', availableFrom: '9' } } } },
      seal,
    );
    const placeless = toStreamedFrame({ result: { data: { n: 3 } }, stream: { kind: 'event' } }, seal);
    for (const end of [gap, placeless]) {
      const { backlog, kept } = createKeeping();
      backlog.remember('1', [frame(2)]);
      backlog.put(end);
      expect([backlog.after('1'), backlog.after('9'), kept.left]).toEqual([undefined, undefined, 1_000_000]);
    }
    const { backlog, clock, kept } = createKeeping();
    backlog.remember('1', [frame(2)]);
    clock.advance(60_000);
    backlog.put(frame(3));
    expect([backlog.after('1'), kept.left]).toEqual([undefined, 1_000_000]);
  });

  it('is bounded over all sources', () => {
    const { backlog, kept } = createKeeping({ frames: 1_000, bytes: 1_000_000 });
    kept.left = 1_000;
    backlog.remember('0', from(1, 100).map(frame));
    const size = numbersOf(backlog.after(String(99)) ?? []).length;
    expect([size, kept.left >= 0, backlog.after('0')]).toEqual([1, true, undefined]);
  });
});
