import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { createPreparedStatements } from './prepared-statements.ts';

/** A read-only connection for short reads, run where they are called. Prepared statements are kept by their SQL. */
export interface SqliteReader {
  all<Row>(sql: string, ...parameters: SQLInputValue[]): Row[];
  get<Row>(sql: string, ...parameters: SQLInputValue[]): Row | undefined;
  /** Hands out row by row until `visit` answers false; holds one row at a time. `visit` must not read from this connection. */
  each<Row>(sql: string, parameters: readonly SQLInputValue[], visit: (row: Row) => boolean): void;
  close(): void;
}

/** Opens `file`, which its writer has created, for reading alone. */
export function openSqliteReader(file: string, options: { extensions?: readonly string[] } = {}): SqliteReader {
  const extensions = options.extensions ?? [];
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000, allowExtension: extensions.length > 0 });
  for (const extension of extensions) db.loadExtension(extension);
  const prepare = createPreparedStatements(db);

  return {
    all: <Row>(sql: string, ...parameters: SQLInputValue[]) => prepare(sql).all(...parameters) as Row[],
    get: <Row>(sql: string, ...parameters: SQLInputValue[]) => prepare(sql).get(...parameters) as Row | undefined,
    each<Row>(sql: string, parameters: readonly SQLInputValue[], visit: (row: Row) => boolean) {
      for (const row of prepare(sql).iterate(...parameters)) if (!visit(row as Row)) break;
    },
    close: () => db.close(),
  };
}
