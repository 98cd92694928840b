import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { Generation } from '../generation.ts';
import type { StreamOptions } from '../subscriptions/stream-options.ts';
import { readStream } from './stream.ts';
import { coerceVariables } from './variables.ts';
import type { DocumentCache } from './document-cache.ts';
import { createDocumentStage } from './document.ts';
import { selectOperation } from './operation-selection.ts';
import { allowOnWire } from './wire-rules.ts';

/** How an operation came, as far as admission's rules differ by it. */
export type Wire = 'http-get' | 'http-post' | 'websocket';

/** A GraphQL request as every wire delivers it; the wires have checked the types of its fields. */
export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly extensions?: Readonly<Record<string, unknown>> | null;
}

/** An operation on its way through the stages: each adds what it found out. */
export interface Draft {
  readonly wire: Wire;
  readonly request: OperationRequest;
  readonly identity: RequestIdentity;
  readonly generation: Generation;
  readonly document?: DocumentNode;
  readonly definition?: OperationDefinitionNode;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly stream?: StreamOptions;
}

/** One concern of admission: answers what it adds to the draft, or refuses by throwing a RefusedOperation or CodedError. */
export interface AdmissionStage {
  readonly name: string;
  admit(draft: Draft): Partial<Draft> | Promise<Partial<Draft>>;
}

/** What every stage has passed. */
export type AdmittedOperation = Draft & Required<Pick<Draft, 'document' | 'definition' | 'variables' | 'stream'>>;

/** The one door of every operation, whatever wire it came by. */
export interface Admission {
  readonly stages: readonly AdmissionStage[];
  admit(draft: Draft): Promise<AdmittedOperation>;
}

/** The stages in the order in which they run. A stage may rely on what those before it added. */
export function createAdmission(parts: { documents: DocumentCache }): Admission {
  const stages: readonly AdmissionStage[] = [createDocumentStage(parts.documents), selectOperation, allowOnWire, coerceVariables, readStream];
  return {
    stages,
    async admit(draft) {
      let known = draft;
      for (const stage of stages) known = { ...known, ...(await stage.admit(known)) };
      const { document, definition, variables, stream } = known;
      if (document === undefined || definition === undefined || variables === undefined || stream === undefined) {
        throw new Error('an admission stage is missing from the list');
      }
      return { ...known, document, definition, variables, stream };
    },
  };
}

/** What an earlier stage added; throws for a stage that stands before the one it relies on. */
export function assertKnown<Key extends 'document' | 'definition' | 'variables'>(draft: Draft, key: Key): NonNullable<Draft[Key]> {
  const value = draft[key];
  if (value === undefined) throw new Error(`an admission stage needs ${key}, which no stage before it adds`);
  return value;
}
