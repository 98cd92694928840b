import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import type { CommandOutcome } from '../../../platform/records/commands.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Labels, MetricSample } from './metric.ts';
import type { TimeRange } from './time-range.ts';

/** Where a sample stands in the order by time; the parts after the time only make it unique. */
export type SamplePlace = readonly [atMs: number, batch: string, place: number];

/** A sample with its place. */
export interface StoredSample extends MetricSample {
  readonly at: SamplePlace;
}

/** Which samples are meant. */
export interface SampleFilter {
  readonly names: readonly string[];
  readonly range: TimeRange;
  /** Only samples that have all of these. */
  readonly labels: Labels;
}

/** Samples as they were recorded. Reads see the scope's workspace alone. */
export interface MetricStore {
  /** Records samples and their event in one unit of work, and waits, for a bounded time, until the log holds it. */
  record(scope: Scope, samples: readonly MetricSample[], options: { commandId: string; events: readonly EventDraft[] }): Promise<CommandOutcome>;
  /** How many samples a command has recorded. */
  countOf(scope: Scope, commandId: string): Promise<number>;
  /**
   * All samples that the filter lets through, each once, in pages and in no promised order. Others are served between two pages; throws the
   * signal's reason there when that has aborted.
   */
  scan(scope: Scope, filter: SampleFilter, signal: AbortSignal): AsyncIterable<readonly MetricSample[]>;
  /** Oldest first. */
  list(scope: Scope, filter: SampleFilter, slice: { limit: number; after?: SamplePlace }): Promise<readonly StoredSample[]>;
  /** In order. */
  names(scope: Scope, options: { prefix: string; limit: number }): Promise<readonly string[]>;
  /** The names of metrics that have a sample with this label value, in order. */
  namesWithLabel(scope: Scope, label: { name: string; value: string }): Promise<readonly string[]>;
}
