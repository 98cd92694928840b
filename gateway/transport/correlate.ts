import type { IncomingMessage, ServerResponse } from 'node:http';
import { CORRELATION_HEADER, readCorrelationId } from '../../platform/request/identity-headers.ts';
import { toHeaderLookup } from './header-lookup.ts';

/** Has an answer carry a correlation id: the one that it has, else that of its request, else a new one. For what is refused before anybody knows who asks. */
export function correlate(request: IncomingMessage, response: ServerResponse): void {
  if (!response.hasHeader(CORRELATION_HEADER)) response.setHeader(CORRELATION_HEADER, readCorrelationId(toHeaderLookup(request)));
}
