import type { DatabaseSync } from 'node:sqlite';
import type { WriteHandler } from '../write-handler.ts';

/** What the writer's tests ask for: notes are added in order; `fail` throws after the first, `orphan` breaks the commit itself, `die` takes the file from under the thread. */
export interface NoteRequest {
  readonly notes: readonly string[];
  readonly mode?: 'fail' | 'orphan' | 'die';
}

/** A small write handler, for the tests of the writer thread. */
export function createWriteHandler(db: DatabaseSync): WriteHandler<NoteRequest, number> {
  db.exec(`
    CREATE TABLE IF NOT EXISTS owner (id INTEGER PRIMARY KEY);
    CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, text TEXT NOT NULL, owner INTEGER REFERENCES owner (id) DEFERRABLE INITIALLY DEFERRED);
  `);
  const add = db.prepare('INSERT INTO note (text, owner) VALUES (?, ?)');
  return {
    apply({ notes, mode }) {
      // Nothing can be committed or undone then.
      if (mode === 'die') db.close();
      for (const text of notes) {
        add.run(text, mode === 'orphan' ? 1 : null);
        if (mode === 'fail') throw new RangeError(`no place for ${text}`);
      }
      return notes.length;
    },
  };
}
