import type { EventArchive } from './archive/event-archive.ts';
import { isOnlyTimed, type EventMatcher } from './event-filter.ts';
import type { RecordedEvent } from './event-log.ts';
import { readForks, type LogBounds } from './log-bounds.ts';
import type { LivePage } from './log-follower.ts';
import type { RedisConnection } from './redis-connection.ts';
import { readEntry, toLiveEvent, toRecordedEvent, type EntryAttributes, type RedisEntry } from './redis-entry.ts';
import { lookAtStream } from './redis-look.ts';
import type { RedisNews } from './redis-news.ts';
import { createRedisScript } from './redis-script.ts';
import { BISECT_SCRIPT } from './redis-scripts.ts';
import type { RedisBounds, RedisWorkspace } from './redis-workspace.ts';
import { digestKey } from './stored-event.ts';
import { TAIL_PAGE, type TailPage } from './tail-events.ts';

/** Sequences after `low`, up to and with `high`. */
export interface SequenceRange {
  readonly low: number;
  readonly high: number;
}

type Direction = 'forward' | 'backward';

/** Entries that are asked for at once when a filter has to be tried on each. */
const READ_STEP = 500;
const COUNT_STEP = 2_000;
/** After so many quick looks of those who follow comes a whole one, which shows what else has happened to the log. */
const QUICK_LOOKS = 16;

const bisectScript = createRedisScript(BISECT_SCRIPT);

/**
 * Reads of one workspace: what is in memory from its stream, what is older from the archive. Filters are tried here, entry by
 * entry, since Redis has no index on them. Each look at the stream brings the hot floor of the same moment, so that what moves to
 * the archive meanwhile is read there.
 */
export interface RedisEventReader {
  /** At most `limit` events of `range` that match, in the order of `direction`. */
  read(bounds: RedisBounds & SequenceRange, matcher: EventMatcher, options: { limit: number; direction: Direction }): Promise<RecordedEvent[]>;
  count(bounds: RedisBounds & SequenceRange, matcher: EventMatcher): Promise<number>;
  find(key: { source: string; id: string }, bounds: RedisBounds): Promise<RecordedEvent | undefined>;
  /** What follows `after`, together with the bounds of the same moment; looks at `entries` entries at most. */
  page(after: number, matcher: EventMatcher, entries: number): Promise<TailPage & { readonly size: number }>;
  /** All that follows `after`, `entries` at most; undefined where it is not in memory, or the server is yet to be recognised. */
  live(after: number, entries: number): Promise<(LivePage & { readonly size: number }) | undefined>;
  /** What an append has told, as those who follow take it; undefined where it must be read, or is not of the server at hand. */
  toLive(news: RedisNews): LivePage | undefined;
}

/** Reads of one workspace: what is in Redis and what is in the archive, joined. */
export function createRedisEventReader(connection: RedisConnection, workspace: RedisWorkspace, archive: EventArchive): RedisEventReader {
  const { redis, requireFacts } = connection;
  const { events: stream, keys } = workspace.keys;

  /** The entries of a range that are in memory, and the bounds of that moment; undefined when the server must be recognised first. */
  async function look(range: SequenceRange, count: number, direction: Direction) {
    requireFacts();
    const [low, high] = [`${range.low + 1}-0`, range.high === Infinity ? '+' : `${range.high}-0`];
    const { meta, entries } = await lookAtStream(redis, workspace.keys, { low, high, count, direction });
    return { bounds: workspace.readBounds(meta), entries };
  }

  const looks = new Map<string, ReturnType<typeof look>>();

  /**
   * Tails that a signal wakes together stand at one place and look at the same entries: one look serves those that ask before
   * anything else comes in. No later: whoever was woken by a signal must look after it.
   */
  function lookTogether(after: number, count: number): ReturnType<typeof look> {
    const key = `${after} ${count}`;
    const shared = looks.get(key) ?? look({ low: after, high: Infinity }, count, 'forward');
    if (!looks.has(key)) {
      looks.set(key, shared);
      process.nextTick(() => looks.delete(key));
    }
    return shared;
  }

  /** What the last whole look told, for those who follow. */
  let known: { readonly bounds: RedisBounds; readonly runId: string; looks: number } | undefined;

  /**
   * Most looks of those who follow bring the next event and nothing else: where what came follows without a hole nothing was moved or
   * dropped before it, so one command does. Undefined where a whole look is due.
   */
  async function lookQuickly(after: number, count: number): Promise<(LivePage & { readonly size: number }) | undefined> {
    const before = known;
    if (before === undefined || before.looks >= QUICK_LOOKS || before.runId !== requireFacts().runId || workspace.isOutdated()) return undefined;
    before.looks += 1;
    const entries = ((await redis.xrange(stream, `${after + 1}-0`, '+', 'COUNT', count)) as readonly RedisEntry[]).map(readEntry);
    const through = entries.at(-1)?.sequence;
    if (through !== after + entries.length || entries.length === 0 || entries.length >= count || before.runId !== requireFacts().runId) return undefined;
    const bounds = { ...before.bounds, head: Math.max(through, before.bounds.head) };
    workspace.note(bounds);
    return toLivePage(entries, { bounds: { ...bounds, head: through }, through });
  }

  function toLivePage(entries: readonly EntryAttributes[], { bounds, through }: { bounds: LogBounds; through: number }): LivePage & { readonly size: number } {
    return { events: entries.map((entry) => toLiveEvent(entry, workspace.name, bounds)), through, size: toSize(entries), bounds };
  }

  async function narrow(bounds: RedisBounds & SequenceRange, { filter }: EventMatcher): Promise<SequenceRange> {
    const low = Math.max(bounds.low, Math.min(bounds.hotFloor, bounds.high));
    const lastBefore = async (within: SequenceRange, timeMs: number) => Number(await bisectScript.run(redis, [stream], [within.low, within.high, timeMs]));
    const from = filter.since === undefined || low >= bounds.high ? low : await lastBefore({ low, high: bounds.high }, filter.since);
    const to = filter.until === undefined || from >= bounds.high ? bounds.high : await lastBefore({ low: from, high: bounds.high }, filter.until);
    // What is in the archive is narrowed there; the hot part begins where the times do.
    return { low: from > low ? from : bounds.low, high: to };
  }

  /** Walks a range in order of direction, in parts: each is a look at the stream or a page of the archive. */
  async function* walk(
    { forks, ...bounds }: RedisBounds & SequenceRange,
    matcher: EventMatcher,
    { step, direction, limit }: { step: number; direction: Direction; limit: () => number },
  ): AsyncGenerator<{ readonly hot: readonly EntryAttributes[] } | { readonly archived: readonly RecordedEvent[] }> {
    let { hotFloor } = bounds;
    let rest = await narrow({ forks, ...bounds }, matcher);
    while (rest.low < rest.high) {
      const isArchived = direction === 'forward' ? rest.low < hotFloor : rest.high <= hotFloor;
      if (isArchived) {
        const range = { workspace: workspace.name, forks, low: rest.low, high: Math.min(rest.high, hotFloor) };
        const { events, isWhole } = await archive.read(range, matcher, { limit: limit(), direction });
        yield { archived: events };
        const last = events.at(-1)?.sequence;
        if (direction === 'backward') {
          if (isWhole || last === undefined) return;
          rest = { low: rest.low, high: last - 1 };
        } else rest = { low: isWhole || last === undefined ? range.high : last, high: rest.high };
        continue;
      }
      const { bounds: now, entries } = await look(rest, step, direction);
      if (now !== undefined && now.hotFloor > hotFloor) {
        hotFloor = now.hotFloor;
        if (direction === 'forward' && rest.low < hotFloor) continue;
      }
      yield { hot: entries };
      const last = entries.at(-1)?.sequence;
      const isEnd = entries.length < step || last === undefined;
      if (direction === 'forward') {
        if (isEnd) return;
        rest = { low: last, high: rest.high };
      } else rest = { low: rest.low, high: isEnd ? Math.min(rest.high, hotFloor) : last - 1 };
    }
  }

  return {
    async read(bounds, matcher, { limit, direction }) {
      const events: RecordedEvent[] = [];
      const step = matcher.passesAll ? limit : READ_STEP;
      for await (const part of walk(bounds, matcher, { step, direction, limit: () => limit - events.length })) {
        if ('archived' in part) events.push(...part.archived);
        else for (const entry of part.hot) if (events.length < limit && matcher.matches(entry)) events.push(toRecordedEvent(entry, workspace.name, bounds));
        if (events.length >= limit) break;
      }
      return events;
    },
    async count(bounds, matcher) {
      const seam = Math.min(bounds.high, bounds.hotFloor);
      const old = bounds.low < seam ? await archive.count({ workspace: workspace.name, forks: bounds.forks, low: bounds.low, high: seam }, matcher) : 0;
      let count = old;
      const hot = { ...bounds, low: Math.max(bounds.low, seam) };
      if (isOnlyTimed(matcher)) {
        const { low, high } = await narrow(hot, matcher);
        return count + Math.max(0, high - low);
      }
      for await (const part of walk(hot, matcher, { step: COUNT_STEP, direction: 'forward', limit: () => COUNT_STEP })) {
        count += 'archived' in part ? part.archived.length : part.hot.filter((entry) => matcher.matches(entry)).length;
      }
      return count;
    },
    async find(key, bounds) {
      const found = await redis.hget(keys, digestKey(key));
      const sequence = found === null ? 0 : Number.parseInt(found, 10);
      if (sequence > bounds.hotFloor) {
        const { entries } = await look({ low: sequence - 1, high: sequence }, 1, 'forward');
        const [entry] = entries;
        if (entry !== undefined) return toRecordedEvent(entry, workspace.name, bounds);
      }
      const { hotFloor, floor, forks } = await workspace.bounds();
      return hotFloor > floor ? archive.find({ workspace: workspace.name, forks, low: floor, high: hotFloor }, key) : undefined;
    },
    async page(after, matcher, entries) {
      const { bounds, entries: read } = await lookTogether(after, entries);
      // A server that is yet to be recognised is read again, once that is done.
      if (bounds === undefined) return { events: [], through: after, size: 0, bounds: await workspace.bounds() };
      const seam = bounds.hotFloor;
      if (Math.max(after, bounds.floor) < seam) {
        const range = { workspace: workspace.name, forks: bounds.forks, low: Math.max(after, bounds.floor), high: seam };
        const { events, isWhole } = await archive.read(range, matcher, { ...TAIL_PAGE, direction: 'forward' });
        // The bounds of afterwards: what was dropped while it was read shows as a gap.
        return { events, through: isWhole ? seam : (events.at(-1)?.sequence ?? seam), size: 0, bounds: await workspace.bounds() };
      }
      return {
        events: read.filter((entry) => matcher.matches(entry)).map((entry) => toRecordedEvent(entry, workspace.name, bounds)),
        through: read.length < entries ? Math.max(after, bounds.head) : (read.at(-1)?.sequence ?? after),
        size: toSize(read),
        bounds,
      };
    },
    toLive({ head, incarnation, forks, entries }) {
      if (entries.length === 0 || connection.facts?.runId !== incarnation || workspace.isOutdated()) return undefined;
      const bounds = { head, floor: 0, forks: readForks(forks) };
      workspace.note(bounds);
      return toLivePage(entries, { bounds, through: head });
    },
    async live(after, count) {
      const quick = await lookQuickly(after, count);
      if (quick !== undefined) return quick;
      const { bounds, entries } = await lookTogether(after, count);
      known = undefined;
      if (bounds === undefined || after < bounds.hotFloor) return undefined;
      known = { bounds, runId: requireFacts().runId, looks: 0 };
      return toLivePage(entries, { bounds, through: entries.length < count ? Math.max(after, bounds.head) : (entries.at(-1)?.sequence ?? after) });
    },
  };
}

function toSize(entries: readonly EntryAttributes[]): number {
  return entries.reduce((total, { body }) => total + body.length, 0);
}
