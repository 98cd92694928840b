/** An event of a live run, by its place in the log. */
export interface LiveEvent {
  readonly sequence: number;
  readonly type: string;
}

/** What a subscriber was given, in the order in which it came. */
export type LiveStep =
  | { readonly kind: 'event'; readonly sequence: number }
  /** It was told that what lay between its last event and its next one is gone. */
  | { readonly kind: 'gap' };

export interface LiveSubscriberRecord {
  readonly name: string;
  readonly accepts: (type: string) => boolean;
  /** It began to follow after this place in the log. */
  readonly from: number;
  readonly steps: readonly LiveStep[];
}

/** All that a live run has seen from outside. */
export interface LiveRecord {
  /** The history, in its order. */
  readonly stored: readonly LiveEvent[];
  /** Types of events whose publishing was answered. */
  readonly acknowledged: ReadonlySet<string>;
  readonly subscribers: readonly LiveSubscriberRecord[];
}

/** What a live run may find. */
export type LiveFaultKind = 'lost' | 'doubled' | 'reordered' | 'phantom' | 'not stored';

export interface LiveFault {
  readonly kind: LiveFaultKind;
  readonly what: string;
}
