import { randomUUID } from 'node:crypto';
import { toFlatText } from '../../platform/text/flat-text.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import { createChildTraceparent } from '../../platform/request/trace-context.ts';

/** The identity of one more operation on a connection: the same caller, a correlation id and a span of its own. */
export function nextIdentity(connection: RequestIdentity): RequestIdentity {
  return { ...connection, correlationId: toFlatText(randomUUID()), traceparent: createChildTraceparent(connection.traceparent) };
}
