import { GraphQLError } from 'graphql';
import { refusedFor } from '../errors.ts';
import { assertKnown, type AdmissionStage } from './stage.ts';
import type { DocumentCache } from './document-cache.ts';
import { withoutSuggestion } from './suggestions.ts';

/** The document is GraphQL. */
export function createSyntaxStage(documents: DocumentCache): AdmissionStage {
  return { name: 'syntax', admit: ({ request }) => ({ document: orRefuse(() => documents.parse(request.query)) }) };
}

/** The document fits the API schema of the generation in force. `suggest` lets errors name what may have been meant. */
export function createValidationStage(documents: DocumentCache, options: { suggest: boolean }): AdmissionStage {
  return {
    name: 'validation',
    admit(draft) {
      const document = assertKnown(draft, 'document');
      const errors = orRefuse(() => documents.validate(draft.generation.apiSchema, document));
      if (errors.length > 0) throw refusedFor('GRAPHQL_VALIDATION_FAILED', options.suggest ? errors : errors.map(withoutSuggestion));
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
