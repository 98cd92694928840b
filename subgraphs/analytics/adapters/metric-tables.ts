import type { Migration } from '../../../platform/records/records.ts';

/** The tables of this subgraph; every one has `workspace`, which the records port adds. Times are milliseconds. */
export interface AnalyticsTables {
  metric_series: SeriesRow;
  metric_label: { label: string; value: string; series_id: string };
  metric_sample: SampleRow;
  metric_batch: { id: string; samples: number };
  event_count: { second_at: number; type: string; subject: string; events: number };
  count_checkpoint: { name: string; position: string; version: number };
}

/** A name with one set of label values. */
export interface SeriesRow {
  /** Made of the name and the labels. */
  id: string;
  name: string;
  /** JSON, in order of the names. */
  labels: string;
}

/** A sample; its key is its place in the order of a series. */
export interface SampleRow {
  series_id: string;
  at: number;
  /** The command that recorded it, and its place there. */
  batch: string;
  place: number;
  value: number;
}

const SAMPLE_COLUMNS = `workspace TEXT NOT NULL, series_id TEXT NOT NULL, at BIGINT NOT NULL, batch TEXT NOT NULL, place INTEGER NOT NULL,
  value DOUBLE PRECISION NOT NULL, PRIMARY KEY (workspace, series_id, at, batch, place)`;
const LABEL_COLUMNS = `workspace TEXT NOT NULL, label TEXT NOT NULL, value TEXT NOT NULL, series_id TEXT NOT NULL,
  PRIMARY KEY (workspace, label, value, series_id)`;
const COUNT_COLUMNS = `workspace TEXT NOT NULL, type TEXT NOT NULL, second_at BIGINT NOT NULL, subject TEXT NOT NULL, events BIGINT NOT NULL,
  PRIMARY KEY (workspace, type, second_at, subject)`;

const SHARED = [
  'CREATE TABLE metric_series (workspace TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, labels TEXT NOT NULL, PRIMARY KEY (workspace, id))',
  'CREATE INDEX metric_series_by_name ON metric_series (workspace, name)',
  'CREATE TABLE metric_batch (workspace TEXT NOT NULL, id TEXT NOT NULL, samples INTEGER NOT NULL, PRIMARY KEY (workspace, id))',
  'CREATE TABLE count_checkpoint (workspace TEXT NOT NULL, name TEXT NOT NULL, position TEXT NOT NULL, version BIGINT NOT NULL, PRIMARY KEY (workspace, name))',
];
const INDEXES = [
  'CREATE INDEX event_count_by_time ON event_count (workspace, second_at)',
  'CREATE INDEX event_count_by_subject ON event_count (workspace, subject, second_at)',
];

/** The history of these tables. */
export const ANALYTICS_MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-analytics',
    // Narrow tables that are read by their key: SQLite keeps them in the key's own tree.
    statements: {
      sqlite: [
        ...SHARED,
        `CREATE TABLE metric_sample (${SAMPLE_COLUMNS}) WITHOUT ROWID`,
        `CREATE TABLE metric_label (${LABEL_COLUMNS}) WITHOUT ROWID`,
        `CREATE TABLE event_count (${COUNT_COLUMNS}) WITHOUT ROWID`,
        ...INDEXES,
      ],
      postgres: [
        ...SHARED,
        `CREATE TABLE metric_sample (${SAMPLE_COLUMNS})`,
        `CREATE TABLE metric_label (${LABEL_COLUMNS})`,
        `CREATE TABLE event_count (${COUNT_COLUMNS})`,
        ...INDEXES,
      ],
    },
  },
];
