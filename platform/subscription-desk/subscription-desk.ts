import type { Scope } from '../request/scope.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { StreamState } from '../subgraph/endpoint.ts';

/** How far a reader is behind what it reads. */
export interface ReaderLag {
  /** Events that are there for it and have not been handed to its connection; 0 when it has all. */
  readonly events: number;
  /** For how long it has not had all, in milliseconds. */
  readonly ms: number;
}

/** A subscription of a client, as whoever runs the gateway sees it. */
export interface OpenSubscription extends Scope {
  /** Unique among all processes. */
  readonly id: string;
  readonly correlationId: string;
  /** How the client is connected, e.g. `websocket`. */
  readonly wire: string;
  readonly operationName: string | undefined;
  /** Response names of the root field or fields. */
  readonly fields: readonly string[];
  /** The operation without its fragments. */
  readonly document: string;
  readonly variables: JsonObject;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** What the client was last told of the source. */
  readonly state: StreamState;
  /** Whether its source gives positions, so that a client can resume. */
  readonly resumable: boolean;
  readonly lag: ReaderLag;
  /** Frames handed to the connection. */
  readonly frames: number;
  /** Events replaced or let go for this client, as it was told. */
  readonly dropped: number;
  /** How many subscriptions share its source, itself counted. */
  readonly readers: number;
}

/**
 * The subscriptions that a gateway, or all its copies, run, for those who look after it. Everything is confined to the scope's
 * workspace: what belongs to another is neither listed, counted nor ended. What cannot be asked is STORE_UNAVAILABLE, never left out.
 */
export interface SubscriptionDesk {
  /** Those of the workspace, the oldest first. */
  list(scope: Scope): Promise<readonly OpenSubscription[]>;
  /** Ends one with ENDED_BY_OPERATOR, which no client comes back from by itself. Answers it as it was; undefined when there is none of this id. */
  end(scope: Scope, order: { readonly id: string; readonly reason: string }): Promise<OpenSubscription | undefined>;
  /**
   * Ends all of the workspace with DRAINING, each at a moment of its own within `overMs`: clients that resume come back at once,
   * through whatever stands before the gateways. Answers how many; those that come later stay.
   */
  drain(scope: Scope, order: { readonly overMs: number }): Promise<number>;
}
