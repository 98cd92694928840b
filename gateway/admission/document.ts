import { GraphQLError } from 'graphql';
import { refusedFor } from '../errors.ts';
import type { AdmissionStage } from './stage.ts';
import type { DocumentCache } from './document-cache.ts';

/** The document is GraphQL and fits the API schema of the generation in force. */
export function createDocumentStage(documents: DocumentCache): AdmissionStage {
  return {
    name: 'document',
    admit({ request, generation }) {
      const document = orRefuse(() => documents.parse(request.query));
      const errors = orRefuse(() => documents.validate(generation.apiSchema, document));
      if (errors.length > 0) throw refusedFor('GRAPHQL_VALIDATION_FAILED', errors);
      return { document };
    },
  };
}

function orRefuse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof GraphQLError) throw refusedFor('GRAPHQL_PARSE_FAILED', [error]);
    throw error;
  }
}
