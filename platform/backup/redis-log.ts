import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ArchivedRow, EventArchive } from '../event-log/archive/event-archive.ts';
import { createSqliteEventArchive } from '../event-log/archive/sqlite-event-archive.ts';
import type { EventLog, RecordedEvent } from '../event-log/event-log.ts';
import type { Fork } from '../event-log/log-bounds.ts';
import { readPosition, toPosition } from '../event-log/position.ts';
import type { StoredBody } from '../event-log/stored-event.ts';
import { openRedisConnection } from '../event-log/redis-connection.ts';
import { readWorkspaceNames } from '../event-log/redis-workspace-list.ts';
import type { Clock } from '../clock/clock.ts';
import { ConfigError } from '../config/settings.ts';
import type { Closable } from '../lifecycle/lifecycle.ts';
import type { Logger } from '../logging/logger.ts';
import type { BackedUpLog } from './back-up-folder.ts';
import { addToRest } from './log-rest.ts';

const FILE = 'log-archive.sqlite';
const PAGE = 500;
const PRINCIPAL = 'backup';

/** Where events are that the log holds no longer in memory, as it is now, and the part of a copy that gets what was not there then. */
export interface ArchiveOfBackup {
  readonly live: EventArchive;
  openCopy(folder: string): Promise<ArchiveCopy>;
}

/** Where what Redis alone has of a log goes when a backup is made. */
export interface ArchiveCopy extends Pick<EventArchive, 'recall' | 'remember' | 'close'> {
  /** Up to which sequence it has the workspace. */
  through(workspace: string): Promise<number>;
  store(workspace: string, rows: readonly ArchivedRow[]): Promise<unknown>;
}

/** The archive in the data folder, which is only read. */
export function archiveInFolder(dataDir: string): ArchiveOfBackup {
  return {
    live: createSqliteEventArchive({ file: join(dataDir, FILE) }),
    openCopy(folder) {
      const archive = createSqliteEventArchive({ file: join(folder, FILE) });
      return Promise.resolve({
        ...archive,
        through: async (workspace: string) => (await archive.state(workspace)).through,
        async close() {
          await archive.close();
          settle(join(folder, FILE));
        },
      });
    },
  };
}

/** The archive in PostgreSQL, of which the backup holds what `through` says; the rest goes into a file beside it. */
export async function archiveInPostgres(options: {
  url: string;
  clock: Clock;
  logger: Logger;
  through: () => Promise<ReadonlyMap<string, number>>;
}): Promise<ArchiveOfBackup> {
  const { createPostgresEventArchive } = await import('../event-log/archive/postgres-event-archive.ts');
  const live = await createPostgresEventArchive({ ...options, schema: 'autoweave_log_archive' });
  return {
    live,
    async openCopy(folder) {
      const through = await options.through();
      return {
        through: (workspace) => Promise.resolve(through.get(workspace) ?? 0),
        store: (workspace, rows) => Promise.resolve(addToRest(folder, { workspace, rows })),
        recall: (workspace) => live.recall(workspace),
        remember: (workspace, memory) => Promise.resolve(addToRest(folder, { workspace, memory })),
        close: () => Promise.resolve(),
      };
    },
  };
}

/** Opens the log on Redis for a backup. Closed by its owner, and its archive with it. */
export async function openRedisBackup(options: { url: string; archive: ArchiveOfBackup; clock: Clock; logger: Logger }): Promise<BackedUpLog & Closable> {
  const { url, archive, clock, logger } = options;
  const { createRedisEventLog } = await import('../event-log/redis-event-log.ts');
  const connection = await openRedisConnection({ url, logger });
  const log = await createRedisEventLog({ url, clock, logger, archive: archive.live });
  return {
    ...createRedisBackup(log, archive, () => readWorkspaceNames(connection)),
    async close() {
      await log.close();
      await connection.close();
    },
  };
}

/** Throws a ConfigError of one line when Redis holds a log already, which a restore would not overwrite. */
export async function assertNoLogOnRedis(options: { url: string; logger: Logger }): Promise<void> {
  const connection = await openRedisConnection(options);
  const names = await readWorkspaceNames(connection).finally(() => connection.close());
  if (names.length > 0) throw new ConfigError([`REDIS_URL: that Redis holds a log of ${names.length} workspaces; a restore wants an empty one`]);
}

/**
 * A log on Redis. The copy's archive gets what was only in memory, so that it holds the whole log: a Redis that is
 * empty beside it goes on from there. `workspaces` are those that the log has.
 */
function createRedisBackup(log: EventLog, { openCopy }: ArchiveOfBackup, workspaces: () => Promise<readonly string[]>): BackedUpLog {
  const scopeOf = (workspace: string) => ({ workspace, principal: PRINCIPAL });

  /** Reads across the seam: what moves to the live archive meanwhile is found there. */
  async function completeWorkspace(archive: ArchiveCopy, workspace: string, head: number): Promise<void> {
    const scope = scopeOf(workspace);
    const { epoch } = readPosition(await log.head(scope), workspace);
    const through = await archive.through(workspace);
    let { forks } = await archive.recall(workspace);
    for (let after = toPosition({ workspace, epoch, sequence: through }), more = true; more;) {
      const page = await log.read(scope, { after, limit: PAGE, direction: 'forward' });
      const rows = page.events.filter(({ sequence }) => sequence <= head).map(toRow);
      if (rows.length > 0) await archive.store(workspace, rows);
      forks = rows.reduce(withEpochOf, forks);
      after = page.events.at(-1)?.position ?? after;
      more = page.hasMore && rows.length === page.events.length;
    }
    await archive.remember(workspace, { forks, policy: JSON.stringify(await log.keeping.policy(scope)) });
  }

  return {
    engine: 'redis',
    async heads() {
      const names = await workspaces();
      const heads = await Promise.all(names.map(async (name) => [name, readPosition(await log.head(scopeOf(name)), name).sequence] as const));
      return Object.fromEntries(heads);
    },
    async complete(copy, heads) {
      const archive = await openCopy(copy);
      try {
        for (const [workspace, head] of Object.entries(heads)) await completeWorkspace(archive, workspace, head);
      } finally {
        await archive.close();
      }
    },
  };
}

/** An epoch begins before the first row that has it. */
function withEpochOf(forks: readonly Fork[], { epoch, sequence }: ArchivedRow): readonly Fork[] {
  return epoch > (forks.at(-1)?.epoch ?? 0) ? [...forks, { epoch, after: sequence - 1 }] : forks;
}

/** A copy is one file, without a log or an owner beside it. */
function settle(file: string): void {
  for (const beside of ['lock', 'owner']) rmSync(`${file}.${beside}`, { force: true });
  if (!existsSync(file)) return;
  const db = new DatabaseSync(file);
  try {
    db.exec('PRAGMA journal_mode = DELETE');
  } finally {
    db.close();
  }
}

function toRow({ sequence, position, workspace, recordedAt, type, source, id, subject, revision, correlationId, ...event }: RecordedEvent): ArchivedRow {
  const { principal, time, dataSchema, data, traceparent, causationId, erasedAt } = event;
  const body: { [K in keyof StoredBody]: StoredBody[K] | undefined } = { principal, time, dataSchema, data, traceparent, causationId, erasedAt };
  return {
    sequence,
    epoch: readPosition(position, workspace).epoch,
    recordedAt,
    type,
    source,
    id,
    subject: subject ?? null,
    revision: revision ?? null,
    correlationId: correlationId ?? null,
    body: JSON.stringify(body),
  };
}
