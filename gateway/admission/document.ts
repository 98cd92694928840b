import { GraphQLError } from 'graphql';
import { refusedFor } from '../errors.ts';
import { beyondLimit } from './limits/beyond-limit.ts';
import { assertKnown, type AdmissionStage } from './stage.ts';
import type { DocumentCache } from './document-cache.ts';

/** The document is GraphQL. */
export function createSyntaxStage(documents: DocumentCache): AdmissionStage {
  return { name: 'syntax', admit: ({ request }) => ({ document: orRefuse(() => documents.parse(request.query)) }) };
}

/** What graphql-js says in place of an error when fields of one name are so many that comparing them takes too long. */
const TOO_MUCH_TO_COMPARE = 'Validation aborted.';
const MAX_COMPARED = 500_000;

/** The document fits the API schema of the generation in force. `suggest` lets errors name what may have been meant. */
export function createValidationStage(documents: DocumentCache, { suggest }: { suggest: boolean }): AdmissionStage {
  return {
    name: 'validation',
    admit(draft) {
      const document = assertKnown(draft, 'document');
      const errors = orRefuse(() => documents.validate(draft.generation.apiSchema, document, { suggest }));
      if (errors.some(({ message }) => message === TOO_MUCH_TO_COMPARE)) throw beyondLimit('comparisons of fields', MAX_COMPARED, MAX_COMPARED + 1);
      if (errors.length > 0) throw refusedFor('GRAPHQL_VALIDATION_FAILED', errors);
      return {};
    },
  };
}

/** Runs a reading of a document; what graphql-js says against it is refused as GRAPHQL_PARSE_FAILED. */
export function orRefuse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof GraphQLError) throw refusedFor('GRAPHQL_PARSE_FAILED', [error]);
    throw error;
  }
}
