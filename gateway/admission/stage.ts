import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { OperationCost } from './cost/cost.ts';
import type { Generation } from '../generation.ts';
import type { StreamOptions } from '../subscriptions/stream-options.ts';

/** How an operation came, as far as admission's rules differ by it. */
export type Wire = 'http-get' | 'http-post' | 'http-stream-get' | 'http-stream-post' | 'websocket';

/** A GraphQL request as every wire delivers it; the wires have checked the types of its fields. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly extensions?: Readonly<Record<string, unknown>> | null;
  /** Server-Sent Events: the cursor of the last event that a client which comes back has seen. */
  readonly lastEventId?: string;
}

/** An operation on its way through the stages: each adds what it found out. */
export interface Draft {
  readonly wire: Wire;
  readonly request: OperationRequest;
  readonly identity: RequestIdentity;
  readonly generation: Generation;
  /** The connection that further operations share; undefined where each request stands alone. */
  readonly connection?: object;
  /** The peer's address, where it is known. */
  readonly address?: string | undefined;
  /** Puts a header on the answer, on wires whose answers have their own. */
  readonly setHeader?: (name: string, value: string) => void;
  /** Calls `task` once when the operation has ended, refused or not. */
  onEnd(task: () => void): void;
  /** Counts the operation no longer among those under way. */
  readonly leave?: () => void;
  readonly document?: DocumentNode;
  readonly definition?: OperationDefinitionNode;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly stream?: StreamOptions;
  readonly cost?: OperationCost;
}

/** One concern of admission: answers what it adds to the draft, or refuses by throwing a RefusedOperation or CodedError. */
export interface AdmissionStage {
  readonly name: string;
  admit(draft: Draft): Partial<Draft> | Promise<Partial<Draft>>;
}

/** What every stage has passed. */
export type AdmittedOperation = Draft & Required<Pick<Draft, 'document' | 'definition' | 'variables' | 'stream'>>;

/** Judges an admitted operation anew by another generation: what depends on the schema, not what it takes or who asks. Throws as admission does. */
export type RenewAdmission = (admitted: AdmittedOperation, generation: Generation) => Promise<AdmittedOperation>;

/** What an earlier stage added; throws for a stage that stands before the one it relies on. */
export function assertKnown<Key extends 'document' | 'definition' | 'variables'>(draft: Draft, key: Key): NonNullable<Draft[Key]> {
  const value = draft[key];
  if (value === undefined) throw new Error(`an admission stage needs ${key}, which no stage before it adds`);
  return value;
}
