import type { JsonValue } from '../json/json-value.ts';
import type { Scope } from '../request/scope.ts';
import type { LogKeeping } from './log-keeping.ts';
import type { EventSpool } from './spool/event-spool.ts';

/**
 * A place in a workspace's log: opaque to everyone but the log, comparable through `comparePositions`.
 * Holds workspace, epoch and a dense sequence (`position.ts`).
 */
export type Position = string;

/** CloudEvents 1.0 attributes as a producer gives them, with correlation and causation beside. */
export interface EventDraft {
  /** Unique within `source`; (source, id) is the idempotency key. */
  readonly id: string;
  readonly source: string;
  /** Dotted, e.g. `service.health.changed`; patterns match on its segments. */
  readonly type: string;
  /** The aggregate that the event tells of, e.g. `service/payments`; its events form a stream with revisions 1, 2, 3 … */
  readonly subject?: string;
  /** RFC 3339, the producer's own clock. Never used for ordering or ranges. */
  readonly time?: string;
  readonly dataSchema?: string;
  /** JSON; absent means no data. */
  readonly data?: JsonValue;
  readonly traceparent?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
}

/** An event in the log. `recordedAt` (milliseconds since the epoch) never decreases along the log. */
export interface RecordedEvent extends EventDraft {
  readonly workspace: string;
  readonly principal: string;
  readonly position: Position;
  readonly sequence: number;
  readonly recordedAt: number;
  /** The event's place in its subject's stream, from 1; absent without a subject. */
  readonly revision?: number;
  /** When its data was taken out of the log for good, milliseconds; it has none since. */
  readonly erasedAt?: number;
}

/** How far an event is safe: `written` survives the death of any process, `fsynced` the loss of power. */
export type DurabilityLevel = 'written' | 'fsynced';
/** How safe something is: it survives what its level says, on so many copies more. */
export interface Durability {
  readonly level: DurabilityLevel;
  /** Copies beyond the first that have confirmed it. */
  readonly replicas: number;
}

/** Where an event of a batch stands. */
export interface AppendedEvent {
  readonly id: string;
  readonly position: Position;
  readonly sequence: number;
  readonly revision?: number;
  /** True when (source, id) was there already with the same content: the position is the first one's. */
  readonly duplicate: boolean;
}

/** An expected outcome is data; a batch is appended whole or not at all. */
export type AppendOutcome =
  | { readonly kind: 'appended'; readonly events: readonly AppendedEvent[]; readonly durability: Durability }
  /** The stream of `subject` is at `actual`, not at `expected`. */
  | { readonly kind: 'revision-conflict'; readonly subject: string; readonly expected: number; readonly actual: number }
  /** (source, id) is in the log with other content, at `position`. */
  | { readonly kind: 'id-conflict'; readonly source: string; readonly id: string; readonly position: Position };

/** What an append demands beside its events. */
export interface AppendOptions {
  /** Refuse unless the subject's stream is at this revision (0: it has no event yet). */
  readonly expectedRevision?: { readonly subject: string; readonly revision: number };
}

/** All that is given must hold. */
export interface EventFilter {
  /** See `event-pattern.ts`: `*` is one segment, a final `**` one or more. */
  readonly pattern?: string;
  readonly types?: readonly string[];
  readonly subject?: string;
  readonly source?: string;
  /** Events whose subject or whose source is this: what happened to a thing, and what it said itself. */
  readonly about?: string;
  readonly correlationId?: string;
  /** Inclusive lower bound of `recordedAt`, ms. */
  readonly since?: number;
  /** Exclusive upper bound of `recordedAt`, ms. */
  readonly until?: number;
}

/** Which part of the log a page is of, and from which end it is read. */
export interface ReadOptions {
  readonly filter?: EventFilter;
  /** Exclusive. Forward reads start after it, backward reads end at it. */
  readonly after?: Position;
  /** Exclusive. */
  readonly before?: Position;
  /** At least 1. */
  readonly limit: number;
  readonly direction: 'forward' | 'backward';
}

/** A part of the log as it was at one moment. */
export interface EventPage {
  /** In the order of `direction`. */
  readonly events: readonly RecordedEvent[];
  /** True when more match beyond the last event in `direction`. */
  readonly hasMore: boolean;
}

/** What a tail yields, in order of position. */
export type TailItem =
  | { readonly kind: 'event'; readonly event: RecordedEvent; /** True for what was in the log when the tail began. */ readonly replay: boolean }
  /** History is passed and nothing is left out up to `position`; yielded once when the tail catches up, then at least every `progressIntervalMs` while the filter lets nothing through. */
  | { readonly kind: 'progress'; readonly position: Position }
  /** What lay between is gone (trimmed, or another epoch); the tail goes on after `availableFrom`. */
  | { readonly kind: 'gap'; readonly from: Position; readonly availableFrom: Position }
  /** The log cannot be reached at the moment (`degraded`), or is again (`live`). */
  | { readonly kind: 'state'; readonly state: 'live' | 'degraded' };

/** Where a tail begins and what it lets through; it ends when `signal` aborts. */
export interface TailOptions {
  /** `head`: only what comes; `beginning`: all that is kept; a position: what follows it. */
  readonly from: 'head' | 'beginning' | { readonly after: Position };
  readonly filter?: EventFilter;
  readonly signal: AbortSignal;
  /** Default 15 000. */
  readonly progressIntervalMs?: number;
}

/**
 * The record of what happened, in one total order per workspace (none across workspaces).
 *
 * - Sequences are given out without holes; only what its policy drops, compacts or trims is missing from what is kept.
 * - Nothing is delivered to a reader before it has the durability that its append's answer claims.
 * - Only a malformed position, or one of another workspace, is an error (BAD_USER_INPUT); a trimmed one is a gap.
 * - A log that cannot be reached rejects with LOG_UNAVAILABLE, one at its quota with LOG_FULL.
 */
export interface EventLog {
  append(scope: Scope, events: readonly EventDraft[], options?: AppendOptions): Promise<AppendOutcome>;
  read(scope: Scope, options: ReadOptions): Promise<EventPage>;
  /** The event of this (source, id), or undefined. */
  find(scope: Scope, key: { source: string; id: string }): Promise<RecordedEvent | undefined>;
  /** History, then live, with no gap between. Ends when the signal aborts; never throws for that. */
  tail(scope: Scope, options: TailOptions): AsyncIterable<TailItem>;
  /** How many events match after `after`, up to and with `upTo`. */
  count(scope: Scope, options: { filter?: EventFilter; after: Position; upTo: Position }): Promise<number>;
  /** Whether reading after `position` would miss something that was trimmed or forked away. */
  locate(scope: Scope, position: Position): Promise<{ readonly kind: 'available' } | { readonly kind: 'gap'; readonly availableFrom: Position }>;
  /** The newest position; of an empty log the one before its first event. */
  head(scope: Scope): Promise<Position>;
  /** Removes what lies at or before `upTo`; answers how many events went. */
  trim(scope: Scope, upTo: Position): Promise<number>;
  /** What is kept, what was dropped, and what is to be erased. */
  readonly keeping: LogKeeping;
  /** Where events wait while the log's server is away; a log without a server has none. */
  readonly spool?: EventSpool;
  /** Every workspace that has an event, each once, then each new one as it appears. For background readers only. */
  workspaces(signal: AbortSignal): AsyncIterable<string>;
  /** What the log promises now. */
  status(): Promise<EventLogStatus>;
  close(): Promise<void>;
}

/** How the log stands at the moment it is asked, and how safe what it acknowledges is. */
export interface EventLogStatus {
  readonly engine: string;
  readonly reachable: boolean;
  readonly durability: Durability;
}
