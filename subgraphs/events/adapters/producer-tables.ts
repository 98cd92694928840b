import type { Migration } from '../../../platform/records/records.ts';

/** What sources have published; every table has `workspace`, which the records port adds. */
export interface ProducerTables {
  producer: ProducerRow;
  producer_count: ProducerCountRow;
}

/** What one source has published, as far as it is counted. */
export interface ProducerRow {
  event_source: string;
  produced: number;
  duplicates: number;
  first_sequence: number;
  last_sequence: number;
}

/** One row a workspace. */
export interface ProducerCountRow {
  id: string;
  position: string;
  uncounted: number;
}

/** The history of these tables. */
export const PRODUCER_MIGRATIONS: readonly Migration[] = [
  {
    name: '0009-producers',
    statements: [
      `CREATE TABLE producer (workspace TEXT NOT NULL, event_source TEXT NOT NULL, produced BIGINT NOT NULL, duplicates BIGINT NOT NULL,
        first_sequence BIGINT NOT NULL, last_sequence BIGINT NOT NULL, PRIMARY KEY (workspace, event_source))`,
      'CREATE TABLE producer_count (workspace TEXT NOT NULL, id TEXT NOT NULL, position TEXT NOT NULL, uncounted BIGINT NOT NULL, PRIMARY KEY (workspace, id))',
    ],
  },
];
