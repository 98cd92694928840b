import type { ColumnType } from 'kysely';
import type { Migration } from '../../../platform/records/records.ts';

/** The tables of projections; every one has `workspace`, which the records port adds. Times are milliseconds. */
export interface ProjectionTables {
  projection: ProjectionRow;
  projection_generation: GenerationRow & { /** For reads across workspaces alone. */ workspace: ColumnType<string, never, never> };
  projection_entry: ProjectionEntryRow;
}

/** A projection and its terms. */
export interface ProjectionRow {
  id: string;
  /** JSON. */
  terms: string;
  version: number;
  /** JSON. */
  last_check: string | null;
  created_at: number;
  updated_at: number;
}

/** One building of a projection's entries. */
export interface GenerationRow {
  id: string;
  projection_id: string;
  role: string;
  /** JSON. */
  terms: string;
  position: string;
  examined: number;
  applied: number;
  failed: number;
  entries: number;
  /** JSON. */
  last_fault: string | null;
  total: number;
  active_ms: number;
}

/** An entry of one generation. */
export interface ProjectionEntryRow {
  generation_id: string;
  entry_key: string;
  /** JSON. */
  state: string;
  position: string;
}

/** The history of these tables. */
export const PROJECTION_MIGRATIONS: readonly Migration[] = [
  {
    name: '0005-projections',
    statements: [
      `CREATE TABLE projection (workspace TEXT NOT NULL, id TEXT NOT NULL, terms TEXT NOT NULL, version BIGINT NOT NULL, last_check TEXT,
        created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (workspace, id))`,
      `CREATE TABLE projection_generation (workspace TEXT NOT NULL, id TEXT NOT NULL, projection_id TEXT NOT NULL, role TEXT NOT NULL, terms TEXT NOT NULL,
        position TEXT NOT NULL, examined BIGINT NOT NULL, applied BIGINT NOT NULL, failed BIGINT NOT NULL, entries BIGINT NOT NULL, last_fault TEXT,
        total BIGINT NOT NULL, active_ms BIGINT NOT NULL, PRIMARY KEY (workspace, id))`,
      'CREATE INDEX projection_generation_by_projection ON projection_generation (workspace, projection_id, role)',
      `CREATE TABLE projection_entry (workspace TEXT NOT NULL, generation_id TEXT NOT NULL, entry_key TEXT NOT NULL, state TEXT NOT NULL,
        position TEXT NOT NULL, PRIMARY KEY (workspace, generation_id, entry_key))`,
    ],
  },
];
