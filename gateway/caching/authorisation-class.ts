import { createHash } from 'node:crypto';
import type { RequestIdentity } from '../../platform/request/scope.ts';

/**
 * Names those who would get the same data: one principal of one workspace for what is private, else all principals of the
 * workspace, whose values the cache keeps apart. Headers of the caller that subgraphs see make a class of their own.
 */
export function toAuthorisationClass({ principal, headers }: RequestIdentity, isPrivate: boolean): string {
  const whose = isPrivate ? `p:${principal}` : 'w';
  const sent = headers === undefined ? [] : Object.entries(headers);
  if (sent.length === 0) return whose;
  const sorted = sent.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${whose}:${createHash('sha256').update(JSON.stringify(sorted)).digest('base64url')}`;
}
