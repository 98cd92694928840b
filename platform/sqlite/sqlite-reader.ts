import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** A read-only connection for short reads, run where they are called. Prepared statements are kept by their SQL. */
export interface SqliteReader {
  all<Row>(sql: string, ...parameters: SQLInputValue[]): Row[];
  get<Row>(sql: string, ...parameters: SQLInputValue[]): Row | undefined;
  close(): void;
}

const MAX_PREPARED = 256;

/** Opens `file`, which its writer has created, for reading alone. */
export function openSqliteReader(file: string, options: { extensions?: readonly string[] } = {}): SqliteReader {
  const extensions = options.extensions ?? [];
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000, allowExtension: extensions.length > 0 });
  for (const extension of extensions) db.loadExtension(extension);
  const prepared = new Map<string, StatementSync>();

  function prepare(sql: string): StatementSync {
    let statement = prepared.get(sql);
    if (statement === undefined) {
      if (prepared.size >= MAX_PREPARED) prepared.delete(prepared.keys().next().value!);
      statement = db.prepare(sql);
      prepared.set(sql, statement);
    }
    return statement;
  }

  return {
    all: <Row>(sql: string, ...parameters: SQLInputValue[]) => prepare(sql).all(...parameters) as Row[],
    get: <Row>(sql: string, ...parameters: SQLInputValue[]) => prepare(sql).get(...parameters) as Row | undefined,
    close: () => db.close(),
  };
}
