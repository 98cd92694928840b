import type { Migration } from '../../../platform/records/records.ts';
import type { SchemaCompatibility } from '../domain/schemas.ts';

/** The tables of the schema registry; every one has `workspace`, which the records port adds. Times are milliseconds. */
export interface SchemaTables {
  event_type: EventTypeRow;
  event_schema: EventSchemaRow;
  schema_policy: { /** Always `policy`: one row a workspace. */ id: string; /** 0 or 1. */ strict: number };
}

/** An event type that has a schema. */
export interface EventTypeRow {
  type: string;
  compatibility: SchemaCompatibility;
  latest: number;
  description: string | null;
}

/** One version of a type's schema. */
export interface EventSchemaRow {
  type: string;
  version: number;
  /** JSON. */
  document: string;
  registered_at: number;
  principal: string;
}

/** The history of these tables. */
export const SCHEMA_MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-event-schemas',
    statements: [
      `CREATE TABLE event_type (workspace TEXT NOT NULL, type TEXT NOT NULL, compatibility TEXT NOT NULL, latest INTEGER NOT NULL, description TEXT,
        PRIMARY KEY (workspace, type))`,
      `CREATE TABLE event_schema (workspace TEXT NOT NULL, type TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL,
        registered_at BIGINT NOT NULL, principal TEXT NOT NULL, PRIMARY KEY (workspace, type, version))`,
      'CREATE TABLE schema_policy (workspace TEXT NOT NULL, id TEXT NOT NULL, strict INTEGER NOT NULL, PRIMARY KEY (workspace, id))',
    ],
  },
];
