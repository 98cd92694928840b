import { GraphQLRequestError } from '../../client/index.ts';

/** Whether a part of the backend had not applied in time what a client had written before it asked: whoever asks again gets it. */
export function isStale(error: unknown): boolean {
  return error instanceof GraphQLRequestError && error.codes.includes('STALE');
}
