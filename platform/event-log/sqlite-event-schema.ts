/**
 * The tables of the embedded log. An event's row id is its place among all workspaces (`firstKey`), so every
 * index ends with (workspace, sequence) at no cost, and a read of one workspace is a range of keys.
 * `event_key` and `stream` outlive a trim: an event that is sent again years later is still known.
 */
export const EVENT_LOG_SCHEMA = `
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
`;

/** Sequences that a workspace can have; with the workspace's number above them a key stays a safe integer up to 131,071 workspaces. */
const WORKSPACE_SPAN = 2 ** 36;

/** The key before a workspace's first event; adding a sequence gives that event's key. */
export function firstKey(workspaceNumber: number): number {
  return workspaceNumber * WORKSPACE_SPAN;
}
