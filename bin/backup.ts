import { parseArgs } from 'node:util';
import { ConfigError } from '../platform/config/settings.ts';
import { backUpFolder, type BackedUpLog } from '../platform/backup/back-up-folder.ts';
import { readStoreConfig, type StoreConfig } from '../platform/stores/config.ts';
import { processEnvironment } from './config.ts';
import { createProcessParts, type ProcessParts } from './process-parts.ts';
import { UsageError } from './usage-error.ts';

/**
 * `autoweave backup --to FOLDER`: the data folder as it was at one moment, while a backend may be working on it. Says on standard output
 * what is in the backup.
 */
export async function backup(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: { to: { type: 'string' } } });
  if (values.to === undefined) throw new UsageError('backup expects --to FOLDER');
  const config = readStoreConfig(processEnvironment());
  assertInFolder(config);
  const parts = createProcessParts('backup', 'warn');
  const { clock, lifecycle } = parts;
  try {
    const log = await openBackedUpLog(config, parts);
    const { takenAt, files, heads } = await backUpFolder(config.dataDir, values.to, { log, clock });
    const bytes = Object.values(files).reduce((sum, size) => sum + size, 0);
    console.log(JSON.stringify({ takenAt, folder: values.to, files: Object.keys(files).length, bytes, heads }));
  } finally {
    await lifecycle.stop('the backup is done');
  }
}

/** Throws a ConfigError for stores that are on servers, which have backups of their own. */
export function assertInFolder({ databaseUrl, neo4jUri, qdrantUrl }: StoreConfig): void {
  if (databaseUrl !== undefined) throw new ConfigError(['DATABASE_URL: the records are in PostgreSQL; back it up as docs/reliability.md describes']);
  if (neo4jUri !== undefined) console.error('autoweave: NEO4J_URI: the graph is not in the backup');
  if (qdrantUrl !== undefined) console.error('autoweave: QDRANT_URL: the vectors are not in the backup');
}

async function openBackedUpLog({ redisUrl, dataDir }: StoreConfig, { clock, logger, lifecycle }: ProcessParts): Promise<BackedUpLog> {
  if (redisUrl === undefined) return (await import('../platform/backup/embedded-log.ts')).EMBEDDED_LOG;
  const { openRedisBackup } = await import('../platform/backup/redis-log.ts');
  return lifecycle.own('event log', await openRedisBackup({ url: redisUrl, dataDir, clock, logger }));
}
