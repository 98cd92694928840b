import type { IncomingMessage } from 'node:http';

/** What whoever stands in front may read first, and what stands behind it last. By length, so that few names are looked at. */
const ONCE_BY_LENGTH: Readonly<Record<number, string>> = { 4: 'host', 6: 'origin', 12: 'content-type' };

/**
 * Why a request may be read in two ways though node:http lets it pass: a header twice that stands once (RFC 9112, section 3.2, for `Host`), of which it would read the first,
 * and a version that is not spoken here.
 */
export function findAmbiguity({ httpVersionMajor, rawHeaders }: IncomingMessage): string | undefined {
  if (httpVersionMajor !== 1) return 'expected HTTP/1.1';
  let seen = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    const once = ONCE_BY_LENGTH[name.length];
    if (once === undefined || name.toLowerCase() !== once) continue;
    const bit = 1 << name.length;
    if ((seen & bit) !== 0) return `header ${once}: expected once`;
    seen |= bit;
  }
  return undefined;
}
