import type { Clock } from '../../clock/clock.ts';
import { CodedError } from '../../errors/coded-error.ts';
import type { Logger } from '../../logging/logger.ts';
import { openPostgresConnection, toRun, toUnreachable, type PoolOptions, type RunStatement } from '../../records/postgres-connection.ts';
import { isTransient, isUnavailable, toPostgresError } from '../../records/postgres-errors.ts';
import { migratePostgres } from '../../records/postgres-schema.ts';
import type { Position } from '../event-log.ts';
import type { DropReason, DropTotal, Erasure } from '../log-keeping.ts';
import { readForks } from '../log-bounds.ts';
import { digestKey } from '../stored-event.ts';
import type { ArchiveRange, ArchiveState, EventArchive } from './event-archive.ts';
import { dropStep, eraseStep, retainStep } from './postgres-archive-keeping.ts';
import { equals } from './postgres-archive-query.ts';
import { ARCHIVED_COLUMNS, countArchived, readArchived, toArchivedEvent, type ArchivedEventRow, type ArchivedRange } from './postgres-archive-rows.ts';
import { ARCHIVE_STEPS } from './postgres-archive-schema.ts';
import { lockWorkspace, storeRows, type LockedWorkspace } from './postgres-archive-store.ts';

/** Where the archive is, and how many connections it may take. */
export interface PostgresArchiveOptions {
  /** `postgresql://…`; its password appears in no message. */
  readonly url: string;
  /** Made when absent; shared by all processes of the log. */
  readonly schema: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Default: none kept, at most 4. */
  readonly pool?: PoolOptions;
}

const POOL: PoolOptions = { min: 0, max: 4 };
const MAX_ATTEMPTS = 5;
const MAX_ERASURES = 100;
const NEVER_SEEN: LockedWorkspace = { number: 0, head: 0, floor: 0, epoch: 0, events: 0, bytes: 0 };
const FIND_WORKSPACE = 'SELECT number, head, floor, epoch, events, bytes FROM log_workspace WHERE name = $1';
/** What the log no longer holds must be on disk here, whatever the database's own default is. */
const COMMIT_TO_DISK = `SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'`;

/**
 * The archive of a log that many processes share, in a schema of its own beside their records; any number of them may write.
 * Throws a ConfigError of one line when the server cannot be used.
 */
export async function createPostgresEventArchive(options: PostgresArchiveOptions): Promise<EventArchive> {
  const { url, schema, clock, logger } = options;
  const connection = await openPostgresConnection({ ...options, pool: options.pool ?? POOL });
  try {
    const client = await connection.openSession({ patient: true });
    try {
      await migratePostgres(toRun(client), { schema, steps: ARCHIVE_STEPS, clock, logger, tables: [] });
    } finally {
      await client.end().catch(() => undefined);
    }
  } catch (error) {
    await connection.close();
    throw isUnavailable(error) || (error as { severity?: string }).severity !== undefined ? toUnreachable(url, error) : error;
  }
  let closing: Promise<void> | undefined;

  async function withArchiveErrors<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const known = toPostgresError(error);
      if (!(known instanceof CodedError)) throw error;
      throw new CodedError('LOG_UNAVAILABLE', 'the archive of events cannot be reached', { cause: error });
    }
  }

  /** One step of a change, whole or not at all; a deadlock leaves nothing behind, so it is simply run again. */
  function change<T>(work: (run: RunStatement) => Promise<T>): Promise<T> {
    return withArchiveErrors(async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await connection.transaction(async (run) => {
            await run(COMMIT_TO_DISK);
            return work(run);
          });
        } catch (error) {
          if (!isTransient(error) || attempt === MAX_ATTEMPTS) throw error;
        }
      }
    });
  }

  /** Runs steps of a change to what the archive has of a workspace, each in a transaction of its own, until one was the last. */
  async function* changeInSteps<T extends { readonly isDone: boolean }>(
    name: string,
    step: (run: RunStatement, workspace: LockedWorkspace) => Promise<T>,
  ): AsyncGenerator<T, void> {
    for (let done: T | undefined; done?.isDone !== true;) {
      done = await change(async (run) => {
        const workspace = await lockWorkspace(run, name);
        return workspace === undefined ? undefined : step(run, workspace);
      });
      if (done === undefined) return;
      yield done;
    }
  }

  async function find(name: string): Promise<LockedWorkspace> {
    return (await connection.run<LockedWorkspace>(FIND_WORKSPACE, [name])).rows[0] ?? NEVER_SEEN;
  }

  async function stateOf(name: string): Promise<ArchiveState> {
    const { head: through, floor, events, bytes } = await find(name);
    return { through, floor, events, bytes };
  }

  /** The archive's own part of a range. */
  async function cut({ workspace: name, low, high, forks }: ArchiveRange): Promise<ArchivedRange> {
    const { number, head, floor, events } = await find(name);
    if (number === 0 && high > low) throw new CodedError('LOG_UNAVAILABLE', `the archive of events has never seen the workspace ${JSON.stringify(name)}`);
    return { name, number, forks, low: Math.max(low, floor), high: Math.min(high, head), isDense: events === head - floor };
  }

  return {
    state: (workspace) => withArchiveErrors(() => stateOf(workspace)),
    async store(workspace, rows) {
      await change((run) => storeRows(run, workspace, rows));
      return withArchiveErrors(() => stateOf(workspace));
    },
    read: (range, matcher, limits) => withArchiveErrors(async () => readArchived(connection.run, { range: await cut(range), matcher }, limits)),
    count: (range, matcher) => withArchiveErrors(async () => countArchived(connection.run, { range: await cut(range), matcher })),
    find: (range, key) =>
      withArchiveErrors(async () => {
        const part = await cut(range);
        const sql = `SELECT ${ARCHIVED_COLUMNS} FROM log_event WHERE workspace = $1 AND digest = $2 AND sequence > $3 AND sequence <= $4 ORDER BY sequence DESC LIMIT 1`;
        const { rows } = await connection.run<ArchivedEventRow>(sql, [part.number, digestKey(key), part.low, part.high]);
        return rows[0] === undefined ? undefined : toArchivedEvent(rows[0], part);
      }),
    async retain(workspace, request) {
      for await (const _step of changeInSteps(workspace, async (run, locked) => ({ isDone: await retainStep(run, locked, request) })));
      return withArchiveErrors(() => stateOf(workspace));
    },
    async drop(workspace, request) {
      let count = 0;
      for await (const { events } of changeInSteps(workspace, (run, locked) => dropStep(run, locked, request))) count += events;
      return count;
    },
    async erase(workspace, request) {
      const digests: string[] = [];
      const { through } = await withArchiveErrors(() => stateOf(workspace));
      for await (const erased of changeInSteps(workspace, (run, locked) => eraseStep(run, locked, request))) digests.push(...erased.digests);
      return { events: digests.length, through, digests };
    },
    remember: (workspace, { forks, policy }) =>
      withArchiveErrors(async () => {
        const sql = `INSERT INTO log_workspace (name, forks, policy) VALUES ($1, $2, $3)
          ON CONFLICT (name) DO UPDATE SET forks = excluded.forks, policy = excluded.policy`;
        await connection.run(sql, [workspace, JSON.stringify(forks), policy ?? null]);
      }),
    recall: (workspace) =>
      withArchiveErrors(async () => {
        const sql = `SELECT forks, policy, coalesce((SELECT recorded_at FROM log_event WHERE workspace = number ORDER BY sequence DESC LIMIT 1), 0) AS at
          FROM log_workspace WHERE name = $1`;
        const row = (await connection.run<{ forks: string; policy: string | null; at: number }>(sql, [workspace])).rows[0];
        return { forks: readForks(row?.forks), policy: row?.policy ?? undefined, recordedAt: row?.at ?? 0 };
      }),
    streams: (workspace, { after, limit }) =>
      withArchiveErrors(async () => {
        const { number } = await find(workspace);
        const sql = `SELECT subject, max(revision) AS revision FROM log_event WHERE workspace = $1 AND subject > $2 AND revision IS NOT NULL
          GROUP BY subject ORDER BY subject LIMIT $3`;
        return (await connection.run<{ subject: string; revision: number }>(sql, [number, after, limit])).rows;
      }),
    workspaces: () =>
      withArchiveErrors(async () => {
        const { rows } = await connection.run<{ name: string }>('SELECT name FROM log_workspace WHERE head > 0 ORDER BY name');
        return rows.map(({ name }) => name);
      }),
    typesOf: (workspace, subject) =>
      withArchiveErrors(async () => {
        const { number } = await find(workspace);
        const sql = `SELECT DISTINCT type FROM log_event WHERE workspace = $1${equals('subject', '$2')}`;
        return (await connection.run<{ type: string }>(sql, [number, subject])).rows.map(({ type }) => type);
      }),
    dropped: (workspace, toPosition) =>
      withArchiveErrors(async () => {
        const sql = 'SELECT reason, events, bytes, through, at FROM log_dropped WHERE workspace = $1 ORDER BY reason';
        return readTold<Omit<DropTotal, 'through'> & { reason: DropReason }>(sql, workspace, toPosition);
      }),
    erasures: (workspace, toPosition) =>
      withArchiveErrors(async () => {
        const sql = `SELECT subject, through, at, events FROM log_erasure WHERE workspace = $1 ORDER BY at DESC, subject LIMIT ${MAX_ERASURES}`;
        return readTold<Omit<Erasure, 'through'>>(sql, workspace, toPosition);
      }),
    close() {
      closing ??= connection.close();
      return closing;
    },
  };

  async function readTold<Told>(sql: string, workspace: string, toPosition: (sequence: number) => Position): Promise<(Told & { through: Position })[]> {
    const { number } = await find(workspace);
    const { rows } = await connection.run<Told & { through: number } & Record<string, unknown>>(sql, [number]);
    return rows.map((row) => ({ ...row, through: toPosition(row.through) }));
  }
}
