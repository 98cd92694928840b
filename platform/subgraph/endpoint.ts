import type { Position } from '../event-log/event-log.ts';
import type { JsonObject } from '../json/json-value.ts';
import type { RequestIdentity } from '../request/scope.ts';
import type { Freshness } from './freshness.ts';

/**
 * How a gateway speaks to a subgraph, whether by a call in the same process or over HTTP and graphql-transport-ws.
 * The words of `extensions.stream` are those of `docs/wire.md`.
 */
export interface SubgraphEndpoint {
  readonly name: string;
  /** Runs a query or mutation. Resolves with `errors` for what GraphQL can say; rejects only when the call itself failed. */
  execute(request: SubgraphRequest): Promise<SubgraphAnswer>;
  /** Runs a subscription. The first frame comes at once and is of kind `state`, or carries `errors` and ends the stream. */
  subscribe(request: SubgraphRequest): AsyncIterable<SubgraphFrame>;
}

/** One call of a subgraph, with who asks and for how long. */
export interface SubgraphRequest {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly identity: RequestIdentity;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** When the whole operation must be answered, on the caller's `clock.elapsed()`. */
  readonly deadlineMs?: number;
  /** Queries: takes nothing that was kept from before, as after a mutation and for an event. */
  readonly fresh?: boolean;
  /**
   * Takes one object of the answer's data for several places of one field where the subgraph has one object there, and changes it in all of them at
   * once or not at all. Only for a call in the same process.
   */
  readonly mayShare?: boolean;
  /**
   * Reads an answer from its text in the form that the caller wants its data in; undefined where it cannot, and the text is read as any JSON. For whoever
   * has a text, in place of reading it. Who looks into the data on the way, keeps or shares them takes this off the request.
   */
  readonly readText?: (text: string) => Pick<SubgraphAnswer, 'data' | 'extensions'> | undefined;
  /** Hears of policies that step in, when somebody wants to know. */
  readonly note?: (policy: string) => void;
  readonly stream?: {
    /** Subscriptions: go on after this position. */
    readonly resumeFrom?: Position;
    /** Queries: answer once this position is applied, or with STALE. */
    readonly minPosition?: Position;
  };
}

/** What a query or mutation is answered with; shared by those who read it, and changed by nobody. */
export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly SubgraphError[];
  readonly extensions?: { readonly stream?: AnswerStream } & JsonObject;
  /** True when no string of `data` has anything that JSON escapes: it came as text without a backslash. */
  readonly isPlain?: boolean;
  /** True when objects of `data` stand in several places, as a request with `mayShare` may be answered. */
  readonly isShared?: boolean;
  /** What the subgraph's answer said of how long it may be kept. */
  readonly freshness?: Freshness;
}

/** GraphQL's formatted error, https://spec.graphql.org/October2021/#sec-Errors.Error-result-format. */
export interface SubgraphError {
  readonly message: string;
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** What an answer says of the log. */
export type AnswerStream = {
  /** A query: the position that the answer has applied. A mutation: where its last event stands, null when not yet in the log. */
  readonly position: Position | null;
  readonly commandId?: string;
};

/** How a subscription's source stands (W2.5 of docs/wire.md). */
export type StreamState = 'live' | 'degraded' | 'reconnecting';
/** What became of the time since the place that a client resumed from (W2.3 of docs/wire.md). */
export type Resumed = { readonly replayed: number } | { readonly gap: { readonly from: Position; readonly availableFrom: Position } };

/** One message of a subscription. `data` is null for `progress` and `state`. */
export interface SubgraphFrame {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly SubgraphError[];
  readonly stream: {
    readonly kind: 'event' | 'progress' | 'state';
    /** Absent when the source gives no positions. */
    readonly position?: Position;
    readonly resumable?: boolean;
    readonly state?: StreamState;
    readonly resumed?: Resumed;
    readonly replay?: boolean;
  };
}
