import type { DatabaseSync } from 'node:sqlite';

/**
 * The tables of the embedded log and of the embedded archive. An event's row id is its place among all workspaces
 * (`firstKey`), so every index ends with (workspace, sequence) at no cost, and a read of one workspace is a range of keys.
 * `event_key` and `stream` outlive a drop: within the window of idempotency an event that is sent again is still known.
 */
const TABLES = `
  CREATE TABLE IF NOT EXISTS workspace (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    head INTEGER NOT NULL DEFAULT 0, floor INTEGER NOT NULL DEFAULT 0, recorded_at INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE IF NOT EXISTS event (
    key INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, type TEXT NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL,
    subject TEXT, revision INTEGER, correlation_id TEXT, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS event_type ON event (type);
  CREATE INDEX IF NOT EXISTS event_source ON event (source);
  CREATE INDEX IF NOT EXISTS event_subject ON event (subject) WHERE subject IS NOT NULL;
  CREATE INDEX IF NOT EXISTS event_correlation ON event (correlation_id) WHERE correlation_id IS NOT NULL;
  CREATE TABLE IF NOT EXISTS event_key (
    workspace INTEGER NOT NULL, digest TEXT NOT NULL, sequence INTEGER NOT NULL, revision INTEGER, content TEXT NOT NULL,
    PRIMARY KEY (workspace, digest)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS stream (
    workspace INTEGER NOT NULL, subject TEXT NOT NULL, revision INTEGER NOT NULL,
    PRIMARY KEY (workspace, subject)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS dropped (
    workspace INTEGER NOT NULL, reason TEXT NOT NULL, events INTEGER NOT NULL, bytes INTEGER NOT NULL, through INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (workspace, reason)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS compaction (
    workspace INTEGER NOT NULL, pattern TEXT NOT NULL, through INTEGER NOT NULL, PRIMARY KEY (workspace, pattern)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS tombstone (
    key INTEGER PRIMARY KEY, pattern TEXT NOT NULL, at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS erasure (
    workspace INTEGER NOT NULL, subject TEXT NOT NULL, through INTEGER NOT NULL, at INTEGER NOT NULL, events INTEGER NOT NULL,
    PRIMARY KEY (workspace, subject)
  ) STRICT, WITHOUT ROWID;
`;

/** Columns of `workspace` that files of the first form lack. */
const ADDED: Readonly<Record<string, string>> = {
  forks: `TEXT NOT NULL DEFAULT '[]'`,
  /** Of the newest row of an archive. */
  epoch: 'INTEGER NOT NULL DEFAULT 0',
  policy: 'TEXT',
  max_events: 'INTEGER',
  max_bytes: 'INTEGER',
  /** What is kept. */
  events: 'INTEGER NOT NULL DEFAULT 0',
  bytes: 'INTEGER NOT NULL DEFAULT 0',
  /** Idempotency keys at or before this sequence count no more. */
  keys_floor: 'INTEGER NOT NULL DEFAULT 0',
};

/** Makes the tables, and brings those of an older file to this form. */
export function prepareEventTables(db: DatabaseSync): void {
  db.exec(TABLES);
  const present = new Set(
    db
      .prepare('SELECT name FROM pragma_table_info(?)')
      .all('workspace')
      .map((row) => row['name']),
  );
  const missing = Object.entries(ADDED).filter(([name]) => !present.has(name));
  if (missing.length === 0) return;
  db.exec('BEGIN IMMEDIATE');
  for (const [name, type] of missing) db.exec(`ALTER TABLE workspace ADD COLUMN ${name} ${type}`);
  // The epoch in which a row of an archive was written; a row of the log itself needs none.
  db.exec('ALTER TABLE event ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0');
  const range = `key > number * ${WORKSPACE_SPAN} AND key <= (number + 1) * ${WORKSPACE_SPAN}`;
  db.exec(`UPDATE workspace SET (events, bytes) = (SELECT count(*), ifnull(sum(octet_length(body)), 0) FROM event WHERE ${range}) WHERE head > 0`);
  db.exec('COMMIT');
}

/** Sequences that a workspace can have; with the workspace's number above them a key stays a safe integer up to 131,071 workspaces. */
const WORKSPACE_SPAN = 2 ** 36;

/** The key before a workspace's first event; adding a sequence gives that event's key. */
export function firstKey(workspaceNumber: number): number {
  return workspaceNumber * WORKSPACE_SPAN;
}
