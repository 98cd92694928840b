import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CompiledQuery, sql } from 'kysely';
import { createManualClock, type ManualClock } from '../clock/manual-clock.ts';
import type { Migration } from './records.ts';
import type { RecordsStore } from './records-store.ts';
import { allBooks, ANNA, BERT, SHELF_MIGRATIONS, toAddBook, toEvent, toRename, toUnit, type ShelfTables } from './testing/shelf.ts';

/** A place for one store, which can be opened more than once in turn. */
export interface RecordsPlace {
  open(options: { migrations: readonly Migration[]; clock: ManualClock }): Promise<RecordsStore<ShelfTables>>;
  remove(): Promise<void>;
}

/** What every adapter of `Records` promises. */
export function describeRecords(engine: string, createPlace: () => Promise<RecordsPlace>): void {
  describe(`records on ${engine}`, () => {
    let place: RecordsPlace;
    let clock: ManualClock;
    let records: RecordsStore<ShelfTables>;

    beforeEach(async () => {
      place = await createPlace();
      clock = createManualClock();
      records = await place.open({ migrations: SHELF_MIGRATIONS, clock });
    });

    afterEach(async () => {
      await records.close();
      await place.remove();
    });

    it('commits a unit of work and reads it back', async () => {
      const outcome = await records.commit(ANNA, toUnit([toAddBook({ id: 'b1', title: 'Emma' }), toAddBook({ id: 'b2' })], [], 'c1'));
      expect(outcome).toMatchObject({ kind: 'committed', commandId: 'c1', durability: { level: 'fsynced' } });
      expect(await records.read(ANNA, allBooks)).toEqual([
        { workspace: 'anna', id: 'b1', title: 'Emma', version: 1, shelf_id: null },
        { workspace: 'anna', id: 'b2', title: 'title of b2', version: 1, shelf_id: null },
      ]);
      expect(await records.command(ANNA, 'c1')).toEqual({ commandId: 'c1', committedAt: clock.now(), position: null, eventCount: 0 });
    });

    it('shows no read and no change anything of another workspace', async () => {
      await records.commit(ANNA, toUnit([toAddBook({ id: 'b1', title: 'Emma' })], [toEvent('e1')], 'c1'));
      await records.commit(BERT, toUnit([toAddBook({ id: 'b1', title: 'Ulysses' })], [], 'c2'));
      await records.commit(BERT, toUnit([{ build: (db) => db.updateTable('book').set({ title: 'Dubliners' }), expect: { rows: 1, guard: 'only his own' } }]));
      expect(await records.read(ANNA, (db) => db.selectFrom('book').select('title'))).toEqual([{ title: 'Emma' }]);
      expect(await records.read(BERT, (db) => db.selectFrom('book').select('title'))).toEqual([{ title: 'Dubliners' }]);
      await records.commit(BERT, toUnit([{ build: (db) => db.deleteFrom('book'), expect: { rows: 1, guard: 'only his own' } }]));
      expect(await records.read(ANNA, allBooks)).toHaveLength(1);
      expect(await records.command(BERT, 'c1')).toBeUndefined();
      expect(await records.readEverywhere((db) => db.selectFrom('book').select('title'))).toEqual([{ title: 'Emma' }]);
    });

    it('answers a prepared read in the workspace of each call, with its values', async () => {
      await records.commit(ANNA, toUnit([toAddBook({ id: 'b1', title: 'Emma' }), toAddBook({ id: 'b2', title: 'Persuasion' })]));
      await records.commit(BERT, toUnit([toAddBook({ id: 'b1', title: 'Ulysses' })]));
      const titleOf = records.prepareRead(['id'], (db, { id }) => db.selectFrom('book').select('title').where('id', '=', id).where('version', '=', 1));
      for (const [scope, id, titles] of [
        [ANNA, 'b1', ['Emma']],
        [BERT, 'b1', ['Ulysses']],
        [ANNA, 'b2', ['Persuasion']],
        [BERT, 'b2', []],
      ] as const)
        expect((await titleOf(scope, { id })).map(({ title }) => title)).toEqual(titles);
      await expect(titleOf(ANNA, { id: 'b\0' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      await expect(titleOf({ ...ANNA, workspace: '\0' }, { id: 'b1' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    });

    it('keeps joins, outer joins, subqueries and common table expressions within the workspace', async () => {
      const addShelf = (id: string) => ({ build: (db: Parameters<typeof allBooks>[0]) => db.insertInto('shelf').values({ id, room: `room ${id}` }) });
      await records.commit(ANNA, toUnit([addShelf('s1'), toAddBook({ id: 'b1', shelf_id: 's1' }), toAddBook({ id: 'b2', shelf_id: 's2' })]));
      await records.commit(BERT, toUnit([addShelf('s2'), toAddBook({ id: 'b3', shelf_id: 's1' })]));
      const joined = await records.read(ANNA, (db) =>
        db.selectFrom('book as b').leftJoin('shelf as s', 's.id', 'b.shelf_id').select(['b.id', 's.room']).orderBy('b.id'),
      );
      expect(joined).toEqual([
        { id: 'b1', room: 'room s1' },
        { id: 'b2', room: null },
      ]);
      const counted = await records.read(BERT, (db) =>
        db
          .with('mine', (cte) => cte.selectFrom('book').select(['id', 'shelf_id']))
          .selectFrom('mine')
          .select((eb) => ['mine.id', eb.selectFrom('shelf').select(eb.fn.countAll<number>().as('n')).as('shelves')])
          .where('mine.shelf_id', 'not in', (eb) => eb.selectFrom('shelf').select('shelf.id')),
      );
      expect(counted).toEqual([{ id: 'b3', shelves: 1 }]);
    });

    it('upserts within the workspace alone', async () => {
      const upsert = (title: string) => ({
        build: (db: Parameters<typeof allBooks>[0]) =>
          db
            .insertInto('book')
            .values([
              { id: 'b1', title, version: 1, shelf_id: null },
              { id: 'b2', title, version: 1, shelf_id: null },
            ])
            .onConflict((conflict) => conflict.column('id').doUpdateSet((eb) => ({ title: eb.ref('excluded.title') }))),
        expect: { rows: 2, guard: 'both' },
      });
      await records.commit(ANNA, toUnit([upsert('one')]));
      await records.commit(BERT, toUnit([upsert('two')]));
      await records.commit(ANNA, toUnit([upsert('three')]));
      expect(await records.read(ANNA, (db) => db.selectFrom('book').select('title'))).toEqual([{ title: 'three' }, { title: 'three' }]);
      expect(await records.read(BERT, (db) => db.selectFrom('book').select('title'))).toEqual([{ title: 'two' }, { title: 'two' }]);
    });

    it('keeps no record of a unit that is not to be remembered, and its events all the same', async () => {
      const unit = { ...toUnit([toAddBook({ id: 'b1' })], [toEvent('e1')], 'c1'), isRemembered: false };
      expect(await records.commit(ANNA, unit)).toMatchObject({ kind: 'committed' });
      expect(await records.command(ANNA, 'c1')).toBeUndefined();
      const pending = await records.outbox.pending(10);
      expect(pending.map(({ event }) => event.id)).toEqual(['e1']);
      await records.outbox.settle(pending.map((row) => ({ row, position: 'p1' })));
      expect(await records.outbox.pending(10)).toEqual([]);
    });

    it('undoes the whole unit when a guard fails, and names the guard', async () => {
      await records.commit(ANNA, toUnit([toAddBook({ id: 'b1', title: 'Emma' })]));
      const outcome = await records.commit(ANNA, toUnit([toAddBook({ id: 'b2' }), toRename('b1', 'Sense', 7)], [toEvent('e1')], 'c1'));
      expect(outcome).toEqual({ kind: 'conflict', guard: 'book version' });
      expect(await records.read(ANNA, allBooks)).toHaveLength(1);
      expect(await records.command(ANNA, 'c1')).toBeUndefined();
      expect(await records.outbox.pending(10)).toEqual([]);
      expect(await records.commit(ANNA, toUnit([toRename('b1', 'Sense', 1)], [], 'c1'))).toMatchObject({ kind: 'committed' });
    });

    it('counts the rows that a guarding select finds and those of a statement with returning', async () => {
      await records.commit(ANNA, toUnit([toAddBook({ id: 'b1' })]));
      const isThere = (id: string) => ({
        build: (db: Parameters<typeof allBooks>[0]) => db.selectFrom('book').select('id').where('id', '=', id),
        expect: { rows: 1, guard: `${id} is there` },
      });
      expect(await records.commit(ANNA, toUnit([isThere('b1'), toAddBook({ id: 'b2' })]))).toMatchObject({ kind: 'committed' });
      expect(await records.commit(ANNA, toUnit([isThere('b9'), toAddBook({ id: 'b3' })]))).toEqual({ kind: 'conflict', guard: 'b9 is there' });
      const deleteAll = { build: (db: Parameters<typeof allBooks>[0]) => db.deleteFrom('book').returning('id'), expect: { rows: 2, guard: 'two books' } };
      expect(await records.commit(ANNA, toUnit([deleteAll]))).toMatchObject({ kind: 'committed' });
    });

    it('answers a broken unique key as the conflict of its guard, or as CONFLICT without one', async () => {
      const insert = (db: Parameters<typeof allBooks>[0]) => db.insertInto('book').values({ id: 'b1', title: 'x', version: 1, shelf_id: null });
      await records.commit(ANNA, toUnit([{ build: insert }]));
      expect(await records.commit(ANNA, toUnit([{ build: insert, expect: { rows: 1, guard: 'new' } }]))).toEqual({ kind: 'conflict', guard: 'new' });
      await expect(records.commit(ANNA, toUnit([{ build: insert }]))).rejects.toMatchObject({ code: 'CONFLICT' });
    });

    it('changes nothing when a command is repeated, at once or later', async () => {
      const unit = toUnit([{ build: (db) => db.insertInto('book').values({ id: 'b1', title: 'x', version: 1, shelf_id: null }) }], [toEvent('e1')], 'c1');
      const outcomes = await Promise.all([records.commit(ANNA, unit), records.commit(ANNA, unit), records.commit(ANNA, unit)]);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['committed', 'repeated', 'repeated']);
      expect(await records.commit(ANNA, unit)).toMatchObject({ kind: 'repeated', commandId: 'c1' });
      expect(await records.commit(BERT, unit)).toMatchObject({ kind: 'committed' });
      expect(await records.outbox.pending(10)).toHaveLength(2);
    });

    it('lets exactly one of many concurrent units win a version', async () => {
      await records.commit(ANNA, toUnit([toAddBook({ id: 'b1' })]));
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, n) => records.commit(ANNA, toUnit([toRename('b1', `title ${n}`, 1)], [toEvent(`e${n}`)]))),
      );
      expect(outcomes.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
      expect(outcomes.filter(({ kind }) => kind === 'conflict')).toHaveLength(19);
      expect(await records.outbox.pending(50)).toHaveLength(1);
    });

    it('keeps the outbox in commit order and gives up each row once it is settled', async () => {
      for (const id of ['e1', 'e2', 'e3']) await records.commit(ANNA, toUnit([], [toEvent(id), toEvent(`${id}-b`)], `c-${id}`));
      const rows = await records.outbox.pending(10);
      expect(rows.map(({ event }) => event.id)).toEqual(['e1', 'e1-b', 'e2', 'e2-b', 'e3', 'e3-b']);
      expect(rows.map(({ isLast }) => isLast)).toEqual([false, true, false, true, false, true]);
      expect(rows[0]).toMatchObject({ workspace: 'anna', principal: ANNA.principal, commandId: 'c-e1', event: toEvent('e1') });
      await records.outbox.settle([
        { row: rows[0]!, position: 'p1' },
        { row: rows[1]!, position: 'p2' },
        { row: rows[2]!, refusal: 'too odd' },
      ]);
      expect((await records.outbox.pending(10)).map(({ event }) => event.id)).toEqual(['e2-b', 'e3', 'e3-b']);
      expect(await records.command(ANNA, 'c-e1')).toMatchObject({ position: 'p2', eventCount: 2 });
      expect(
        await records.outbox.positionsOf([
          { workspace: 'anna', commandId: 'c-e1' },
          { workspace: 'anna', commandId: 'c-e2' },
          { workspace: 'bert', commandId: 'c-e1' },
        ]),
      ).toEqual([{ workspace: 'anna', commandId: 'c-e1', position: 'p2' }]);
      await records.outbox.settle([{ row: rows[1]!, position: 'p9' }]);
      expect(await records.command(ANNA, 'c-e1')).toMatchObject({ position: 'p2' });
    });

    it('cleans relayed rows of an age, never refused or waiting ones, and keeps command records', async () => {
      for (const id of ['e1', 'e2', 'e3']) await records.commit(ANNA, toUnit([], [toEvent(id)], `c-${id}`));
      const rows = await records.outbox.pending(10);
      await records.outbox.settle([
        { row: rows[0]!, position: 'p1' },
        { row: rows[1]!, refusal: 'too odd' },
      ]);
      expect(await records.outbox.clean(clock.now() - 3_600_000)).toBe(0);
      expect(await records.outbox.clean(Date.now() + 3_600_000)).toBe(1);
      expect(await records.outbox.pending(10)).toHaveLength(1);
      expect(await records.command(ANNA, 'c-e1')).toMatchObject({ position: 'p1' });
    });

    it('refuses what is not built from the confined builder alone', async () => {
      await expect(records.read(ANNA, (db) => sql<{ id: string }>`select * from book`.compile(db) as never)).rejects.toThrow('cannot be confined');
      await expect(records.read(ANNA, (db) => allBooks(db.withoutPlugins()))).rejects.toThrow('cannot be confined');
      await expect(records.commit(ANNA, toUnit([{ build: () => CompiledQuery.raw('delete from book') }]))).rejects.toThrow('cannot be confined');
      await expect(records.read(ANNA, (db) => db.deleteFrom('book').returning('id'))).rejects.toThrow('a read holds a delete');
      await expect(
        records.readEverywhere((db) =>
          db
            .with('gone', (cte) => cte.deleteFrom('book').returning('id'))
            .selectFrom('gone')
            .select('id'),
        ),
      ).rejects.toThrow('a read holds a delete');
    });

    it('binds booleans as 1 and 0 and refuses what the engines would store differently', async () => {
      await records.commit(ANNA, toUnit([toAddBook({ id: 'b1', version: true as unknown as number })]));
      expect(await records.read(ANNA, (db) => db.selectFrom('book').select('version').where('version', '=', 1))).toEqual([{ version: 1 }]);
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, new Date(), { a: 1 }]) {
        await expect(records.commit(ANNA, toUnit([toAddBook({ id: 'b2', version: value as number })]))).rejects.toThrow('cannot bind');
      }
    });

    it('refuses text that one engine would cut, and a command without a proper id', async () => {
      await expect(records.commit(ANNA, toUnit([toAddBook({ id: 'a\0b' })]))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      await expect(records.read(ANNA, (db) => allBooks(db).where('id', '=', '\0'))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      for (const commandId of ['', '\0', 'x'.repeat(513)]) {
        await expect(records.commit(ANNA, toUnit([], [], commandId))).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'commandId' });
      }
    });

    it('says STORE_UNAVAILABLE once it is closed', async () => {
      await records.close();
      await expect(records.read(ANNA, allBooks)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      await expect(records.commit(ANNA, toUnit([]))).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      await expect(records.leaseStore.acquire({ workspace: 'anna', name: 'sweep', holder: 'one', ttlMs: 1 })).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
      });
      expect(await records.status()).toMatchObject({ reachable: false });
    });

    it('gives whole numbers and sums as numbers', async () => {
      await records.commit(ANNA, toUnit([toAddBook({ id: 'b1', version: 2 ** 40 }), toAddBook({ id: 'b2', version: 2 ** 40 })]));
      const rows = await records.read(ANNA, (db) =>
        db.selectFrom('book').select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.sum<number>('version').as('total'), eb.fn.max('version').as('most')]),
      );
      expect(rows).toEqual([{ n: 2, total: 2 ** 41, most: 2 ** 40 }]);
    });

    it('keeps everything over a restart and runs each migration once', async () => {
      await records.commit(ANNA, toUnit([toAddBook({ id: 'b1' })], [toEvent('e1')], 'c1'));
      await records.close();
      const more: Migration = {
        name: '0003-notes',
        statements: ['CREATE TABLE note (workspace TEXT NOT NULL, id TEXT NOT NULL)', 'CREATE INDEX note_by_id ON note (id)'],
      };
      records = await place.open({ migrations: [...SHELF_MIGRATIONS, more], clock });
      expect(await records.read(ANNA, allBooks)).toHaveLength(1);
      expect(await records.commit(ANNA, toUnit([], [], 'c1'))).toMatchObject({ kind: 'repeated' });
      expect(await records.outbox.pending(10)).toHaveLength(1);
      await records.close();
      await expect(place.open({ migrations: SHELF_MIGRATIONS, clock })).rejects.toThrow('0003-notes, which this version does not know');
      records = await place.open({ migrations: [...SHELF_MIGRATIONS, more], clock });
    });

    it('refuses a migration that was changed after it had run, and undoes one that fails', async () => {
      await records.close();
      const [first, second] = SHELF_MIGRATIONS;
      const changed: Migration = { name: first!.name, statements: ['CREATE TABLE book (id TEXT)'] };
      await expect(place.open({ migrations: [changed, second!], clock })).rejects.toThrow('the migration 0001-books was changed after it had run');
      const broken: Migration = { name: '0003-broken', statements: ['CREATE TABLE half (id TEXT)', 'CREATE TABLE half (id TEXT)'] };
      await expect(place.open({ migrations: [...SHELF_MIGRATIONS, broken], clock })).rejects.toThrow('the migration 0003-broken failed');
      records = await place.open({ migrations: [...SHELF_MIGRATIONS, { name: '0003-whole', statements: ['CREATE TABLE half (id TEXT)'] }], clock });
    });

    it('commits behind a fence only while the lease is held', async () => {
      const fencingToken = (await records.leaseStore.acquire({ workspace: 'anna', name: 'sweep', holder: 'one', ttlMs: 60_000 }))!;
      const fence = { name: 'sweep', fencingToken };
      expect(await records.commit(ANNA, { ...toUnit([toAddBook({ id: 'b1' })]), fence })).toMatchObject({ kind: 'committed' });
      expect(await records.commit(BERT, { ...toUnit([toAddBook({ id: 'b1' })]), fence })).toEqual({ kind: 'conflict', guard: 'lease sweep' });
      await records.leaseStore.release({ workspace: 'anna', name: 'sweep', fencingToken });
      expect(await records.commit(ANNA, { ...toUnit([toAddBook({ id: 'b2' })]), fence })).toEqual({ kind: 'conflict', guard: 'lease sweep' });
      await records.leaseStore.acquire({ workspace: 'anna', name: 'sweep', holder: 'two', ttlMs: 60_000 });
      expect(await records.commit(ANNA, { ...toUnit([toAddBook({ id: 'b2' })]), fence })).toEqual({ kind: 'conflict', guard: 'lease sweep' });
      expect(await records.read(ANNA, allBooks)).toHaveLength(1);
    });

    it('says what it is', async () => {
      expect(await records.status()).toMatchObject({ reachable: true, durability: { level: 'fsynced', replicas: 0 } });
    });
  });
}
