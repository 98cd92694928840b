/** An event of a fault run by what its id says: `<key>.<number>`; the numbers of a key grow from 1 in the order of publishing. */
export interface EventName {
  readonly key: string;
  readonly number: number;
}

/** An event as the history answers it. */
export interface StoredEvent {
  readonly id: string;
  readonly sequence: number;
  /** Its number among the events of its subject. */
  readonly revision: number | null;
}

/** One event that a subscriber got, or the moment at which it came back with its cursor. */
export type SubscriberStep = { readonly kind: 'event'; readonly id: string; readonly sequence: number } | { readonly kind: 'resume' };

export interface SubscriberRecord {
  readonly name: string;
  /** Whether its pattern lets the event through. */
  readonly accepts: (name: EventName) => boolean;
  /** In the order in which it wrote them; may be gone through more than once. */
  readonly steps: Iterable<SubscriberStep>;
  /** How often it was told that something is missing. */
  readonly gaps: number;
}

/** What consumers of a group did with one event, each at a moment of one clock, in ms. */
export type ConsumerStep =
  | { readonly kind: 'claim'; readonly id: string; readonly askedAtMs: number; readonly gotAtMs: number }
  /** An acknowledgement was sent; whether it arrived is not known. */
  | { readonly kind: 'tried'; readonly id: string; readonly atMs: number }
  /** It was answered. */
  | { readonly kind: 'settled'; readonly id: string; readonly atMs: number };

/** All that a fault run has seen from outside. */
export interface RunRecord {
  /** Ids that a producer was about to publish. */
  readonly attempted: ReadonlySet<string>;
  /** Ids whose publishing was answered, with the sequence of the answer, or `SPOOLED`. */
  readonly acknowledged: ReadonlyMap<string, number>;
  /** The run's events in the order of the history. */
  readonly stored: readonly StoredEvent[];
  /** Sequences of all events of the workspace in the order of the history. */
  readonly sequences: readonly number[];
  readonly subscribers: readonly SubscriberRecord[];
  readonly consumers: Iterable<ConsumerStep>;
}

/** Stands for the sequence of an event that was acknowledged while the log was away. */
export const SPOOLED = 0;

/** Takes an id apart; undefined for an id that no producer gives. */
export function readEventName(id: string): EventName | undefined {
  const at = id.lastIndexOf('.');
  const number = Number(id.slice(at + 1));
  return at > 0 && Number.isSafeInteger(number) && number > 0 ? { key: id.slice(0, at), number } : undefined;
}
