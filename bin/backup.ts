import { parseArgs } from 'node:util';
import { backUpFolder, type BackedUpLog } from '../platform/backup/back-up-folder.ts';
import type { PostgresBackup } from '../platform/backup/postgres-records.ts';
import { readStoreConfig, type StoreConfig } from '../platform/stores/config.ts';
import { processEnvironment } from './config.ts';
import { createProcessParts, type ProcessParts } from './process-parts.ts';
import { UsageError } from './usage-error.ts';

/**
 * `autoweave backup --to FOLDER`: the data folder, and the records in PostgreSQL, as they were at one moment, while backends may be working
 * on them. Says on standard output what is in the backup.
 */
export async function backup(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: { to: { type: 'string' } } });
  if (values.to === undefined) throw new UsageError('backup expects --to FOLDER');
  const config = readStoreConfig(processEnvironment());
  tellWhatIsLeftOut(config);
  const parts = createProcessParts('backup', 'warn');
  const { clock, lifecycle } = parts;
  try {
    const records = await openBackedUpRecords(config, parts);
    const log = await openBackedUpLog(config, parts, records);
    const { takenAt, files, heads } = await backUpFolder(config.dataDir, values.to, { log, clock, ...(records === undefined ? {} : { records }) });
    const bytes = Object.values(files).reduce((sum, size) => sum + size, 0);
    console.log(JSON.stringify({ takenAt, folder: values.to, files: Object.keys(files).length, bytes, heads }));
  } finally {
    await lifecycle.stop('the backup is done');
  }
}

/** Says which stores are on servers that have backups of their own. */
export function tellWhatIsLeftOut({ neo4jUri, qdrantUrl }: StoreConfig): void {
  if (neo4jUri !== undefined) console.error('autoweave: NEO4J_URI: the graph is not in the backup');
  if (qdrantUrl !== undefined) console.error('autoweave: QDRANT_URL: the vectors are not in the backup');
}

async function openBackedUpRecords({ databaseUrl }: StoreConfig, { clock, logger, lifecycle }: ProcessParts): Promise<PostgresBackup | undefined> {
  if (databaseUrl === undefined) return undefined;
  const { openPostgresBackup } = await import('../platform/backup/postgres-records.ts');
  return lifecycle.own('records', await openPostgresBackup({ url: databaseUrl, clock, logger }));
}

async function openBackedUpLog(
  { redisUrl, databaseUrl, dataDir }: StoreConfig,
  { clock, logger, lifecycle }: ProcessParts,
  records: PostgresBackup | undefined,
): Promise<BackedUpLog> {
  if (redisUrl === undefined) return (await import('../platform/backup/embedded-log.ts')).EMBEDDED_LOG;
  const { archiveInFolder, archiveInPostgres, openRedisBackup } = await import('../platform/backup/redis-log.ts');
  const archive =
    databaseUrl === undefined || records === undefined
      ? archiveInFolder(dataDir)
      : await archiveInPostgres({ url: databaseUrl, clock, logger, through: () => records.archivedThrough() });
  return lifecycle.own('event log', await openRedisBackup({ url: redisUrl, archive, clock, logger }));
}
