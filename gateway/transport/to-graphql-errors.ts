import { GraphQLError } from 'graphql';
import type { SubgraphError } from '../../platform/subgraph/endpoint.ts';

/** Answered errors as the instances that Apollo Server formats; the first carries the HTTP status, if the answer is to have one. */
export function toGraphQLErrors(errors: readonly SubgraphError[], status: number | undefined): GraphQLError[] {
  return errors.map((error, index) => {
    const head = index === 0 && status !== undefined ? { http: { status } } : {};
    const made = new GraphQLError(error.message, { ...(error.path === undefined ? {} : { path: error.path }), extensions: { ...error.extensions, ...head } });
    // A GraphQLError works its locations out from nodes, which an error that came over a wire no longer has.
    if (error.locations !== undefined) Object.defineProperty(made, 'locations', { value: error.locations, enumerable: true });
    return made;
  });
}
