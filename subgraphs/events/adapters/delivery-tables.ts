import type { ColumnType } from 'kysely';
import type { Migration } from '../../../platform/records/records.ts';

/** The tables behind groups and queues; every one has `workspace`, which the records port adds. Times are milliseconds. */
export interface DeliveryTables {
  line: LineRow & { /** For reads across workspaces alone. */ workspace: ColumnType<string, never, never> };
  delivery: DeliveryRow & { workspace: ColumnType<string, never, never> };
  queue_binding: QueueBindingRow;
  push_attempt: PushAttemptRow;
  early_message: EarlyMessageRow;
  line_source: LineSourceRow;
}

/** A group or a queue. Whoever changes which deliveries it has changes this row first, so that such units take turns. */
export interface LineRow {
  /** `group/NAME` or `queue/NAME`. */
  id: string;
  kind: string;
  name: string;
  /** JSON of the settings. */
  settings: string;
  /** 0 or 1. */
  paused: number;
  /** Grows with every claim, and with whatever a claim must not miss. */
  version: number;
  /** Deliveries that are neither done nor dead. */
  depth: number;
  next_order: number;
  /** Up to where the log has been read; null: from its beginning. */
  position: string | null;
  /** 1 when the log feeds the queue. */
  bound: number;
  /** JSON of the webhook that it pushes to. */
  push: string | null;
  created_at: number;
  enqueued: number;
  acknowledged: number;
  redelivered: number;
  /** Where its audit begins: deliveries that are older, and their events, are not counted by source; null: before the first event. */
  audit_from: string | null;
  audit_since: number;
  /** 1 while the log's retention waits for it. */
  required: number;
  /** When a consumer asked last. */
  active_at: number;
  /** JSON of what was missed last. */
  gap: string | null;
  /** How many places of the log were missed. */
  missed: number;
}

/** What a group took from one source since its audit began. */
export interface LineSourceRow {
  line_id: string;
  event_source: string;
  taken: number;
  acknowledged: number;
  redelivered: number;
  discarded: number;
}

/** Something that a line is to hand out, or has buried. */
export interface DeliveryRow {
  line_id: string;
  id: string;
  /** Its place in the line, from 1; a place is never taken twice. */
  place: number;
  priority: number;
  /** Deliveries of one key keep their order; null has no order to keep. */
  order_key: string | null;
  /** `ready`, `claimed` or `dead`. */
  state: string;
  /** 1 while it holds the later ones of its key back: all but dead letters that are skipped. */
  is_open: number;
  /** 1 for the first open one of its key, and for each without a key: only these can be claimed. */
  is_head: number;
  /** When it may be claimed: the end of its delay, of its backoff or of its claim. */
  due_at: number;
  expires_at: number | null;
  attempts: number;
  claim: string | null;
  consumer: string | null;
  out_of_order: number;
  event_source: string | null;
  event_id: string | null;
  event_position: string | null;
  type: string;
  subject: string | null;
  /** JSON; null when it is read from the log. */
  data: string | null;
  correlation_id: string | null;
  created_at: number;
  error_code: string | null;
  error_message: string | null;
  fingerprint: string | null;
  reason: string | null;
  died_at: number | null;
}

/** A pattern whose events enter a queue. */
export interface QueueBindingRow {
  line_id: string;
  pattern: string;
  priority: number;
  /** Only events after it are taken. */
  from_position: string;
}

/** A call of a queue's webhook and what came of it. */
export interface PushAttemptRow {
  line_id: string;
  id: string;
  delivery_id: string;
  attempt: number;
  at: number;
  duration_ms: number;
  status: number | null;
  error: string | null;
}

/** An event whose message is in the queue before the log has the event. */
export interface EarlyMessageRow {
  line_id: string;
  event_source: string;
  event_id: string;
}

/** The history of these tables. */
export const DELIVERY_MIGRATIONS: readonly Migration[] = [
  {
    name: '0002-deliveries',
    statements: [
      `CREATE TABLE line (workspace TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, settings TEXT NOT NULL, paused INTEGER NOT NULL,
        version BIGINT NOT NULL, depth BIGINT NOT NULL, next_order BIGINT NOT NULL, position TEXT, bound INTEGER NOT NULL, push TEXT,
        created_at BIGINT NOT NULL, enqueued BIGINT NOT NULL, acknowledged BIGINT NOT NULL, redelivered BIGINT NOT NULL, PRIMARY KEY (workspace, id))`,
      'CREATE INDEX line_at_work ON line (id) WHERE bound = 1 OR push IS NOT NULL',
      `CREATE TABLE delivery (workspace TEXT NOT NULL, line_id TEXT NOT NULL, id TEXT NOT NULL, place BIGINT NOT NULL, priority INTEGER NOT NULL,
        order_key TEXT, state TEXT NOT NULL, is_open INTEGER NOT NULL, is_head INTEGER NOT NULL, due_at BIGINT NOT NULL, expires_at BIGINT,
        attempts INTEGER NOT NULL, claim TEXT, consumer TEXT, out_of_order INTEGER NOT NULL, event_source TEXT, event_id TEXT, event_position TEXT,
        type TEXT NOT NULL, subject TEXT, data TEXT, correlation_id TEXT, created_at BIGINT NOT NULL,
        error_code TEXT, error_message TEXT, fingerprint TEXT, reason TEXT, died_at BIGINT, PRIMARY KEY (workspace, line_id, id))`,
      'CREATE UNIQUE INDEX delivery_by_place ON delivery (workspace, line_id, place)',
      'CREATE INDEX delivery_heads ON delivery (workspace, line_id, priority DESC, place) WHERE is_head = 1',
      'CREATE INDEX delivery_by_key ON delivery (workspace, line_id, order_key, place) WHERE is_open = 1 AND order_key IS NOT NULL',
      `CREATE INDEX delivery_claimed ON delivery (due_at) WHERE state = 'claimed'`,
      `CREATE INDEX delivery_expiring ON delivery (expires_at) WHERE expires_at IS NOT NULL AND state <> 'dead'`,
      `CREATE INDEX delivery_dead ON delivery (workspace, line_id, place) WHERE state = 'dead'`,
      `CREATE TABLE queue_binding (workspace TEXT NOT NULL, line_id TEXT NOT NULL, pattern TEXT NOT NULL, priority INTEGER NOT NULL,
        from_position TEXT NOT NULL, PRIMARY KEY (workspace, line_id, pattern))`,
      `CREATE TABLE push_attempt (workspace TEXT NOT NULL, line_id TEXT NOT NULL, id TEXT NOT NULL, delivery_id TEXT NOT NULL, attempt INTEGER NOT NULL,
        at BIGINT NOT NULL, duration_ms INTEGER NOT NULL, status INTEGER, error TEXT, PRIMARY KEY (workspace, line_id, id))`,
      'CREATE INDEX push_attempt_by_time ON push_attempt (workspace, line_id, at, id)',
    ],
  },
];

/** What came later than the tables of other concerns. */
export const EARLY_MIGRATIONS: readonly Migration[] = [
  {
    name: '0007-early-messages',
    statements: [
      `CREATE TABLE early_message (workspace TEXT NOT NULL, line_id TEXT NOT NULL, event_source TEXT NOT NULL, event_id TEXT NOT NULL,
        PRIMARY KEY (workspace, line_id, event_source, event_id))`,
    ],
  },
];

const LINE_COLUMNS = [
  'ALTER TABLE line ADD COLUMN audit_from TEXT',
  'ALTER TABLE line ADD COLUMN audit_since BIGINT NOT NULL DEFAULT 0',
  'ALTER TABLE line ADD COLUMN required INTEGER NOT NULL DEFAULT 0',
  'ALTER TABLE line ADD COLUMN active_at BIGINT NOT NULL DEFAULT 0',
  'ALTER TABLE line ADD COLUMN gap TEXT',
  'ALTER TABLE line ADD COLUMN missed BIGINT NOT NULL DEFAULT 0',
  'CREATE INDEX line_required ON line (id) WHERE required = 1',
  `CREATE TABLE line_source (workspace TEXT NOT NULL, line_id TEXT NOT NULL, event_source TEXT NOT NULL, taken BIGINT NOT NULL,
    acknowledged BIGINT NOT NULL, redelivered BIGINT NOT NULL, discarded BIGINT NOT NULL, PRIMARY KEY (workspace, line_id, event_source))`,
];

/** What groups are audited by, and what they require of the log. The audit of a group that was there before begins now. */
export const AUDIT_MIGRATIONS: readonly Migration[] = [
  {
    name: '0008-delivery-audit',
    statements: {
      sqlite: [...LINE_COLUMNS, 'UPDATE line SET audit_from = position, audit_since = unixepoch() * 1000 + 1000'],
      postgres: [...LINE_COLUMNS, 'UPDATE line SET audit_from = position, audit_since = (extract(epoch from now()) * 1000)::bigint + 1'],
    },
  },
];
