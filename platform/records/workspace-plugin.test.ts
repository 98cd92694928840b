import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql, type Compilable, type CompiledQuery, type Kysely } from 'kysely';
import { createQueryCompiler, type Build } from './query-compiler.ts';
import { UnconfinedQueryError } from './raw-sql.ts';
import { ANNA, BERT, type ShelfTables } from './testing/shelf.ts';

type Db = Kysely<ShelfTables>;
type Query = Compilable<unknown> | CompiledQuery;

const compiler = createQueryCompiler<ShelfTables>('sqlite');

/** Two workspaces with the same ids in both, so that whatever is not confined shows. */
function openShelves(): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.exec(`CREATE TABLE book (workspace TEXT NOT NULL, id TEXT NOT NULL, title TEXT, version INTEGER DEFAULT 0, shelf_id TEXT, PRIMARY KEY (workspace, id));
    CREATE TABLE shelf (workspace TEXT NOT NULL, id TEXT NOT NULL DEFAULT 'new', room TEXT, PRIMARY KEY (workspace, id))`);
  for (const workspace of ['anna', 'bert']) {
    for (const id of ['b1', 'b2', 'b3'])
      db.prepare('INSERT INTO book VALUES (?, ?, ?, 1, ?)').run(workspace, id, `${id} of ${workspace}`, id === 'b3' ? null : 's1');
    db.prepare('INSERT INTO shelf VALUES (?, ?, ?)').run(workspace, 's1', `room of ${workspace}`);
  }
  db.prepare('INSERT INTO shelf VALUES (?, ?, ?)').run('bert', 's2', 'room of bert');
  return db;
}

let shelves: DatabaseSync;

beforeEach(() => {
  shelves = openShelves();
});

afterEach(() => {
  shelves.close();
});

/** Everything that Anna's query answers, as text. */
function read(build: (db: Db) => Query): string {
  const { sql: text, parameters } = compiler.toRead(ANNA, build as Build<ShelfTables>);
  const rows = shelves.prepare(text).all(...parameters);
  expect(rows.length).toBeGreaterThan(0);
  return JSON.stringify(rows);
}

function write(build: (db: Db) => Query): void {
  const { sql: text, parameters } = compiler.toWrite(ANNA, build as Build<ShelfTables>);
  shelves.prepare(text).run(...parameters);
}

function contentOf(workspace: string): unknown {
  return [
    shelves.prepare('SELECT * FROM book WHERE workspace = ? ORDER BY id').all(workspace),
    shelves.prepare('SELECT * FROM shelf WHERE workspace = ? ORDER BY id').all(workspace),
  ];
}

const CONFINED_READS: Record<string, (db: Db) => Query> = {
  'a select of all columns': (db) => db.selectFrom('book').selectAll(),
  'an alias': (db) => db.selectFrom('book as b').select(['b.id', 'b.title']),
  'a condition with or': (db) =>
    db
      .selectFrom('book')
      .selectAll()
      .where((eb) => eb.or([eb('id', '=', 'b1'), eb('id', '=', 'b2')])),
  'an inner join': (db) => db.selectFrom('book').innerJoin('shelf', 'shelf.id', 'book.shelf_id').select(['book.title', 'shelf.room']),
  'a left join': (db) =>
    db
      .selectFrom('book as b')
      .leftJoin('shelf as s', (on) => on.onRef('s.id', '=', 'b.shelf_id'))
      .selectAll(),
  'a right join': (db) => db.selectFrom('shelf').rightJoin('book', 'shelf.id', 'book.shelf_id').selectAll(),
  'a cross join': (db) => db.selectFrom('book').crossJoin('shelf').selectAll(),
  'a join with itself': (db) => db.selectFrom('book as a').innerJoin('book as b', 'a.shelf_id', 'b.shelf_id').selectAll('b'),
  'two tables in from': (db) => db.selectFrom(['book', 'shelf']).selectAll(),
  'a subquery in from': (db) => db.selectFrom((eb) => eb.selectFrom('book').selectAll().as('inner')).selectAll(),
  'a joined subquery': (db) =>
    db
      .selectFrom('shelf')
      .innerJoin(
        (eb) => eb.selectFrom('book').selectAll().as('b'),
        (on) => on.onRef('b.shelf_id', '=', 'shelf.id'),
      )
      .selectAll(),
  'a subquery of the builder itself': (db) => db.selectFrom(db.selectFrom('book').selectAll().as('inner')).selectAll(),
  'a subquery in a condition': (db) =>
    db
      .selectFrom('book')
      .selectAll()
      .where('shelf_id', 'in', (eb) => eb.selectFrom('shelf').select('id')),
  'a subquery in the selection': (db) => db.selectFrom('book').select((eb) => eb.selectFrom('shelf').select('room').limit(1).as('room')),
  'exists with the outer table': (db) =>
    db
      .selectFrom('book')
      .selectAll()
      .where((eb) => eb.exists(eb.selectFrom('shelf').select('room').whereRef('shelf.id', '=', 'book.shelf_id'))),
  'a union': (db) => db.selectFrom('book').select('title').unionAll(db.selectFrom('shelf').select('room as title')),
  'a common table expression': (db) =>
    db
      .with('mine', (cte) => cte.selectFrom('book').selectAll())
      .selectFrom('mine')
      .selectAll(),
  'a common table expression that hides its table': (db) =>
    db
      .with('book', (cte) => cte.selectFrom('shelf').selectAll())
      .selectFrom('book')
      .selectAll(),
  'an expression that reads one before it': (db) =>
    db
      .with('one', (cte) => cte.selectFrom('book').selectAll())
      .with('two', (cte) => cte.selectFrom('one').selectAll())
      .selectFrom('two')
      .selectAll(),
  'a recursive expression': (db) =>
    db
      .withRecursive('walk', (cte) =>
        cte
          .selectFrom('book')
          .select(['id', 'title'])
          .unionAll(cte.selectFrom('walk').innerJoin('book', 'book.id', 'walk.id').select(['book.id', 'book.title']).where('book.id', '=', 'none')),
      )
      .selectFrom('walk')
      .selectAll(),
  'an aggregate with order by a subquery': (db) =>
    db
      .selectFrom('book')
      .select((eb) => [eb.fn.max('title').as('most'), 'shelf_id'])
      .groupBy('shelf_id')
      .orderBy((eb) => eb.selectFrom('shelf').select('room').limit(1)),
  'a raw expression over columns': (db) => db.selectFrom('book').select(sql<string>`upper(${sql.ref('title')}) || ${'!'}`.as('loud')),
  'a table function over a column': (db) =>
    db
      .selectFrom('book')
      .innerJoin(
        (eb) => eb.fn('json_each', [sql.val('[1]')]).as('j'),
        (on) => on.onTrue(),
      )
      .select('book.title'),
};

describe('a confined read', () => {
  it.each(Object.entries(CONFINED_READS))('shows nothing of another workspace through %s', (_name, build) => {
    const shown = read(build);
    expect(shown).not.toContain('bert');
    expect(shown.toLowerCase()).toContain('anna');
  });

  it('keeps the rows of an outer join that find no partner', () => {
    const rows = JSON.parse(
      read((db) => db.selectFrom('book as b').leftJoin('shelf as s', 's.id', 'b.shelf_id').select(['b.id', 's.room']).orderBy('b.id')),
    ) as unknown;
    expect(rows).toEqual([
      { id: 'b1', room: 'room of anna' },
      { id: 'b2', room: 'room of anna' },
      { id: 'b3', room: null },
    ]);
  });

  it('is right whatever the workspace is called', () => {
    const scope = { workspace: 'workspace', principal: 'p' };
    const { sql: text, parameters } = compiler.toRead(scope, (db) => db.selectFrom('book').selectAll());
    expect(shelves.prepare(text).all(...parameters)).toEqual([]);
  });
});

const CONFINED_WRITES: Record<string, (db: Db) => Query> = {
  'an update of everything': (db) => db.updateTable('book').set({ title: 'new' }),
  'an update with an alias and or': (db) =>
    db
      .updateTable('book as b')
      .set({ title: 'new' })
      .where((eb) => eb.or([eb('b.id', '=', 'b1'), eb('b.id', '=', 'b2')])),
  'an update from another table': (db) =>
    db
      .updateTable('book')
      .from('shelf')
      .set((eb) => ({ title: eb.ref('shelf.room') }))
      .whereRef('shelf.id', '=', 'book.shelf_id'),
  'an update by a subquery': (db) => db.updateTable('book').set((eb) => ({ title: eb.selectFrom('shelf').select('room').limit(1) })),
  'an update behind a common table expression': (db) =>
    db
      .with('some', (cte) => cte.selectFrom('book').select('id').limit(1))
      .updateTable('book')
      .set({ title: 'new' })
      .where('id', 'in', (eb) => eb.selectFrom('some').select('some.id')),
  'a delete of everything': (db) => db.deleteFrom('book'),
  'a delete with a condition': (db) => db.deleteFrom('book').where('id', '=', 'b1'),
  'a delete with a condition on another table': (db) => db.deleteFrom('book').where('shelf_id', 'in', (eb) => eb.selectFrom('shelf').select('id')),
  'an insert': (db) => db.insertInto('shelf').values({ id: 's9', room: 'new' }),
  'an insert of several rows': (db) =>
    db.insertInto('shelf').values([
      { id: 's8', room: 'new' },
      { id: 's9', room: sql<string>`upper('new')` },
    ]),
  'an insert of nothing but defaults': (db) => db.insertInto('shelf').defaultValues(),
  'an insert from a select': (db) =>
    db
      .insertInto('shelf')
      .columns(['id', 'room'])
      .expression((eb) => eb.selectFrom('book').select(['id', 'title'])),
  'an upsert': (db) =>
    db
      .insertInto('shelf')
      .values({ id: 's1', room: 'new' })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ room: 'newer' })),
  'an upsert of several rows with a condition': (db) =>
    db
      .insertInto('shelf')
      .values([
        { id: 's1', room: 'new' },
        { id: 's2', room: 'new' },
      ])
      .onConflict((conflict) =>
        conflict
          .columns(['id'])
          .doUpdateSet((eb) => ({ room: eb.ref('excluded.room') }))
          .where('shelf.room', '!=', 'old'),
      ),
  'an insert that leaves what is there': (db) =>
    db
      .insertInto('shelf')
      .values({ id: 's1', room: 'new' })
      .onConflict((conflict) => conflict.doNothing())
      .returningAll(),
  'an insert behind a common table expression': (db) =>
    db
      .with('some', (cte) => cte.selectFrom('book').select(['id', 'title']))
      .insertInto('shelf')
      .columns(['id', 'room'])
      .expression((eb) => eb.selectFrom('some').select(['some.id', 'some.title'])),
};

describe('a confined write', () => {
  it.each(Object.entries(CONFINED_WRITES))('changes nothing of another workspace by %s', (name, build) => {
    const [ours, theirs] = [contentOf(ANNA.workspace), contentOf(BERT.workspace)];
    write(build);
    expect(contentOf(BERT.workspace)).toEqual(theirs);
    expect(JSON.stringify(contentOf(ANNA.workspace))).not.toContain('bert');
    if (!name.includes('leaves')) expect(contentOf(ANNA.workspace)).not.toEqual(ours);
    expect(shelves.prepare("SELECT COUNT(*) AS n FROM shelf WHERE workspace NOT IN ('anna', 'bert')").get()).toEqual({ n: 0 });
  });
});

const REFUSED: Record<string, (db: Db) => Query> = {
  'raw SQL': (db) => sql`select * from book`.compile(db),
  'a raw from clause': (db) => db.selectFrom(sql<{ id: string }>`book`.as('b')).selectAll(),
  'a raw table name': (db) => db.selectFrom(sql.table('book').as('b') as never),
  'a raw join': (db) =>
    db
      .selectFrom('book')
      .innerJoin(sql<{ id: string }>`shelf`.as('s'), 's.id', 'book.shelf_id')
      .selectAll(),
  'a raw subquery': (db) => db.selectFrom('book').select(sql<string>`(select room from shelf)`.as('room')),
  'a raw subquery in capitals over lines': (db) => db.selectFrom('book').select(sql<string>`(\nSELECT\troom FROM shelf)`.as('room')),
  'a raw condition that breaks out': (db) => db.deleteFrom('book').where(sql<boolean>`1 = 1) or (1 = 1`),
  'a raw comment': (db) =>
    db
      .updateTable('book')
      .set({ title: 'x' })
      .where(sql<boolean>`1 = 1 --`),
  'a raw second statement': (db) => db.selectFrom('book').select(sql<string>`1; delete from book`.as('x')),
  'a function whose name is more than a name': (db) => db.selectFrom('book').select((eb) => eb.fn<string>('max(title) from book, max').as('x')),
  'a function that is not known to see only its arguments': (db) => db.selectFrom((eb) => eb.fn('dblink', [eb.val('x')]).as('j') as never).selectAll(),
  'another schema': (db) => db.withSchema('main').selectFrom('book').selectAll(),
  'the outbox': (db) => db.selectFrom('aw_outbox' as 'book').selectAll(),
  'the leases, to be changed': (db) => db.deleteFrom('aw_lease' as 'book'),
  'the schema of the engine': (db) => db.selectFrom('sqlite_master' as 'book').selectAll(),
  'an update of the workspace': (db) => db.updateTable('book').set({ workspace: 'bert' } as never),
  'an insert that names the workspace': (db) => db.insertInto('shelf').values({ id: 's9', room: 'x', Workspace: 'bert' } as never),
  'an upsert that moves a row': (db) =>
    db
      .insertInto('shelf')
      .values({ id: 's9', room: 'x' })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ workspace: 'bert' } as never)),
  'an upsert without its columns': (db) =>
    db
      .insertInto('shelf')
      .values({ id: 's9', room: 'x' })
      .onConflict((conflict) => conflict.doUpdateSet({ room: 'x' })),
  'an upsert on a constraint': (db) =>
    db
      .insertInto('shelf')
      .values({ id: 's9', room: 'x' })
      .onConflict((conflict) => conflict.constraint('pk').doUpdateSet({ room: 'x' })),
  'a replace': (db) => db.replaceInto('shelf').values({ id: 's9', room: 'x' }),
  'an insert or replace': (db) => db.insertInto('shelf').orReplace().values({ id: 's9', room: 'x' }),
  'an insert from a select of all columns': (db) =>
    db
      .insertInto('shelf')
      .columns(['id', 'room'])
      .expression((eb) => eb.selectFrom('shelf').selectAll()),
  'an insert from a union': (db) =>
    db
      .insertInto('shelf')
      .columns(['id', 'room'])
      .expression((eb) =>
        eb
          .selectFrom('shelf')
          .select(['id', 'room'])
          .unionAll(eb.selectFrom('shelf').select(['id', 'room'])),
      ),
  'an insert from a select without its columns': (db) => db.insertInto('shelf').expression((eb) => eb.selectFrom('shelf').select(['id', 'room'])),
  'a merge': (db) => db.mergeInto('shelf').using('book', 'book.shelf_id', 'shelf.id').whenMatched().thenDelete(),
  'a table to be made': (db) => db.schema.createTable('x').addColumn('id', 'text'),
  'a query of another builder': (db) => db.withoutPlugins().selectFrom('book').selectAll(),
  'a query changed after it was confined': (db) =>
    db
      .withPlugin({ transformQuery: ({ node }) => ({ ...node }), transformResult: ({ result }) => Promise.resolve(result) })
      .selectFrom('book')
      .selectAll(),
};

describe('a query that cannot be confined', () => {
  it.each(Object.entries(REFUSED))('is refused: %s', (_name, build) => {
    expect(() => compiler.toWrite(ANNA, build as Build<ShelfTables>)).toThrow(UnconfinedQueryError);
  });

  it.each(Object.entries(CONFINED_WRITES))('is refused as a read when it is %s', (_name, build) => {
    expect(() => compiler.toRead(ANNA, build as Build<ShelfTables>)).toThrow(UnconfinedQueryError);
    expect(() => compiler.toReadEverywhere(build as Build<ShelfTables>)).toThrow(UnconfinedQueryError);
  });

  it('is a query of another workspace: a builder cannot be kept', () => {
    let kept: Db | undefined;
    compiler.toRead(BERT, (db) => {
      kept = db;
      return db.selectFrom('book').selectAll();
    });
    expect(() => compiler.toRead(ANNA, () => kept!.selectFrom('book').selectAll())).toThrow(UnconfinedQueryError);
  });
});
