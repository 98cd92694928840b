import { toMigrationSteps, type MigrationStep } from '../../records/migration-plan.ts';

/** Text that an index holds at most of a long name: PostgreSQL refuses index rows beyond a third of a page. */
const INDEXED_LENGTH = 200;

/** The part of a column, or of a parameter, that its index looks at; the whole is compared beside it. */
export function indexedPart(expression: string): string {
  return `left(${expression}, ${INDEXED_LENGTH})`;
}

/**
 * The tables of the shared archive. Sequences are the log's; `head` and `epoch` of a workspace are those of the newest row that it
 * was given, `floor` lies before all that is kept, `events` and `bytes` count what is. Types order bytewise, so that a prefix is a range.
 */
const TABLES = [
  `CREATE TABLE log_workspace (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE,
    head bigint NOT NULL DEFAULT 0, floor bigint NOT NULL DEFAULT 0, epoch bigint NOT NULL DEFAULT 0,
    events bigint NOT NULL DEFAULT 0, bytes bigint NOT NULL DEFAULT 0)`,
  `CREATE TABLE log_event (
    workspace bigint NOT NULL REFERENCES log_workspace, sequence bigint NOT NULL, epoch bigint NOT NULL, recorded_at bigint NOT NULL,
    type text COLLATE "C" NOT NULL, source text NOT NULL, id text NOT NULL, subject text, revision bigint, correlation_id text,
    digest text NOT NULL, has_data boolean NOT NULL, is_erased boolean NOT NULL, body text NOT NULL, PRIMARY KEY (workspace, sequence))`,
  'CREATE INDEX log_event_time ON log_event (workspace, recorded_at, sequence)',
  'CREATE INDEX log_event_type ON log_event (workspace, type, sequence)',
  'CREATE INDEX log_event_digest ON log_event (workspace, digest, sequence)',
  `CREATE INDEX log_event_source ON log_event (workspace, ${indexedPart('source')}, sequence)`,
  `CREATE INDEX log_event_subject ON log_event (workspace, ${indexedPart('subject')}, sequence) WHERE subject IS NOT NULL`,
  `CREATE INDEX log_event_correlation ON log_event (workspace, ${indexedPart('correlation_id')}, sequence) WHERE correlation_id IS NOT NULL`,
  `CREATE TABLE log_dropped (
    workspace bigint NOT NULL REFERENCES log_workspace, reason text NOT NULL, events bigint NOT NULL, bytes bigint NOT NULL,
    through bigint NOT NULL, at bigint NOT NULL, PRIMARY KEY (workspace, reason))`,
  `CREATE TABLE log_compaction (
    workspace bigint NOT NULL REFERENCES log_workspace, pattern text NOT NULL, through bigint NOT NULL, PRIMARY KEY (workspace, pattern))`,
  `CREATE TABLE log_tombstone (
    workspace bigint NOT NULL REFERENCES log_workspace, pattern text NOT NULL, sequence bigint NOT NULL, at bigint NOT NULL,
    PRIMARY KEY (workspace, pattern, sequence))`,
  `CREATE TABLE log_erasure (
    workspace bigint NOT NULL REFERENCES log_workspace, subject text NOT NULL, through bigint NOT NULL, at bigint NOT NULL, events bigint NOT NULL)`,
  'CREATE INDEX log_erasure_newest ON log_erasure (workspace, at)',
  `CREATE INDEX log_erasure_subject ON log_erasure (workspace, ${indexedPart('subject')})`,
];

/** The archive's migrations, in order. */
export const ARCHIVE_STEPS: readonly MigrationStep[] = toMigrationSteps(
  [
    { name: '001 archive of events', statements: TABLES },
    {
      name: '002 memory of the log',
      statements: [`ALTER TABLE log_workspace ADD COLUMN forks text NOT NULL DEFAULT '[]'`, 'ALTER TABLE log_workspace ADD COLUMN policy text'],
    },
  ],
  'postgres',
);
