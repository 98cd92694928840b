import type { DatabaseSync, StatementSync } from 'node:sqlite';

const MAX_PREPARED = 256;

/** Prepares a statement once and keeps it by its SQL, up to 256 of them; the oldest goes first. For one connection, which owns them. */
export function createPreparedStatements(db: DatabaseSync): (sql: string) => StatementSync {
  const kept = new Map<string, StatementSync>();
  return (sql) => {
    let statement = kept.get(sql);
    if (statement === undefined) {
      if (kept.size >= MAX_PREPARED) kept.delete(kept.keys().next().value!);
      statement = db.prepare(sql);
      kept.set(sql, statement);
    }
    return statement;
  };
}
