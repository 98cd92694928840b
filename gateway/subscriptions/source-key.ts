import type { AdmittedOperation } from '../admission/stage.ts';

/**
 * What subscriptions must have in common to share a source: the document's text (errors point into it), the operation with its
 * variables, and everything about the caller but the ids of this one request. Not the generation: sources follow that.
 */
export function toSourceKey(admitted: AdmittedOperation, operationHash: Buffer): string {
  const { correlationId: _correlation, traceparent: _trace, ...caller } = admitted.identity;
  return JSON.stringify([operationHash.toString('base64'), toSorted(caller), admitted.request.query]);
}

function toSorted(caller: object): unknown[] {
  return Object.entries(caller).sort(([a], [b]) => (a < b ? -1 : 1));
}
