import { CodedError } from '../../platform/errors/coded-error.ts';
import type { HeaderLookup } from '../../platform/request/identity-headers.ts';
import { isLoopbackHost } from './loopback.ts';

/**
 * Browsers let any page open a WebSocket to any host, and say in `Origin` which page it was. Lets in what is not a browser
 * (no Origin), pages of this very host, and on this machine pages of this machine. Throws FORBIDDEN for others.
 */
export function assertOrigin(header: HeaderLookup): void {
  const origin = header('origin');
  if (origin === undefined) return;
  const host = header('host');
  const page = URL.canParse(origin) ? new URL(origin).host : undefined;
  if (page !== undefined && page !== '' && (page === host || (isLoopbackHost(page) && isLoopbackHost(host)))) return;
  throw new CodedError('FORBIDDEN', 'header origin: expected a page of this host', { field: 'origin' });
}
