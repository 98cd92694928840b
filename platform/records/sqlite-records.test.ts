import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../clock/manual-clock.ts';
import { describeRecords } from './records.contract.ts';
import { createSqliteRecords } from './sqlite-records.ts';
import type { Migration } from './records.ts';
import { allBooks, ANNA, SHELF_MIGRATIONS, toAddBook, toEvent, toUnit, type ShelfTables } from './testing/shelf.ts';

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

  it('refuses commits when the disk is full, keeps nothing of them, and goes on reading', async () => {
    const { file, remove } = await createFolder();
    const small: Migration = { name: '0003-small', statements: ['PRAGMA max_page_count = 60'] };
    const records = await createSqliteRecords<ShelfTables>({ file, migrations: [...SHELF_MIGRATIONS, small], clock: createManualClock() });
    const addLarge = (n: number) => records.commit(ANNA, toUnit([toAddBook({ id: `b${n}`, title: 'x'.repeat(5_000) })], [toEvent(`e${n}`)], `c${n}`));
    const committed: string[] = [];
    let refusal: unknown;
    for (let n = 0; refusal === undefined && n < 100; n += 4) {
      for (const [index, outcome] of (await Promise.allSettled([n, n + 1, n + 2, n + 3].map(addLarge))).entries()) {
        if (outcome.status === 'fulfilled') committed.push(`b${n + index}`);
        else refusal = outcome.reason;
      }
    }
    expect(refusal).toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(committed.length).toBeGreaterThan(0);
    expect((await records.read(ANNA, allBooks)).map(({ id }) => id)).toEqual(committed.toSorted());
    expect(await records.outbox.pending(100)).toHaveLength(committed.length);
    await records.close();
    await remove();
  });
});
