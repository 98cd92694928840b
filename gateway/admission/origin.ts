import { CodedError } from '../../platform/errors/coded-error.ts';
import type { HeaderLookup } from '../../platform/request/identity-headers.ts';
import { ConfigError } from '../../platform/config/settings.ts';
import { isLoopbackHost } from '../../platform/http/loopback.ts';

/** Where a request's page may come from. */
export type OriginVerdict =
  /** No page: browsers name theirs. */
  | { readonly kind: 'none' }
  /** A page of this host, or on this machine one of this machine. */
  | { readonly kind: 'own' }
  /** A page of an origin that the allow-list names. */
  | { readonly kind: 'listed'; readonly origin: string }
  | { readonly kind: 'foreign' };

/** Judges the `Origin` that a browser names: it lets any page call any host, and says in it which page it was. */
export function judgeOrigin(header: HeaderLookup, allowed: ReadonlySet<string>): OriginVerdict {
  const origin = header('origin');
  if (origin === undefined) return { kind: 'none' };
  if (allowed.has(origin)) return { kind: 'listed', origin };
  const host = header('host');
  const page = URL.canParse(origin) ? new URL(origin).host : undefined;
  if (page !== undefined && page !== '' && (page === host || (isLoopbackHost(page) && isLoopbackHost(host)))) return { kind: 'own' };
  return { kind: 'foreign' };
}

/** Throws FORBIDDEN for a page of another host that the allow-list does not name. */
export function assertOrigin(header: HeaderLookup, allowed: ReadonlySet<string>): void {
  if (judgeOrigin(header, allowed).kind !== 'foreign') return;
  throw new CodedError('FORBIDDEN', 'header origin: expected a page of this host or of an origin in AUTOWEAVE_CORS_ORIGINS', { field: 'origin' });
}

/** Reads origins separated by commas. Throws a ConfigError for what is none; `*` is none. */
export function readOrigins(text: string | undefined): ReadonlySet<string> {
  const origins = (text ?? '').split(',').map((part) => part.trim());
  const problems = origins.filter((origin) => origin !== '' && (!URL.canParse(origin) || new URL(origin).origin !== origin));
  if (problems.length > 0) {
    throw new ConfigError(
      problems.map(
        (origin) => `AUTOWEAVE_CORS_ORIGINS: expected origins as browsers write them (https://host), received ${JSON.stringify(origin.slice(0, 80))}`,
      ),
    );
  }
  return new Set(origins.filter((origin) => origin !== ''));
}
