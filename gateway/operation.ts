import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { Position } from '../platform/event-log/event-log.ts';
import type { RequestIdentity } from '../platform/request/scope.ts';
import type { Freshness } from '../platform/subgraph/freshness.ts';
import type { SubgraphError, SubgraphFrame } from '../platform/subgraph/endpoint.ts';
import type { ExplainedPlan } from './execution/explained-plan.ts';
import type { CallTrace } from './upstream/call-trace.ts';

/**
 * One GraphQL operation, parsed and valid against the API schema, its variables coerced, whatever wire it came by.
 * Transports make these; the engine runs them.
 */
export interface Operation {
  readonly source: string;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly identity: RequestIdentity;
  /** Aborted when the client is gone or the deadline has passed. */
  readonly signal: AbortSignal;
  /** When it must be answered, on the gateway's `clock.elapsed()`. */
  readonly deadlineMs?: number;
  /** Watches the calls of subgraphs, when somebody wants to know. */
  readonly trace?: CallTrace;
  /** Queries: every subgraph involved answers once it has applied this position. */
  readonly minPosition?: Position;
  /** Asks for `dataText` in place of `data`, when nobody is going to look into the data. An engine may answer `data` all the same. */
  readonly asText?: boolean;
}

/** A response as GraphQL defines it: `data`, or `dataText` for an operation that asked for text, never both; neither when nothing was executed. */
export interface OperationResult {
  /** Plain JSON, projected and ready to be stringified. */
  readonly data?: Record<string, unknown> | null;
  /**
   * What `JSON.stringify(data)` would answer, written once: an object's text, or `null`. Goes into the answer's body as it is, and whoever sends it
   * may take it off the result (`takeResultTexts`): who gives one result to several gives each its own.
   */
  dataText?: string | undefined;
  readonly errors?: readonly SubgraphError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** What its subgraphs said of how long it may be kept; told to nobody as it is. */
  readonly freshness?: Freshness;
}

/**
 * One part of an answer that comes in parts. The first is a result; each later one has what deferred fragments bring, or nothing
 * when nothing was left to tell.
 */
export interface OperationPart extends OperationResult {
  /** Results that are announced: each comes in this part or in a later one, or is withdrawn. */
  readonly pending?: readonly PendingResult[];
  readonly incremental?: readonly DeferredResult[];
  /** Ids of announced results that have nothing to tell after all. */
  readonly withdrawn?: readonly string[];
  /** False in the last. */
  readonly hasNext: boolean;
}

/** A deferred fragment at one object, for which something is still to come. */
export interface PendingResult {
  /** One for each of an answer. */
  readonly id: string;
  /** Where the object stands in the response. */
  readonly path: readonly (string | number)[];
  /** As the operation has it. */
  readonly label?: string;
}

/** What a deferred fragment adds to one object. Always announced, in this part or before. */
export interface DeferredResult {
  readonly id: string;
  readonly errors?: readonly SubgraphError[];
  /** Null when the fragment's fields came to nothing. */
  readonly data: Record<string, unknown> | null;
  /** Where the object stands in the response. */
  readonly path: readonly (string | number)[];
  /** As the operation has it. */
  readonly label?: string;
}

/** A message of a running subscription, before cursors are sealed. */
export interface OperationFrame {
  readonly result: OperationResult;
  readonly stream: SubgraphFrame['stream'];
}

/** Runs operations against one generation of the supergraph. */
export interface Engine {
  execute(operation: Operation): Promise<OperationResult>;
  /** The same in parts, for an operation that may defer fragments; one part when it does not. */
  executeInParts?(operation: Operation): AsyncIterable<OperationPart>;
  subscribe(operation: Operation, options: { resumeFrom?: Position }): AsyncIterable<OperationFrame>;
  /** Does ahead what the first request of an operation would wait for. Rejects when it cannot be planned. */
  warm?(operation: Operation): Promise<void>;
  /** The plan for people. */
  explain?(operation: Operation): Promise<ExplainedPlan>;
}
