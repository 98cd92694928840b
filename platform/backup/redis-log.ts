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

const FILE = 'log-archive.sqlite';
const PAGE = 500;
const PRINCIPAL = 'backup';

/** Opens the log on Redis of a data folder for a backup; the folder's archive is only read. Closed by its owner. */
export async function openRedisBackup(options: { url: string; dataDir: string; clock: Clock; logger: Logger }): Promise<BackedUpLog & Closable> {
  const { url, dataDir, clock, logger } = options;
  const { createRedisEventLog } = await import('../event-log/redis-event-log.ts');
  const connection = await openRedisConnection({ url, logger });
  const log = await createRedisEventLog({ url, clock, logger, archive: createSqliteEventArchive({ file: join(dataDir, FILE) }) });
  return {
    ...createRedisBackup(log, () => readWorkspaceNames(connection)),
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
 * A log on Redis beside embedded records. The copy's archive gets what was only in memory, so that it holds the whole log: a Redis that is
 * empty beside it goes on from there. `workspaces` are those that the log has.
 */
function createRedisBackup(log: EventLog, workspaces: () => Promise<readonly string[]>): BackedUpLog {
  const scopeOf = (workspace: string) => ({ workspace, principal: PRINCIPAL });

  /** Reads across the seam: what moves to the live archive meanwhile is found there. */
  async function completeWorkspace(archive: EventArchive, workspace: string, head: number): Promise<void> {
    const scope = scopeOf(workspace);
    const { epoch } = readPosition(await log.head(scope), workspace);
    const { through } = await archive.state(workspace);
    let { forks } = await archive.recall(workspace);
    for (let after = toPosition({ workspace, epoch, sequence: through }), more = true; more;) {
      const page = await log.read(scope, { after, limit: PAGE, direction: 'forward' });
      const rows = page.events.filter(({ sequence }) => sequence <= head).map(toRow);
      await archive.store(workspace, rows);
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
      const archive = createSqliteEventArchive({ file: join(copy, FILE) });
      try {
        for (const [workspace, head] of Object.entries(heads)) await completeWorkspace(archive, workspace, head);
      } finally {
        await archive.close();
      }
      settle(join(copy, FILE));
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
