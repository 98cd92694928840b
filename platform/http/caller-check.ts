import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { CodedError } from '../errors/coded-error.ts';
import { isLoopbackAddress, isLoopbackHost } from './loopback.ts';

/** Carries the secret that the processes of one backend share. */
export const SECRET_HEADER = 'x-autoweave-subgraph-secret';

/** Who besides this machine may call a process that takes its callers' word. */
export interface CallerRules {
  /** Shared with those who call from other machines; undefined: nobody may. */
  readonly secret?: string | undefined;
  /** The host that the process was told to listen on. */
  readonly listeningHost?: string | undefined;
  /** Further names of this process, lower case and without port; pages of these hosts may call it. */
  readonly hosts?: readonly string[];
}

/** Why a request or upgrade is refused before it is read; undefined lets it pass. */
export type CallerCheck = (request: IncomingMessage) => CodedError | undefined;

/**
 * The check of a process that takes its callers' word for who asks: it is for other processes of the backend, never for pages.
 * UNAUTHENTICATED from another machine without the secret; FORBIDDEN for a page of another host, and for a name that this
 * process does not have, which a page had resolve to it.
 */
export function createCallerCheck({ secret, listeningHost, hosts = [] }: CallerRules = {}): CallerCheck {
  const names: ReadonlySet<string> = new Set([...hosts, ...(listeningHost === undefined ? [] : [listeningHost.toLowerCase()])]);
  return function check({ headers, socket }) {
    if (!isLoopbackAddress(socket.remoteAddress) && !isSecret(headers[SECRET_HEADER], secret)) {
      return new CodedError('UNAUTHENTICATED', `header ${SECRET_HEADER}: expected the value of AUTOWEAVE_SUBGRAPH_SECRET from another machine`, {
        field: SECRET_HEADER,
      });
    }
    const name = toName(`http://${headers.host ?? ''}`) ?? '';
    // A name can be made to resolve to this process, an address cannot.
    if (!isLoopbackHost(headers.host) && name !== toPlainAddress(socket.localAddress) && !names.has(name)) {
      return new CodedError('FORBIDDEN', 'header host: expected an address of this process or a name in AUTOWEAVE_SUBGRAPH_HOSTS', { field: 'host' });
    }
    const { origin } = headers;
    if (origin !== undefined && !hosts.includes(toName(origin) ?? '')) {
      return new CodedError('FORBIDDEN', 'header origin: expected none, or one of a host in AUTOWEAVE_SUBGRAPH_HOSTS', { field: 'origin' });
    }
    return undefined;
  };
}

// Of equal length whatever was sent, so that the time tells nothing.
function isSecret(given: string | string[] | undefined, secret: string | undefined): boolean {
  if (secret === undefined || typeof given !== 'string') return false;
  return timingSafeEqual(digest(given), digest(secret));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function toName(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname.toLowerCase().replace(/^\[|\]$/g, '') : undefined;
}

function toPlainAddress(address: string | undefined): string | undefined {
  return address?.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
}
