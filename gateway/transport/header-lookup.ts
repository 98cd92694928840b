import type { IncomingMessage } from 'node:http';
import type { HeaderLookup } from '../../platform/request/identity-headers.ts';

/** Looks headers of a request up; one that came several times reads as node:http joins it. */
export function toHeaderLookup(request: IncomingMessage): HeaderLookup {
  return (name) => {
    const value = request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  };
}
