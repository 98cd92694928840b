import type { JsonValue } from '../../../platform/json/json-value.ts';

/** Where a run may stand. */
export const RUN_STATES = ['RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'INTERRUPTED'] as const;
/** One of them. */
export type RunState = (typeof RUN_STATES)[number];

/** An account of records: always `in` = `out` + `filtered` + `rejected`. */
export interface Counts {
  readonly in: number;
  readonly out: number;
  readonly filtered: number;
  readonly rejected: number;
}

/** The account of a run that has had no record. */
export const NO_COUNTS: Counts = { in: 0, out: 0, filtered: 0, rejected: 0 };

/** One passage from the source to the sink. Times are milliseconds since the epoch. */
export interface Run {
  readonly id: string;
  readonly pipelineId: string;
  readonly state: RunState;
  readonly counts: Counts;
  /** Batches committed so far; guards each commit. */
  readonly batches: number;
  /** Where the source is taken up again; its form is the source's own. Null before the first batch. */
  readonly checkpoint: JsonValue;
  readonly error?: RunError;
  readonly startedAtMs: number;
  readonly finishedAtMs?: number;
  /** When a record was last committed. */
  readonly lastRecordAtMs?: number;
}

/** Why a run ended, or what it lives on with; the code is one of the catalogue. */
export interface RunError {
  readonly code: string;
  readonly message: string;
}

/** A record that a step, the source or the sink refused. */
export interface RejectedRecord {
  /** Place in the run, from 0. */
  readonly index: number;
  readonly record: JsonValue;
  /** Place of the step, from 0; absent for the source and the sink. */
  readonly step?: number;
  readonly field?: string;
  readonly rule: string;
  readonly reason: string;
}

/** The state of a run that is over for good. */
export function isFinished(state: RunState): boolean {
  return state !== 'RUNNING' && state !== 'PAUSED';
}

/** Adds two accounts. */
export function addCounts(a: Counts, b: Counts): Counts {
  return { in: a.in + b.in, out: a.out + b.out, filtered: a.filtered + b.filtered, rejected: a.rejected + b.rejected };
}
