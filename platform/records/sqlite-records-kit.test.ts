import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { systemClock } from '../clock/clock.ts';
import { openSqliteRecordsKit } from './open-sqlite-records-kit.ts';
import { describeRecordsCrash } from './records-crash.contract.ts';
import { describeRecordsKit } from './records-kit.contract.ts';
import { SHELF_MIGRATIONS, type ShelfTables } from './testing/shelf.ts';

async function createFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'kit-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

describeRecordsKit('SQLite', async () => {
  const { folder, remove } = await createFolder();
  const common = { migrations: SHELF_MIGRATIONS, clock: systemClock, logger: pino({ level: 'silent' }), instanceId: 'test', file: join(folder, 'shelf.db') };
  return { remove, open: (log, options) => openSqliteRecordsKit<ShelfTables>({ ...common, ...options, log }) };
});

describeRecordsCrash('SQLite', async () => {
  const { folder, remove } = await createFolder();
  return { remove, logFile: join(folder, 'log.db'), store: { file: join(folder, 'shelf.db') } };
});
