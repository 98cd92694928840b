import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../test/support/wait-until.ts';
import { createManualClock, type ManualClock } from '../clock/manual-clock.ts';
import { readEventFilter } from './event-filter.ts';
import type { RecordedEvent } from './event-log.ts';
import { createHeadSignal } from './head-signal.ts';
import type { LogBounds } from './log-bounds.ts';
import { createLogFollower, type LiveEvent, type LivePage, type LogFollower } from './log-follower.ts';
import type { LogCursor, TailSeat } from './tail-seat.ts';

const WAIT = { timeoutMs: 60_000 };
const LIMITS = { limit: 8, maxSize: 1_000 };

interface Stage {
  readonly clock: ManualClock;
  readonly follower: LogFollower;
  readonly bounds: { -readonly [Key in keyof LogBounds]: LogBounds[Key] };
  pages: number;
  parsed: number;
  failure: Error | undefined;
  /** Appends without a word. */
  isSilent: boolean;
  append(...types: string[]): void;
  /** Signals what was appended with it, from the event after `after` on. */
  tell(after: number, forks?: LogBounds['forks']): void;
}

/** A log in memory of which the follower reads pages of four. */
function createStage(): Stage {
  const clock = createManualClock();
  const signal = createHeadSignal<LivePage>(clock);
  const events: LiveEvent[] = [];
  const bounds = { head: 0, floor: 0, forks: [] };
  const stage: Stage = {
    clock,
    bounds,
    pages: 0,
    parsed: 0,
    failure: undefined,
    isSilent: false,
    append(...types) {
      for (const type of types) {
        const sequence = (bounds.head += 1);
        const read = (): RecordedEvent => {
          stage.parsed += 1;
          return { id: `${sequence}`, type, source: 's', sequence, recordedAt: 0, workspace: 'w', principal: 'p', position: `${sequence}` };
        };
        events.push({ type, source: 's', recordedAt: 0, sequence, size: 10, read });
      }
      if (!stage.isSilent) signal.publish('w', bounds.head);
    },
    tell(after, forks = bounds.forks) {
      signal.publish('w', bounds.head, {
        events: events.filter(({ sequence }) => sequence > after),
        through: bounds.head,
        bounds: { head: bounds.head, floor: 0, forks },
      });
    },
    follower: createLogFollower(
      {
        openWatch: (take) => signal.watch('w', take),
        readPage(after) {
          stage.pages += 1;
          if (stage.failure !== undefined) return Promise.reject(stage.failure);
          const page = events.filter(({ sequence }) => sequence > after).slice(0, 4);
          return Promise.resolve({ events: page, through: page.at(-1)?.sequence ?? after, bounds });
        },
      },
      LIMITS,
    ),
  };
  return stage;
}

function join({ follower }: Stage, pattern: string, sequence = 0) {
  const joined = follower.join(readEventFilter({ pattern }), { epoch: 0, sequence });
  if (joined === undefined) throw new Error('not let in');
  return joined;
}

async function take(stage: Stage, seat: TailSeat, wanted: number): Promise<number[]> {
  const taken: number[] = [];
  while (taken.length < wanted) {
    const events = await seat.next({ timeoutMs: 1e9, signal: new AbortController().signal, clock: stage.clock });
    if (events === undefined) break;
    taken.push(...events.map(({ sequence }) => sequence));
  }
  return taken;
}

const placeOf = async (stage: Stage, seat: TailSeat): Promise<LogCursor> => {
  await seat.next({ timeoutMs: 1, signal: AbortSignal.abort(), clock: stage.clock });
  return seat.cursor;
};

/** Waits until the follower reads nothing any more; answers how often it has read. */
async function rest(stage: Stage): Promise<number> {
  for (let before = -1; before !== stage.pages;) {
    before = stage.pages;
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return stage.pages;
}

describe('those who follow a log together', () => {
  it('read it once, each gets what its filter lets through, and all move on', async () => {
    const stage = createStage();
    const rooms = Array.from({ length: 40 }, (_, room) => join(stage, `room${room}.*`));
    await waitUntil(() => stage.pages === 1, WAIT);
    stage.append('room3.a', 'room5.a', 'room3.b');
    expect(await take(stage, rooms[3]!.seat, 2)).toEqual([1, 3]);
    expect(await take(stage, rooms[5]!.seat, 1)).toEqual([2]);
    expect(stage.pages).toBe(2);
    for (const { seat } of rooms) expect(await placeOf(stage, seat)).toEqual({ epoch: 0, sequence: 3 });
  });

  it('let in a tail that is a little behind with what it missed, and one that is ahead without what it knows', async () => {
    const stage = createStage();
    const first = join(stage, 'a.*');
    stage.append('a.1', 'a.2', 'b.3', 'a.4', 'a.5');
    expect(await take(stage, first.seat, 4)).toEqual([1, 2, 4, 5]);
    expect(await take(stage, join(stage, 'a.*', 1).seat, 3)).toEqual([2, 4, 5]);
    const ahead = join(stage, 'a.*', 6);
    stage.append('a.6', 'a.7');
    expect(await take(stage, ahead.seat, 1)).toEqual([7]);
  });

  it('do not let in a tail that is further behind than what is kept, or of another epoch', async () => {
    const stage = createStage();
    const first = join(stage, 'a.*');
    stage.append(...Array.from({ length: 7 }, (_, nth) => `a.${nth}`));
    await take(stage, first.seat, 7);
    stage.append(...Array.from({ length: 7 }, (_, nth) => `a.${nth}`));
    await take(stage, first.seat, 7);
    const matcher = readEventFilter({});
    expect(stage.follower.join(matcher, { epoch: 0, sequence: 5 })).toBeUndefined();
    expect(stage.follower.join(matcher, { epoch: 1, sequence: 14 })).toBeUndefined();
    expect(stage.follower.join(matcher, { epoch: 0, sequence: 6 })).toBeDefined();
  });

  it('send away a tail that takes nothing, which reads on behind what waited for it', async () => {
    const stage = createStage();
    const slow = join(stage, 'a.*');
    const other = join(stage, 'z.*');
    stage.append(...Array.from({ length: 20 }, () => 'a.x'), 'z.1');
    expect(await take(stage, other.seat, 1)).toEqual([21]);
    expect(await take(stage, slow.seat, 20)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(slow.seat.cursor).toEqual({ epoch: 0, sequence: 8 });
  });

  it('send all away at a failure, a gap and a new epoch, each to where it stands', async () => {
    for (const breakIt of [
      (stage: Stage) => (stage.failure = new Error('away')),
      (stage: Stage) => (stage.bounds.floor = 3),
      (stage: Stage) => (stage.bounds.forks = [{ epoch: 1, after: 2 }]),
    ]) {
      const stage = createStage();
      const { seat } = join(stage, 'a.*');
      stage.append('a.1', 'b.2');
      await take(stage, seat, 1);
      breakIt(stage);
      stage.append('a.3');
      expect(await take(stage, seat, 1)).toEqual([]);
      expect(seat.cursor).toEqual({ epoch: 0, sequence: 2 });
    }
  });

  it('stop reading when the last has left, and begin where the next stands', async () => {
    const stage = createStage();
    const first = join(stage, 'a.*');
    await waitUntil(() => stage.pages === 1, WAIT);
    first.leave();
    stage.append('a.1', 'a.2');
    stage.clock.advance(10_000);
    expect(stage.pages).toBe(1);
    expect(await take(stage, join(stage, 'a.*', 1).seat, 1)).toEqual([2]);
    expect(stage.parsed).toBe(1);
  });

  it('take what a signal brings without reading, in order, and read when it is not plainly what comes next', async () => {
    const stage = createStage();
    const { seat } = join(stage, '**');
    stage.append('a.1');
    expect(await take(stage, seat, 1)).toEqual([1]);
    stage.isSilent = true;
    const say = async (type: string, after: number, forks?: LogBounds['forks']): Promise<number> => {
      const before = await rest(stage);
      stage.append(type);
      stage.tell(after, forks);
      await take(stage, seat, 1);
      return stage.pages - before;
    };
    expect(await say('a.2', 1)).toBe(0);
    expect(await say('a.3', 2)).toBe(0);
    // Twice the same, and one that brings what is known beside what is new.
    stage.tell(2);
    expect(await say('a.4', 0)).toBeGreaterThan(0);
    // A hole: the signal of a.5 was lost.
    await rest(stage);
    stage.append('a.5');
    expect(await say('a.6', 5)).toBeGreaterThan(0);
    expect(await take(stage, seat, 0)).toEqual([]);
    expect(await placeOf(stage, seat)).toEqual({ epoch: 0, sequence: 6 });
    expect(await say('a.7', 6)).toBe(0);
    // Of another epoch: what is read decides.
    expect(await say('a.8', 7, [{ epoch: 1, after: 3 }])).toBeGreaterThan(0);
    expect(stage.parsed).toBe(8);
  });

  it('read on where a tail has much waiting, so that it has its turn', async () => {
    const stage = createStage();
    const { seat } = join(stage, '**');
    stage.append('a.1');
    expect(await take(stage, seat, 1)).toEqual([1]);
    stage.isSilent = true;
    await rest(stage);
    for (let sequence = 2; sequence <= 21; sequence += 1) {
      stage.append('a.x');
      stage.tell(sequence - 1);
    }
    const told = await take(stage, seat, 20);
    expect(told.slice(0, 4)).toEqual([2, 3, 4, 5]);
    expect(told).toEqual(told.map((_sequence, index) => index + 2));
  });

  it('look once a second though no signal comes', async () => {
    const stage = createStage();
    const { seat } = join(stage, '**');
    await waitUntil(() => stage.pages === 1, WAIT);
    await waitUntil(() => {
      stage.clock.advance(500);
      return stage.pages > 3;
    }, WAIT);
    expect(await placeOf(stage, seat)).toEqual({ epoch: 0, sequence: 0 });
  });

  it('take nothing from a signal while what follows is read, though a reading before it has just ended', async () => {
    const takes: ((page: LivePage) => boolean)[] = [];
    const asked: ((page: LivePage) => void)[] = [];
    const toPage = (sequence: number): LivePage => ({
      events: [{ type: 'a', source: 's', recordedAt: 0, sequence, size: 10, read: () => ({ sequence }) as RecordedEvent }],
      through: sequence,
      bounds: { head: sequence, floor: 0, forks: [] },
    });
    const follower = createLogFollower(
      {
        openWatch(take) {
          takes.push(take);
          return { wait: (_after, { signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())), close: () => undefined };
        },
        readPage: () => new Promise((resolve) => asked.push(resolve)),
      },
      LIMITS,
    );
    const all = readEventFilter({ pattern: '**' });
    const first = follower.join(all, { epoch: 0, sequence: 0 });
    asked[0]?.(toPage(1));
    // It has the page, and lets others have their turn.
    for (let step = 0; step < 10; step += 1) await Promise.resolve();
    first?.leave();
    const second = follower.join(all, { epoch: 0, sequence: 1 });
    await nextTurn();
    await nextTurn();
    expect(takes.map((take) => take(toPage(2)))).toEqual([false, false]);
    asked[1]?.(toPage(2));
    await nextTurn();
    await nextTurn();
    const late = follower.join(all, { epoch: 0, sequence: 1 });
    const asking = { timeoutMs: 60_000, signal: new AbortController().signal, clock: createManualClock() };
    for (const joined of [second, late]) expect((await joined?.seat.next(asking))?.map(({ sequence }) => sequence)).toEqual([2]);
    second?.leave();
    late?.leave();
  });
});
