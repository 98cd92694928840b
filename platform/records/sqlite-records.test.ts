import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../clock/manual-clock.ts';
import { describeRecords } from './records.contract.ts';
import { createSqliteRecords } from './sqlite-records.ts';
import { SHELF_MIGRATIONS, type ShelfTables } from './testing/shelf.ts';

async function createFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'records-'));
  return { file: join(folder, 'shelf.db'), remove: () => rm(folder, { recursive: true, force: true }) };
}

describeRecords('SQLite', async () => {
  const { file, remove } = await createFolder();
  return { remove, open: ({ migrations, clock }) => createSqliteRecords<ShelfTables>({ file, migrations, clock }) };
});

describe('records in one SQLite file', () => {
  it('refuses a second owner and names the first', async () => {
    const { file, remove } = await createFolder();
    const clock = createManualClock();
    const records = await createSqliteRecords<ShelfTables>({ file, migrations: SHELF_MIGRATIONS, clock, owner: 'copy-1' });
    await expect(createSqliteRecords<ShelfTables>({ file, migrations: SHELF_MIGRATIONS, clock })).rejects.toThrow('is in use by copy-1');
    await records.close();
    await (await createSqliteRecords<ShelfTables>({ file, migrations: SHELF_MIGRATIONS, clock })).close();
    await remove();
  });
});
