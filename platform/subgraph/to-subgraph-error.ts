import { GraphQLError } from 'graphql';
import { CodedError } from '../errors/coded-error.ts';
import type { Logger } from '../logging/logger.ts';
import type { SubgraphError, SubgraphRequest } from './endpoint.ts';
import { createInputPlaces, type FindInputPlace } from './input-place.ts';

/**
 * What the caller may see of an error. A CodedError is shown whole; GraphQL's own errors (wrong arguments, nulls)
 * keep their message; work that stopped because its caller has gone is nobody's fault; anything else is a defect: logged in full
 * here, masked there, found again by the correlation id.
 */
export function toSubgraphError(
  error: GraphQLError,
  { identity, signal, findPlace = createInputPlaces() }: Pick<SubgraphRequest, 'identity' | 'signal'> & { readonly findPlace?: FindInputPlace },
  logger: Logger,
): SubgraphError {
  const where = {
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
  };
  const cause = error.originalError;
  const coded = findCoded(error);
  if (coded !== undefined) return { ...toShown(coded, findPlace(error)), ...where };
  if (cause === undefined || cause instanceof GraphQLError) {
    const code = typeof error.extensions['code'] === 'string' ? error.extensions['code'] : 'BAD_USER_INPUT';
    return { message: error.message, ...where, extensions: { ...error.extensions, code } };
  }
  if (signal.aborted && (cause === signal.reason || cause.name === 'AbortError')) {
    return { message: 'nobody waits for the answer any more', ...where, extensions: { code: 'DEADLINE_EXCEEDED' } };
  }
  logger.error({ err: cause, path: error.path, correlationId: identity.correlationId }, 'a resolver failed');
  return { message: 'internal error', ...where, extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: identity.correlationId } };
}

// graphql-js wraps what a scalar throws once or twice before it reports it.
function findCoded(error: Error): CodedError | undefined {
  for (let at: unknown = error; at instanceof Error; at = at instanceof GraphQLError ? at.originalError : undefined) {
    if (at instanceof CodedError) return at;
  }
  return undefined;
}

// A scalar knows its own name alone; the caller asks which of his inputs it was.
function toShown(coded: CodedError, place: string | undefined): Pick<SubgraphError, 'message'> & { extensions: Record<string, unknown> } {
  const { message, field } = coded;
  if (place === undefined || field === undefined) return { message, extensions: coded.toExtensions() };
  const told = message.startsWith(`${field}: `) ? message.slice(field.length + 2) : message;
  return { message: `${place}: ${told}`, extensions: { ...coded.toExtensions(), field: place } };
}
