import { createHash } from 'node:crypto';
import { toSortedHeaders, type RequestIdentity } from '../../platform/request/scope.ts';

/**
 * Names those who would get the same data: one principal of one workspace for what is private, else all principals of the
 * workspace, whose values the cache keeps apart. Headers of the caller that subgraphs see make a class of their own.
 */
export function toAuthorisationClass(identity: RequestIdentity, isPrivate: boolean): string {
  const whose = isPrivate ? `p:${identity.principal}` : 'w';
  const headers = toSortedHeaders(identity);
  return headers.length === 0 ? whose : `${whose}:${createHash('sha256').update(JSON.stringify(headers)).digest('base64url')}`;
}
