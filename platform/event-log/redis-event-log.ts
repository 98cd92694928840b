import type { Clock } from '../clock/clock.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { Logger } from '../logging/logger.ts';
import { readEventFilter } from './event-filter.ts';
import type { EventLog } from './event-log.ts';
import { createHeadSignal } from './head-signal.ts';
import { keptSequence, epochOf, locateIn, toSequenceRange } from './log-bounds.ts';
import { readPageLimit } from './page-limit.ts';
import { readPosition, toPosition } from './position.ts';
import { createRedisAppender } from './redis-appender.ts';
import { openRedisConnection } from './redis-connection.ts';
import { createRedisEventReader, type RedisEventReader } from './redis-event-reader.ts';
import { withLogErrors } from './redis-log-error.ts';
import { createRedisScript } from './redis-script.ts';
import { TRIM_SCRIPT } from './redis-scripts.ts';
import { listRedisWorkspaces } from './redis-workspace-list.ts';
import { createRedisWorkspace, type RedisWorkspace } from './redis-workspace.ts';
import { digestKey } from './stored-event.ts';
import { TAIL_PAGE, tailEvents, type TailSource } from './tail-events.ts';

export interface RedisEventLogOptions {
  /** `redis:` or `rediss:`; its password is never shown. */
  readonly url: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Default `autoweave:`. */
  readonly keyPrefix?: string;
}

/** Entries that one trim removes at most, since Redis serves nobody else meanwhile. */
const TRIM_STEP = 5_000;
const trimScript = createRedisScript(TRIM_SCRIPT);

/**
 * The event log on Redis 7 or later, one stream a workspace; any number of processes may share it.
 * Throws ConfigError when the server cannot be reached or may not hold a log. Later losses of the server are
 * LOG_UNAVAILABLE, and a tail tells `degraded`, then `live`, and goes on where it was.
 * Idempotency keys and revisions are kept for as long as the workspace, without expiry.
 */
export async function createRedisEventLog({ url, clock, logger, keyPrefix = 'autoweave:' }: RedisEventLogOptions): Promise<EventLog> {
  const { createRedisHeadSignal } = await import('./redis-head-signal.ts');
  const connection = await openRedisConnection({ url, logger });
  const { redis } = connection;
  const local = createHeadSignal(clock);
  const signal = createRedisHeadSignal(local, { connection, keyPrefix, logger });
  connection.onLive(() => local.wakeAll());
  const closing = new AbortController();
  const opened = new Map<string, { workspace: RedisWorkspace; reader: RedisEventReader }>();

  function open(name: string): { workspace: RedisWorkspace; reader: RedisEventReader } {
    let found = opened.get(name);
    if (found === undefined) {
      const workspace = createRedisWorkspace(name, { connection, keyPrefix, logger });
      found = { workspace, reader: createRedisEventReader(connection, workspace) };
      opened.set(name, found);
    }
    return found;
  }

  const append = createRedisAppender({ connection, clock, signal, keyPrefix, open: (name) => open(name).workspace });

  return {
    append: (scope, events, options = {}) => withLogErrors(() => append(scope, events, options)),
    read: ({ workspace: name }, { filter, after, before, limit, direction }) =>
      withLogErrors(async () => {
        const matcher = readEventFilter(filter);
        const maxEvents = readPageLimit(limit);
        const { workspace, reader } = open(name);
        const bounds = await workspace.bounds();
        const range = { ...bounds, ...toSequenceRange(bounds, name, { after, before }) };
        const events = await reader.read(range, matcher, { limit: maxEvents + 1, direction });
        return { events: events.slice(0, maxEvents), hasMore: events.length > maxEvents };
      }),
    find: ({ workspace: name }, key) =>
      withLogErrors(async () => {
        const { workspace, reader } = open(name);
        const bounds = await workspace.bounds();
        const found = await redis.hget(workspace.keys.keys, digestKey(key));
        return found === null ? undefined : reader.at(Number.parseInt(found, 10), bounds);
      }),
    tail({ workspace: name }, options) {
      const matcher = readEventFilter(options.filter);
      if (typeof options.from === 'object') readPosition(options.from.after, name, 'after');
      const { workspace, reader } = open(name);
      let entries: number = TAIL_PAGE.limit / 4;
      const source: TailSource = {
        workspace: name,
        watch: signal.watch(name),
        bounds: () => withLogErrors(() => workspace.bounds()),
        isPassing: (error) => error instanceof CodedError && error.code === 'LOG_UNAVAILABLE',
        async readPage(after) {
          const page = await withLogErrors(() => reader.page(after, matcher, entries));
          // Large events make the next page shorter, small ones longer, so that a reader's memory stays bounded.
          const fitting = page.size === 0 ? TAIL_PAGE.limit : Math.floor((entries * TAIL_PAGE.maxSize) / page.size);
          entries = Math.max(1, Math.min(TAIL_PAGE.limit, fitting));
          return page;
        },
      };
      return tailEvents(source, { ...options, signal: AbortSignal.any([options.signal, closing.signal]), clock });
    },
    count: ({ workspace: name }, { filter, after, upTo }) =>
      withLogErrors(async () => {
        const { workspace, reader } = open(name);
        const range = toSequenceRange(await workspace.bounds(), name, { after, upTo });
        return reader.count(range, readEventFilter(filter));
      }),
    locate: ({ workspace: name }, position) =>
      withLogErrors(async () => {
        const parts = readPosition(position, name);
        const place = locateIn(await open(name).workspace.bounds(), parts);
        return place.kind === 'available' ? place : { kind: 'gap', availableFrom: toPosition({ workspace: name, ...place.availableFrom }) };
      }),
    head: ({ workspace: name }) =>
      withLogErrors(async () => {
        const bounds = await open(name).workspace.bounds();
        return toPosition({ workspace: name, epoch: epochOf(bounds, bounds.head), sequence: bounds.head });
      }),
    trim: ({ workspace: name }, position) =>
      withLogErrors(async () => {
        const parts = readPosition(position, name, 'upTo');
        const { workspace } = open(name);
        let count = 0;
        for (;;) {
          const bounds = await workspace.bounds();
          const upTo = keptSequence(bounds, parts);
          if (upTo <= bounds.floor) return count;
          count += Number(await trimScript.run(redis, [workspace.keys.events, workspace.keys.meta], [upTo, TRIM_STEP]));
        }
      }),
    workspaces: (ending) =>
      listRedisWorkspaces({ connection, signal, keyPrefix, open: (name) => open(name).workspace, ending: AbortSignal.any([ending, closing.signal]) }),
    status: () =>
      Promise.resolve({ engine: 'redis', reachable: connection.facts !== undefined, durability: { level: connection.facts?.level ?? 'written', replicas: 0 } }),
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      await Promise.all([signal.close(), connection.close()]);
    },
  };
}
