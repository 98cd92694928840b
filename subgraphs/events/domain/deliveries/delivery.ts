import type { EventFilter, Position } from '../../../../platform/event-log/event-log.ts';
import type { JsonValue } from '../../../../platform/json/json-value.ts';

/** What deliveries wait in: a group reads the log behind a cursor, a queue holds messages. */
export type LineKind = 'group' | 'queue';

/** What becomes of the later deliveries of a key when one of them is dead. */
export type PoisonPolicy = 'BLOCK_KEY' | 'SKIP';

/** How a line hands out. */
export interface LineSettings {
  /** How long a claim lasts unless it is extended. */
  readonly visibilityTimeoutMs: number;
  /** Claimed and neither settled nor timed out, at most. */
  readonly maxInFlight: number;
  /** The delivery that fails at this attempt is dead. */
  readonly maxDeliveries: number;
  readonly poison: PoisonPolicy;
  /** The longest pause before the second attempt; it doubles with each further one. */
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
  /** Deliveries that are neither done nor dead, at most. */
  readonly maxLength: number;
  /** What a group lets through. */
  readonly filter: EventFilter;
  /** True: the log's retention keeps what a group has not taken yet. */
  readonly required?: boolean;
  /** A group that no consumer has asked for so long is not waited for any more, until one does. */
  readonly inactiveExpiryMs?: number;
}

/** What the log had dropped before a group took it. */
export interface LogGap {
  /** Where the group stood. */
  readonly from: Position;
  /** Where it goes on. */
  readonly availableFrom: Position;
  /** Places between, whether their events pass the group's filter or not. */
  readonly missed: number;
  readonly atMs: number;
}

/** Where a queue pushes to. */
export interface Webhook {
  readonly url: string;
  readonly timeoutMs: number;
  /** Calls under way at once from each copy of the subgraph. */
  readonly concurrency: number;
}

/** A consumer group or a queue: what waits in an order and is handed out to consumers. */
export interface Line {
  /** See `toLineId`. */
  readonly id: string;
  readonly kind: LineKind;
  readonly name: string;
  readonly settings: LineSettings;
  readonly paused: boolean;
  readonly version: number;
  /** Deliveries that are neither done nor dead. */
  readonly depth: number;
  /** Up to where the log has been read; null: nothing of it. */
  readonly position: Position | null;
  readonly push: Webhook | undefined;
  readonly createdAtMs: number;
  /** Since the line was made. */
  readonly totals: { readonly enqueued: number; readonly acknowledged: number; readonly redelivered: number };
  /** Where the counts by source begin: with events after `from` that were taken at `sinceMs` or later. */
  readonly audit: { readonly from: Position | null; readonly sinceMs: number };
  /** True while the log's retention waits for it. */
  readonly isRequired: boolean;
  /** When a consumer asked last, to a few seconds. */
  readonly activeAtMs: number;
  readonly lastGap: LogGap | undefined;
  /** Places of the log that were dropped before they were taken, since the line was made. */
  readonly missed: number;
}

/** Why a delivery was given up. */
export type DeadReason = 'MAX_DELIVERIES' | 'TERMINATED' | 'EXPIRED';

/** What went wrong in a consumer's own words. */
export interface DeliveryError {
  readonly code: string | undefined;
  readonly message: string;
}

/** Why a delivery is dead. */
export interface DeadFacts {
  readonly reason: DeadReason;
  readonly error: DeliveryError;
  /** Alike for errors that differ only in numbers, ids and quoted names. */
  readonly fingerprint: string;
  readonly diedAtMs: number;
}

/** A delivery that enters a line. */
export interface NewDelivery {
  readonly id: string;
  readonly priority: number;
  /** Deliveries of one key are handed out one after the other in their order. */
  readonly key: string | undefined;
  readonly event:
    { readonly source: string; readonly id: string; /** Null when the log did not have it yet. */ readonly position: Position | null } | undefined;
  readonly type: string;
  readonly subject: string | undefined;
  /** Undefined when the event in the log is what is delivered. */
  readonly data: JsonValue | undefined;
  readonly correlationId: string | undefined;
  /** Not handed out before this. */
  readonly dueAtMs: number;
  readonly expiresAtMs: number | undefined;
  readonly createdAtMs: number;
}

/** Something in a line, at its place there. */
export interface Delivery extends NewDelivery {
  readonly lineId: string;
  readonly place: number;
  readonly state: 'ready' | 'claimed' | 'dead';
  readonly attempts: number;
  readonly claim: string | undefined;
  readonly consumer: string | undefined;
  /** True after a dead letter was put back behind deliveries that it should have preceded. */
  readonly outOfOrder: boolean;
  /** True for a dead letter that holds back the later deliveries of its key. */
  readonly blocksKey: boolean;
  readonly lastError: DeliveryError | undefined;
  readonly dead: DeadFacts | undefined;
}

/** The id of a line; a group and a queue may have one name. */
export function toLineId(kind: LineKind, name: string): string {
  return `${kind}/${name}`;
}
