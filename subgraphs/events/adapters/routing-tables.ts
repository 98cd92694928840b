import type { ColumnType } from 'kysely';
import type { Migration } from '../../../platform/records/records.ts';

/** The tables of rules and of recorded side effects; every one has `workspace`, which the records port adds. Times are milliseconds. */
export interface RoutingTables {
  routing_rule: RoutingRuleRow & { /** For reads across workspaces alone. */ workspace: ColumnType<string, never, never> };
  side_effect: SideEffectRow;
  suppression: SuppressionRow;
}

/** A rule and where it stands in the log. */
export interface RoutingRuleRow {
  id: string;
  name: string;
  pattern: string;
  condition_text: string | null;
  /** JSON. */
  target: string;
  /** 0 or 1. */
  enabled: number;
  version: number;
  position: string;
  routed: number;
  failed: number;
  suppressed: number;
  /** JSON. */
  last_fault: string | null;
  created_at: number;
  updated_at: number;
}

/** A side effect that has happened. */
export interface SideEffectRow {
  effect_key: string;
  digest: string;
  /** JSON of what came of it, when whoever did it said so. */
  result: string | null;
  done_at: number;
}

/** A side effect that a replay kept from happening again. */
export interface SuppressionRow {
  replay_id: string;
  effect_key: string;
  event_source: string;
  event_id: string;
  /** 0 or 1. */
  differs: number;
  at: number;
}

/** The history of these tables. */
export const ROUTING_MIGRATIONS: readonly Migration[] = [
  {
    name: '0003-routing-rules',
    statements: [
      `CREATE TABLE routing_rule (workspace TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, pattern TEXT NOT NULL, condition_text TEXT,
        target TEXT NOT NULL, enabled INTEGER NOT NULL, version INTEGER NOT NULL, position TEXT NOT NULL, routed BIGINT NOT NULL, failed BIGINT NOT NULL,
        suppressed BIGINT NOT NULL, last_fault TEXT, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (workspace, id))`,
      `CREATE TABLE side_effect (workspace TEXT NOT NULL, effect_key TEXT NOT NULL, digest TEXT NOT NULL, result TEXT, done_at BIGINT NOT NULL,
        PRIMARY KEY (workspace, effect_key))`,
      `CREATE TABLE suppression (workspace TEXT NOT NULL, replay_id TEXT NOT NULL, effect_key TEXT NOT NULL, event_source TEXT NOT NULL,
        event_id TEXT NOT NULL, differs INTEGER NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (workspace, replay_id, effect_key))`,
    ],
  },
];
