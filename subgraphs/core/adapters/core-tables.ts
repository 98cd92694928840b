import type { Migration } from '../../../platform/records/records.ts';

/** The tables of this subgraph; the port adds `workspace` to each. Times in milliseconds since the epoch. */
export interface CoreTables {
  readonly core_agent: { readonly id: string; readonly revision: number; readonly present: number; /** The agent, as JSON. */ readonly body: string };
  readonly core_delivery: {
    readonly id: string;
    /** Grows with every delivery that a process accepts; the order of sending. */
    readonly ordinal: number;
    readonly type: string;
    /** JSON. */
    readonly data: string;
    readonly state: string;
    readonly detail: string | null;
    readonly accepted_at: number;
    readonly settled_at: number | null;
  };
  readonly core_registration: {
    readonly service_id: string;
    readonly name: string;
    readonly version: string;
    readonly description: string;
    readonly url: string | null;
    readonly state: string;
    readonly detail: string | null;
    readonly checked_at: number | null;
  };
  readonly core_task: { readonly id: string; readonly created_at: number; readonly is_over: number; /** The task, as JSON. */ readonly body: string };
  readonly core_incoming_task: { readonly id: string; readonly created_at: number; readonly is_over: number; /** The task, as JSON. */ readonly body: string };
  readonly core_checkpoint: { readonly name: string; readonly position: string };
}

/** The history of these tables. */
export const CORE_MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-core',
    statements: [
      'CREATE TABLE core_agent (workspace TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, present INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (workspace, id))',
      `CREATE TABLE core_delivery (workspace TEXT NOT NULL, id TEXT NOT NULL, ordinal BIGINT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL, state TEXT NOT NULL,
        detail TEXT, accepted_at BIGINT NOT NULL, settled_at BIGINT, PRIMARY KEY (workspace, id))`,
      'CREATE INDEX core_delivery_order ON core_delivery (workspace, state, ordinal)',
      `CREATE TABLE core_registration (workspace TEXT NOT NULL, service_id TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, description TEXT NOT NULL, url TEXT,
        state TEXT NOT NULL, detail TEXT, checked_at BIGINT, PRIMARY KEY (workspace, service_id))`,
      'CREATE TABLE core_checkpoint (workspace TEXT NOT NULL, name TEXT NOT NULL, position TEXT NOT NULL, PRIMARY KEY (workspace, name))',
    ],
  },
  {
    name: '0002-tasks',
    statements: [
      'CREATE TABLE core_task (workspace TEXT NOT NULL, id TEXT NOT NULL, created_at BIGINT NOT NULL, is_over INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (workspace, id))',
      'CREATE INDEX core_task_open ON core_task (workspace, is_over, created_at)',
    ],
  },
  {
    name: '0003-incoming-tasks',
    statements: [
      'CREATE TABLE core_incoming_task (workspace TEXT NOT NULL, id TEXT NOT NULL, created_at BIGINT NOT NULL, is_over INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (workspace, id))',
      'CREATE INDEX core_incoming_task_open ON core_incoming_task (workspace, is_over, created_at)',
    ],
  },
];
