import { CodedError } from '../../platform/errors/coded-error.ts';
import type { SubgraphRequest } from '../../platform/subgraph/endpoint.ts';

/** True for a request that may be sent twice. A query that merely says the word counts as a mutation, which only makes it safer. */
export function mayRepeat({ query }: SubgraphRequest): boolean {
  return !/\bmutation\b/.test(query);
}

/** A request that this process did not send: the subgraph is given a rest, or has enough to do. Says nothing of the subgraph's health. */
export class NotSent extends CodedError {
  constructor(name: string, reason: 'resting' | 'busy') {
    const what = reason === 'resting' ? 'failed too often and is given a rest' : 'has as many requests as it is given at a time';
    super('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} ${what}`, { details: { service: name, reason } });
    this.name = 'NotSent';
  }
}

/** True for a failure of the subgraph or of the way to it, after which another attempt may do better. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof CodedError && error.code === 'SUBGRAPH_UNAVAILABLE' && !(error instanceof NotSent);
}

/** True for a failure that a healthy subgraph does not have: unreachable, or too slow. */
export function isUnhealthy(error: unknown): boolean {
  return isUnavailable(error) || (error instanceof CodedError && error.code === 'DEADLINE_EXCEEDED');
}
