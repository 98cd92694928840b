import { randomUUID } from 'node:crypto';
import type { Insertable, Kysely } from 'kysely';
import type { EventDraft } from '../../event-log/event-log.ts';
import type { Scope } from '../../request/scope.ts';
import type { Change, Migration, UnitOfWork } from '../records.ts';

/** A small store to test with: books on shelves. */
export interface ShelfTables {
  book: BookRow;
  shelf: { id: string; room: string };
}

interface BookRow {
  id: string;
  title: string;
  version: number;
  shelf_id: string | null;
}

/** Books, then shelves: one migration written for both engines, one for each. */
export const SHELF_MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-books',
    statements: [
      'CREATE TABLE book (workspace TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, version BIGINT NOT NULL, shelf_id TEXT, PRIMARY KEY (workspace, id))',
    ],
  },
  {
    name: '0002-shelves',
    statements: {
      sqlite: ['CREATE TABLE shelf (workspace TEXT NOT NULL, id TEXT NOT NULL, room TEXT NOT NULL, PRIMARY KEY (workspace, id)) WITHOUT ROWID'],
      postgres: ['CREATE TABLE shelf (workspace TEXT NOT NULL, id TEXT NOT NULL, room TEXT NOT NULL, PRIMARY KEY (workspace, id))'],
    },
  },
];

/** A caller in a workspace of her own. */
export const ANNA: Scope = { workspace: 'anna', principal: 'anna@example.org' };
/** A caller in another workspace. */
export const BERT: Scope = { workspace: 'bert', principal: 'bert@example.org' };

/** Adds a book; a book with this id that is there already is the conflict `book is new`. */
export function toAddBook(book: Partial<Insertable<BookRow>> & { id: string }): Change<ShelfTables> {
  const row = { title: `title of ${book.id}`, version: 1, shelf_id: null, ...book };
  return {
    build: (db) =>
      db
        .insertInto('book')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doNothing()),
    expect: { rows: 1, guard: 'book is new' },
  };
}

/** Renames a book that is still at `version`; else the conflict `book version`. */
export function toRename(id: string, title: string, version: number): Change<ShelfTables> {
  return {
    build: (db) =>
      db
        .updateTable('book')
        .set({ title, version: version + 1 })
        .where('id', '=', id)
        .where('version', '=', version),
    expect: { rows: 1, guard: 'book version' },
  };
}

/** A unit of these changes and events, under an id of its own unless one is given. */
export function toUnit(changes: readonly Change<ShelfTables>[], events: readonly EventDraft[] = [], commandId: string = randomUUID()): UnitOfWork<ShelfTables> {
  return { commandId, changes, events };
}

/** The event that tells of a book. */
export function toEvent(id: string, data: string = id): EventDraft {
  return { id, source: 'shelf', type: 'book.added', subject: `book/${id}`, data };
}

/** All books of the workspace, by id. */
export function allBooks(db: Kysely<ShelfTables>) {
  return db.selectFrom('book').selectAll().orderBy('id');
}
