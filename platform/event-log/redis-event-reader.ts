import { CodedError } from '../errors/coded-error.ts';
import type { EventMatcher } from './event-filter.ts';
import type { RecordedEvent } from './event-log.ts';
import type { LogBounds } from './log-bounds.ts';
import type { RedisConnection } from './redis-connection.ts';
import { readEntry, toRecordedEvent, type RedisEntry } from './redis-entry.ts';
import { createRedisScript } from './redis-script.ts';
import { BISECT_SCRIPT } from './redis-scripts.ts';
import { META_FIELDS, type MetaReply, type RedisWorkspace } from './redis-workspace.ts';
import type { TailPage } from './tail-events.ts';

/** Sequences after `low`, up to and with `high`. */
export interface SequenceRange {
  readonly low: number;
  readonly high: number;
}

/** Entries that are asked for at once when a filter has to be tried on each. */
const READ_STEP = 500;
const COUNT_STEP = 2_000;

const bisectScript = createRedisScript(BISECT_SCRIPT);

/** Reads of one workspace's stream. Filters are tried here, entry by entry: Redis has no index on them. */
export interface RedisEventReader {
  /** At most `limit` events of `range` that match, in the order of `direction`. */
  read(bounds: LogBounds & SequenceRange, matcher: EventMatcher, options: { limit: number; direction: 'forward' | 'backward' }): Promise<RecordedEvent[]>;
  count(range: SequenceRange, matcher: EventMatcher): Promise<number>;
  at(sequence: number, bounds: LogBounds): Promise<RecordedEvent | undefined>;
  /** What follows `after`, together with the bounds of the same moment; looks at `entries` entries at most. */
  page(after: number, matcher: EventMatcher, entries: number): Promise<TailPage & { readonly size: number }>;
}

export function createRedisEventReader(connection: RedisConnection, workspace: RedisWorkspace): RedisEventReader {
  const { redis } = connection;
  const { events: stream, meta } = workspace.keys;

  async function readStep(range: SequenceRange, count: number, direction: 'forward' | 'backward'): Promise<RedisEntry[]> {
    connection.requireFacts();
    const [low, high] = [`${range.low + 1}-0`, `${range.high}-0`];
    return direction === 'forward' ? redis.xrange(stream, low, high, 'COUNT', count) : redis.xrevrange(stream, high, low, 'COUNT', count);
  }

  async function narrow(range: SequenceRange, { filter }: EventMatcher): Promise<SequenceRange> {
    const lastBefore = async (within: SequenceRange, timeMs: number) => Number(await bisectScript.run(redis, [stream], [within.low, within.high, timeMs]));
    const low = filter.since === undefined || range.low >= range.high ? range.low : await lastBefore(range, filter.since);
    return { low, high: filter.until === undefined || low >= range.high ? range.high : await lastBefore({ low, high: range.high }, filter.until) };
  }

  return {
    async read(bounds, matcher, { limit, direction }) {
      let rest = await narrow(bounds, matcher);
      const events: RecordedEvent[] = [];
      while (rest.low < rest.high && events.length < limit) {
        const count = matcher.passesAll ? limit - events.length : READ_STEP;
        const entries = await readStep(rest, count, direction);
        for (const entry of entries.map(readEntry)) {
          if (events.length < limit && matcher.matches(entry)) events.push(toRecordedEvent(entry, workspace.name, bounds));
          rest = direction === 'forward' ? { low: entry.sequence, high: rest.high } : { low: rest.low, high: entry.sequence - 1 };
        }
        if (entries.length < count) break;
      }
      return events;
    },
    async count(range, matcher) {
      let rest = await narrow(range, matcher);
      const { since: _since, until: _until, ...untimed } = matcher.filter;
      if (Object.values(untimed).every((part) => part === undefined)) return Math.max(0, rest.high - rest.low);
      let count = 0;
      while (rest.low < rest.high) {
        const entries = await readStep(rest, COUNT_STEP, 'forward');
        for (const entry of entries.map(readEntry)) {
          if (matcher.matches(entry)) count += 1;
          rest = { low: entry.sequence, high: rest.high };
        }
        if (entries.length < COUNT_STEP) break;
      }
      return count;
    },
    async at(sequence, bounds) {
      const [entry] = await readStep({ low: sequence - 1, high: sequence }, 1, 'forward');
      return entry === undefined ? undefined : toRecordedEvent(readEntry(entry), workspace.name, bounds);
    },
    async page(after, matcher, entries) {
      connection.requireFacts();
      const reply = await redis
        .multi()
        .hmget(meta, ...META_FIELDS)
        .xrange(stream, `${after + 1}-0`, '+', 'COUNT', entries)
        .exec();
      const found = (reply?.[1]?.[1] ?? []) as RedisEntry[];
      const failure = reply === null ? new CodedError('LOG_UNAVAILABLE', 'the event log cannot be reached') : (reply[0]?.[0] ?? reply[1]?.[0]);
      if (failure !== null && failure !== undefined) throw failure;
      const bounds = workspace.readBounds(reply?.[0]?.[1] as MetaReply);
      // A server that is yet to be recognised is read again, once that is done.
      if (bounds === undefined) return { events: [], through: after, size: 0, bounds: await workspace.bounds() };
      const read = found.map(readEntry);
      return {
        events: read.filter((entry) => matcher.matches(entry)).map((entry) => toRecordedEvent(entry, workspace.name, bounds)),
        through: read.length < entries ? Math.max(after, bounds.head) : (read.at(-1)?.sequence ?? after),
        size: read.reduce((total, entry) => total + entry.body.length, 0),
        bounds,
      };
    },
  };
}
