import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../clock/clock.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { Logger } from '../logging/logger.ts';
import type { Scope } from '../request/scope.ts';
import { lockFile } from '../sqlite/file-lock.ts';
import { siblingModule } from '../sqlite/sibling-module.ts';
import { openSqliteReader, type SqliteReader } from '../sqlite/sqlite-reader.ts';
import { openSqliteWriter, SqliteWriteError, type SqliteWriter } from '../sqlite/sqlite-writer.ts';
import { readEventFilter } from './event-filter.ts';
import type { AppendOutcome, EventDraft, EventLog } from './event-log.ts';
import { createHeadSignal } from './head-signal.ts';
import { epochOf, keptSequence, locateIn, readForks, toSequenceRange } from './log-bounds.ts';
import { createLogFollower, type LiveSource, type LogFollower } from './log-follower.ts';
import { logFull } from './log-full.ts';
import { DEFAULT_IDEMPOTENCY_WINDOW_MS } from './log-keeping.ts';
import { readPageLimit } from './page-limit.ts';
import { readPosition, toPosition } from './position.ts';
import type { SqliteLogReply, SqliteLogRequest } from './sqlite-append-handler.ts';
import { countEvents, readEvents, readLiveEvents } from './sqlite-event-reader.ts';
import { EVENT_COLUMNS, toRecordedEvent, type EventRow } from './sqlite-event-row.ts';
import { createSqliteKeeping, unexpectedReply } from './sqlite-log-keeping.ts';
import { readWorkspaceBounds, type WorkspaceBounds } from './sqlite-workspace-bounds.ts';
import { firstKey } from './sqlite-event-schema.ts';
import { digestKey, toStoredEvents, type StoredEvent } from './stored-event.ts';
import { LOOK_INTERVAL_MS, tailEvents, TAIL_PAGE } from './tail-events.ts';

/** How the embedded log is opened. */
export interface SqliteEventLogOptions {
  /** Created with its folder when absent; this process becomes its one owner. */
  readonly file: string;
  readonly clock: Clock;
  readonly logger?: Logger;
  /** How long (source, id) is known again; default 30 days. */
  readonly idempotencyWindowMs?: number;
  /** Default FULL: an answer comes after the fsync. Anything less is reported as `written`. */
  readonly synchronous?: 'FULL' | 'NORMAL' | 'OFF';
  /** Pages (of 4 KiB) that the file may have, after which appends are LOG_FULL; default: as the disk lets it. */
  readonly maxPages?: number;
}

/** The signal's channel that tells of new workspaces; no workspace can have this name. */
const NEW_WORKSPACE = '*';
const SQLITE_FULL = '13';

/**
 * The embedded event log: one SQLite file with one writer thread, reads where they are called. An epoch begins with a restore.
 * Throws FileOwnedError when another process has the file.
 */
export async function createSqliteEventLog(options: SqliteEventLogOptions): Promise<EventLog> {
  const { clock, synchronous = 'FULL' } = options;
  const file = resolve(options.file);
  mkdirSync(dirname(file), { recursive: true });
  const lock = lockFile(file, 'event log');
  let writer: SqliteWriter<SqliteLogRequest, SqliteLogReply>;
  let reader: SqliteReader;
  try {
    const limits = options.maxPages === undefined ? {} : { maxPages: options.maxPages };
    writer = await openSqliteWriter({ file, handler: siblingModule(import.meta.url, 'sqlite-append-handler'), synchronous, ...limits });
    reader = openSqliteReader(file);
  } catch (error) {
    await lock.close();
    throw error;
  }
  const signal = createHeadSignal(clock);
  const closing = new AbortController();
  const followers = new Map<string, LogFollower>();
  const durability = { level: synchronous === 'FULL' ? 'fsynced' : 'written', replicas: 0 } as const;
  options.logger?.debug({ file, durability }, 'the event log is open');

  function boundsOf(name: string): WorkspaceBounds {
    assertOpen();
    return readWorkspaceBounds(reader, name);
  }

  function assertOpen(): void {
    if (closing.signal.aborted) throw new CodedError('LOG_UNAVAILABLE', 'the event log is closed');
  }

  async function write(request: SqliteLogRequest): Promise<SqliteLogReply> {
    assertOpen();
    try {
      return await writer.write(request);
    } catch (error) {
      if (error instanceof SqliteWriteError && error.sqliteCode === SQLITE_FULL)
        throw new CodedError('LOG_FULL', 'the disk of the event log is full', { cause: error });
      throw new CodedError('LOG_UNAVAILABLE', 'the event log could not write', { cause: error });
    }
  }

  async function append(scope: Scope, drafts: readonly EventDraft[], expected?: { subject: string; revision: number }): Promise<AppendOutcome> {
    const events = toStoredEvents(drafts, scope.principal);
    const reply = await write({ kind: 'append', workspace: scope.workspace, now: clock.now(), events, expected });
    if (reply.kind === 'appended') {
      signal.publish(scope.workspace, reply.head);
      if (reply.rows[0]?.sequence === 1) signal.publish(NEW_WORKSPACE, reply.workspaceNumber);
    }
    return toOutcome(reply, { workspace: scope.workspace, events, durability });
  }

  async function* listWorkspaces(ending: AbortSignal): AsyncGenerator<string> {
    const watch = signal.watch(NEW_WORKSPACE);
    let last = 0;
    try {
      while (!ending.aborted) {
        for (const row of reader.all<{ number: number; name: string }>(
          'SELECT number, name FROM workspace WHERE number > ? AND head > 0 ORDER BY number',
          last,
        )) {
          last = row.number;
          yield row.name;
          if (ending.aborted) return;
        }
        await watch.wait(last, { timeoutMs: LOOK_INTERVAL_MS, signal: ending });
      }
    } finally {
      watch.close();
    }
  }

  function followerOf(workspace: string): LogFollower {
    const known = followers.get(workspace);
    if (known !== undefined) return known;
    const live: LiveSource = {
      openWatch: () => signal.watch(workspace),
      async readPage(after) {
        const page = readLiveEvents(reader, boundsOf(workspace), { after, ...TAIL_PAGE });
        // As they are once it has been read, so that a trim meanwhile shows.
        return { ...page, bounds: boundsOf(workspace) };
      },
    };
    const follower = createLogFollower(live, TAIL_PAGE);
    followers.set(workspace, follower);
    return follower;
  }

  return {
    append: (scope, events, { expectedRevision } = {}) => append(scope, events, expectedRevision),
    async read({ workspace }, { filter, after, before, limit, direction }) {
      const matcher = readEventFilter(filter);
      const bounds = boundsOf(workspace);
      const range = { ...bounds, ...toSequenceRange(bounds, workspace, { after, before }) };
      const maxEvents = readPageLimit(limit);
      const { events } = await readEvents(reader, { range, matcher }, { limit: maxEvents + 1, direction });
      return { events: events.slice(0, maxEvents), hasMore: events.length > maxEvents };
    },
    async find({ workspace }, key) {
      const bounds = boundsOf(workspace);
      const row = reader.get<EventRow>(
        `SELECT ${EVENT_COLUMNS} FROM event WHERE key = ? + (SELECT sequence FROM event_key WHERE workspace = ? AND digest = ?)`,
        firstKey(bounds.number),
        bounds.number,
        digestKey(key),
      );
      return row === undefined ? undefined : toRecordedEvent(row, bounds);
    },
    tail({ workspace }, tailOptions) {
      const matcher = readEventFilter(tailOptions.filter);
      if (typeof tailOptions.from === 'object') readPosition(tailOptions.from.after, workspace, 'after');
      let isBehind = false;
      const source = {
        workspace,
        matcher,
        follower: followerOf(workspace),
        openWatch: () => signal.watch(workspace),
        bounds: () => Promise.resolve(boundsOf(workspace)),
        // A read that the closing of the log has cut ends the tail quietly.
        isPassing: () => closing.signal.aborted,
        async readPage(after: number) {
          // Whoever catches up with a long history lets others of this thread have their turn between its pages.
          if (isBehind) await nextTurn();
          const bounds = boundsOf(workspace);
          const { head, floor } = bounds;
          const range = { ...bounds, low: Math.max(after, floor), high: head };
          const { events, isWhole } = await readEvents(reader, { range, matcher }, { ...TAIL_PAGE, direction: 'forward' });
          isBehind = !isWhole;
          return { events, through: isWhole ? Math.max(head, after) : (events.at(-1)?.sequence ?? after), bounds: boundsOf(workspace) };
        },
      };
      return tailEvents(source, { ...tailOptions, signal: AbortSignal.any([tailOptions.signal, closing.signal]), clock });
    },
    async count({ workspace }, { filter, after, upTo }) {
      const bounds = boundsOf(workspace);
      return countEvents(reader, { range: { ...bounds, ...toSequenceRange(bounds, workspace, { after, upTo }) }, matcher: readEventFilter(filter) });
    },
    async locate({ workspace }, position) {
      const place = locateIn(boundsOf(workspace), readPosition(position, workspace));
      return place.kind === 'available' ? place : { kind: 'gap', availableFrom: toPosition({ workspace, ...place.availableFrom }) };
    },
    async head({ workspace }) {
      const bounds = boundsOf(workspace);
      return toPosition({ workspace, epoch: epochOf(bounds, bounds.head), sequence: bounds.head });
    },
    async trim({ workspace }, position) {
      const upTo = keptSequence(boundsOf(workspace), readPosition(position, workspace, 'upTo'));
      let count = 0;
      for (let isDone = false; !isDone;) {
        const reply = await write({ kind: 'drop', workspace, upTo, now: clock.now() });
        if (reply.kind !== 'dropped') throw unexpectedReply(reply);
        count += reply.events;
        isDone = reply.isDone;
      }
      return count;
    },
    keeping: createSqliteKeeping({ write, reader, clock, boundsOf, idempotencyWindowMs: options.idempotencyWindowMs ?? DEFAULT_IDEMPOTENCY_WINDOW_MS }),
    workspaces: (ending) => listWorkspaces(AbortSignal.any([ending, closing.signal])),
    status: () => Promise.resolve({ engine: 'sqlite', reachable: !closing.signal.aborted, durability }),
    async close() {
      if (closing.signal.aborted) return;
      closing.abort();
      await writer.close();
      reader.close();
      await lock.close();
    },
  };
}

function toOutcome(
  reply: SqliteLogReply,
  {
    workspace,
    events,
    durability,
  }: { workspace: string; events: readonly StoredEvent[]; durability: Extract<AppendOutcome, { kind: 'appended' }>['durability'] },
): AppendOutcome {
  const positionAt = (sequence: number, forks: string) => toPosition({ workspace, epoch: epochOf({ forks: readForks(forks) }, sequence), sequence });
  switch (reply.kind) {
    case 'appended':
      return {
        kind: 'appended',
        durability,
        events: reply.rows.map(({ sequence, revision, duplicate }, index) => ({
          id: events[index]?.id ?? '',
          position: positionAt(sequence, reply.forks),
          sequence,
          ...(revision === null ? {} : { revision }),
          duplicate,
        })),
      };
    case 'id-conflict': {
      const { source = '', id = '' } = events[reply.index] ?? {};
      return { kind: 'id-conflict', source, id, position: positionAt(reply.sequence, reply.forks) };
    }
    case 'revision-conflict':
      return reply;
    case 'full':
      throw logFull(reply);
    default:
      throw unexpectedReply(reply);
  }
}
