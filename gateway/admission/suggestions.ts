import { GraphQLError } from 'graphql';

const SUGGESTION = / ?Did you mean [^?]*\?/g;

/** The error without the names that graphql-js guesses were meant: with them a schema can be read one guess at a time. */
export function withoutSuggestion(error: GraphQLError): GraphQLError {
  const message = error.message.replace(SUGGESTION, '');
  if (message === error.message) return error;
  return new GraphQLError(message, { nodes: error.nodes ?? null, source: error.source ?? null, positions: error.positions ?? null });
}
