import type { ColumnType } from 'kysely';
import type { Migration } from '../../../platform/records/records.ts';

/** The table of replays; it has `workspace`, which the records port adds. Times are milliseconds. */
export interface ReplayTables {
  replay: ReplayRow & { /** For reads across workspaces alone. */ workspace: ColumnType<string, never, never> };
}

/** A replay and how far it has come. */
export interface ReplayRow {
  id: string;
  state: string;
  /** JSON. */
  event_range: string;
  /** JSON. */
  target: string;
  /** 0 or 1. */
  fenced: number;
  total: number;
  position: string;
  examined: number;
  replayed: number;
  suppressed: number;
  failed: number;
  active_ms: number;
  /** JSON. */
  last_fault: string | null;
  started_at: number;
  finished_at: number | null;
  correlation_id: string;
}

/** The history of these tables. */
export const REPLAY_MIGRATIONS: readonly Migration[] = [
  {
    name: '0004-replays',
    statements: [
      `CREATE TABLE replay (workspace TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL, event_range TEXT NOT NULL, target TEXT NOT NULL,
        fenced INTEGER NOT NULL, total BIGINT NOT NULL, position TEXT NOT NULL, examined BIGINT NOT NULL, replayed BIGINT NOT NULL,
        suppressed BIGINT NOT NULL, failed BIGINT NOT NULL, active_ms BIGINT NOT NULL, last_fault TEXT, started_at BIGINT NOT NULL, finished_at BIGINT,
        correlation_id TEXT NOT NULL, PRIMARY KEY (workspace, id))`,
      `CREATE INDEX replay_running ON replay (state) WHERE state = 'RUNNING'`,
    ],
  },
];
