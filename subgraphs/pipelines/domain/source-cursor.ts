import type { JsonValue } from '../../../platform/json/json-value.ts';
import type { FileSource, HttpSource } from './pipeline.ts';

/** One record as the source has it. */
export type SourceItem =
  | { readonly kind: 'record'; readonly key: string; readonly record: JsonValue; readonly cause?: SourceCause }
  /** What could not be read as a record; `text` is cut to a kept length. */
  | { readonly kind: 'unreadable'; readonly key: string; readonly text: string; readonly reason: string };

/** The event that a record came from; events that the sink publishes tell of it. */
export interface SourceCause {
  readonly eventId: string;
  readonly correlationId?: string;
}

interface SourceBatch {
  /** `key` is unique within the run and the same whenever the source is read again from the same checkpoint. */
  readonly items: readonly SourceItem[];
  /** Where to go on after this batch. */
  readonly checkpoint: JsonValue;
  readonly done: boolean;
}

/** Reads a source that ends, from where it was left. */
export interface SourceCursor {
  next(limit: number): Promise<SourceBatch>;
  close(): Promise<void> | void;
}

/** The source is not what it was when the run began, so it cannot be taken up where it was left. */
export class SourceChangedError extends Error {
  constructor(what: string) {
    super(`${what} is not what it was when the run began, so it cannot be taken up where it was left`);
    this.name = 'SourceChangedError';
  }
}

/** The sources that end. */
export interface Sources {
  /**
   * Opens a source at `checkpoint` (null: its beginning); the keys of its records begin with `keyPrefix`.
   * Rejects with SourceChangedError, or with a CodedError when the source refuses or cannot be reached.
   */
  open(source: HttpSource | FileSource, options: { checkpoint: JsonValue; keyPrefix: string; signal: AbortSignal }): Promise<SourceCursor>;
  /** Refuses, under `field`, what may never be opened. That a source is not there yet is no reason. */
  assertAllowed(source: HttpSource | FileSource, field: string): Promise<void>;
}
