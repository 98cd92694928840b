import type { IncomingMessage, ServerResponse } from 'node:http';

/** On every answer; a page (the playground) widens its own policy. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cache-control': 'no-store',
};

const HSTS = 'max-age=31536000; includeSubDomains';

/** Sets them; where a proxy in front speaks TLS, browsers are told to insist on it. */
export function setSecurityHeaders(request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  if (request.headers['x-forwarded-proto'] === 'https') response.setHeader('strict-transport-security', HSTS);
}

/** The same as lines of a head that is written by hand. */
export const SECURITY_HEAD = Object.entries(SECURITY_HEADERS)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join('');
