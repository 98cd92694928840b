import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { restoreFolder } from '../platform/backup/restore-folder.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { beginEpochs } from '../platform/event-log/begin-epoch.ts';
import { createLogger } from '../platform/logging/logger.ts';
import { readStoreConfig } from '../platform/stores/config.ts';
import { tellWhatIsLeftOut } from './backup.ts';
import { processEnvironment } from './config.ts';
import { UsageError } from './usage-error.ts';

/**
 * `autoweave restore --from FOLDER`: makes the data folder, which must be absent or empty, of a backup, and the records in PostgreSQL, whose
 * database must hold none. The log begins an epoch (on Redis when it is first opened): what was appended after the backup is gone, and
 * cursors into it get a gap.
 */
export async function restore(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: { from: { type: 'string' } } });
  if (values.from === undefined) throw new UsageError('restore expects --from FOLDER');
  const config = readStoreConfig(processEnvironment());
  tellWhatIsLeftOut(config);
  if (config.redisUrl !== undefined) {
    const { assertNoLogOnRedis } = await import('../platform/backup/redis-log.ts');
    await assertNoLogOnRedis({ url: config.redisUrl, logger: createLogger({ level: 'error', process: 'restore' }) });
  }
  const backup = values.from;
  const { takenAt, heads } = await restoreFolder(backup, config.dataDir, {
    log: config.redisUrl === undefined ? 'sqlite' : 'redis',
    records: config.databaseUrl === undefined ? 'sqlite' : 'postgres',
    async begin(copy) {
      const file = join(copy, 'log.sqlite');
      if (existsSync(file)) beginEpochs(file, systemClock.now());
      if (config.databaseUrl === undefined) return;
      const { restorePostgres } = await import('../platform/backup/postgres-restore.ts');
      await restorePostgres(backup, { url: config.databaseUrl, clock: systemClock, logger: createLogger({ level: 'error', process: 'restore' }) });
    },
  });
  console.log(JSON.stringify({ restored: config.dataDir, takenAt, heads }));
}
