import type { Clock } from '../clock/clock.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { Logger } from '../logging/logger.ts';
import type { EventArchive } from './archive/event-archive.ts';
import { NO_ARCHIVE } from './archive/no-archive.ts';
import { readEventFilter } from './event-filter.ts';
import type { EventLog } from './event-log.ts';
import { createHeadSignal } from './head-signal.ts';
import { createLogFollower, type LiveSource, type LogFollower } from './log-follower.ts';
import { keptSequence, epochOf, locateIn, toSequenceRange } from './log-bounds.ts';
import { DEFAULT_IDEMPOTENCY_WINDOW_MS } from './log-keeping.ts';
import { readPageLimit } from './page-limit.ts';
import { createPageSize } from './page-size.ts';
import { readPosition, toPosition } from './position.ts';
import { createRedisAppender } from './redis-appender.ts';
import { openRedisConnection, type RedisConnection } from './redis-connection.ts';
import { createRedisEventReader, type RedisEventReader } from './redis-event-reader.ts';
import { withLogErrors } from './redis-log-error.ts';
import type { RedisNews } from './redis-news.ts';
import { createRedisRecovery } from './redis-recovery.ts';
import { createRedisScript } from './redis-script.ts';
import { TRIM_SCRIPT } from './redis-scripts.ts';
import { createRedisKeeping } from './redis-log-keeping.ts';
import { listRedisWorkspaces, workspacesKey } from './redis-workspace-list.ts';
import { createRedisWorkspace, type RedisWorkspace } from './redis-workspace.ts';
import { createEventSpool } from './spool/create-event-spool.ts';
import { TAIL_PAGE, tailEvents, type TailSource } from './tail-events.ts';

/** How the log on Redis is opened. */
export interface RedisEventLogOptions {
  /** `redis:` or `rediss:`; its password is never shown. */
  readonly url: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Default `autoweave:`. */
  readonly keyPrefix?: string;
  /** Where events go that are not kept in memory; without one all stay there. Closed with the log. */
  readonly archive?: EventArchive;
  /** Events of a workspace that stay in memory at least, when there is an archive; default 100 000. */
  readonly hotEvents?: number;
  /** Where events wait while Redis is away, and how many at most; without it they are refused then. */
  readonly spool?: { readonly folder: string; readonly maxEvents: number };
  /** How long (source, id) is known again; default 30 days. */
  readonly idempotencyWindowMs?: number;
}

interface OpenedWorkspace {
  readonly workspace: RedisWorkspace;
  readonly reader: RedisEventReader;
  readonly follower: LogFollower;
}

/** Entries that one trim removes at most, since Redis serves nobody else meanwhile. */
const TRIM_STEP = 5_000;
const trimScript = createRedisScript(TRIM_SCRIPT);

/**
 * The event log on Redis 7 or later, one stream a workspace; any number of processes may share it.
 * Throws ConfigError when the server cannot be reached or may not hold a log. Later losses of the server are
 * LOG_UNAVAILABLE, and a tail tells `degraded`, then `live`, and goes on where it was.
 * Idempotency keys are kept for the window and while their events are in memory; revisions without expiry.
 */
export async function createRedisEventLog(options: RedisEventLogOptions): Promise<EventLog> {
  const { url, clock, logger, keyPrefix = 'autoweave:', archive = NO_ARCHIVE } = options;
  const { createRedisHeadSignal } = await import('./redis-head-signal.ts');
  const connection = await openRedisConnection({ url, logger });
  const { redis } = connection;
  const local = createHeadSignal<RedisNews>(clock);
  const signal = createRedisHeadSignal(local, { connection, keyPrefix, logger });
  const spool = options.spool === undefined ? undefined : createEventSpool({ ...options.spool, ...toSpoolParts(connection), clock, logger });
  connection.onLive(() => {
    local.wakeAll();
    spool?.wake();
  });
  const closing = new AbortController();
  const opened = new Map<string, OpenedWorkspace>();

  const recover = createRedisRecovery({
    connection,
    archive,
    clock,
    logger,
    idempotencyWindowMs: options.idempotencyWindowMs ?? DEFAULT_IDEMPOTENCY_WINDOW_MS,
    list: async (name) => void (await redis.sadd(workspacesKey(keyPrefix), name)),
  });

  function open(name: string): OpenedWorkspace {
    let found = opened.get(name);
    if (found === undefined) {
      const workspace = createRedisWorkspace(name, { connection, keyPrefix, logger, recover });
      const reader = createRedisEventReader(connection, workspace, archive);
      const pages = createPageSize();
      const live: LiveSource = {
        openWatch(take) {
          return signal.watch(name, (news) => {
            const page = reader.toLive(news);
            return page !== undefined && take(page);
          });
        },
        readPage: (after) => pages.next((entries) => reader.live(after, entries)),
      };
      found = { workspace, reader, follower: createLogFollower(live, TAIL_PAGE) };
      opened.set(name, found);
    }
    return found;
  }

  const append = createRedisAppender({ connection, clock, signal, keyPrefix, open: (name) => open(name).workspace });

  return {
    ...(spool === undefined ? {} : { spool }),
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
        return reader.find(key, await workspace.bounds());
      }),
    tail({ workspace: name }, options) {
      const matcher = readEventFilter(options.filter);
      if (typeof options.from === 'object') readPosition(options.from.after, name, 'after');
      const { workspace, reader, follower } = open(name);
      const pages = createPageSize();
      const source: TailSource = {
        workspace: name,
        matcher,
        follower,
        openWatch: () => signal.watch(name),
        bounds: () => withLogErrors(() => workspace.bounds()),
        isPassing: (error) => error instanceof CodedError && error.code === 'LOG_UNAVAILABLE',
        readPage: (after) => withLogErrors(() => pages.next((entries) => reader.page(after, matcher, entries))),
      };
      return tailEvents(source, { ...options, signal: AbortSignal.any([options.signal, closing.signal]), clock });
    },
    count: ({ workspace: name }, { filter, after, upTo }) =>
      withLogErrors(async () => {
        const { workspace, reader } = open(name);
        const bounds = await workspace.bounds();
        return reader.count({ ...bounds, ...toSequenceRange(bounds, name, { after, upTo }) }, readEventFilter(filter));
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
        const { hotFloor, ...known } = await workspace.bounds();
        const wanted = keptSequence(known, parts);
        let count = hotFloor > known.floor ? await archive.drop(name, { upTo: Math.min(wanted, hotFloor), now: clock.now() }) : 0;
        for (;;) {
          const bounds = await workspace.bounds();
          const upTo = keptSequence(bounds, parts);
          if (upTo <= bounds.floor) return count;
          const [dropped = 0] = (await trimScript.run(redis, [workspace.keys.events, workspace.keys.meta], [upTo, TRIM_STEP])) as number[];
          count += dropped;
        }
      }),
    keeping: createRedisKeeping({ ...options, connection, archive, open: (name) => open(name).workspace }),
    workspaces: (ending) =>
      listRedisWorkspaces({ connection, signal, archive, keyPrefix, open: (name) => open(name).workspace, ending: AbortSignal.any([ending, closing.signal]) }),
    status: () =>
      Promise.resolve({ engine: 'redis', reachable: connection.facts !== undefined, durability: { level: connection.facts?.level ?? 'written', replicas: 0 } }),
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      await spool?.close();
      await Promise.all([signal.close(), connection.close()]);
      await archive.close();
    },
  };
}

function toSpoolParts(connection: RedisConnection) {
  return { isReachable: () => connection.facts !== undefined, level: () => connection.lastLevel };
}
