import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerJson } from '../../platform/http/process-routes.ts';
import { judgeOrigin } from '../admission/origin.ts';
import { correlate } from './correlate.ts';
import { toHeaderLookup } from './header-lookup.ts';

const ALLOWED_HEADERS = [
  'accept',
  'apollo-require-preflight',
  'authorization',
  'content-type',
  'last-event-id',
  'traceparent',
  'x-apollo-operation-name',
  'x-autoweave-cache',
  'x-autoweave-cost',
  'x-autoweave-principal',
  'x-autoweave-workspace',
  'x-correlation-id',
].join(', ');
const EXPOSED_HEADERS = 'ratelimit, ratelimit-policy, retry-after, x-correlation-id';
const PREFLIGHT_SECONDS = '600';

/**
 * Answers what a browser asks before a page of another origin may call, and refuses pages that the allow-list does not name,
 * before anything is read or run. True when the request is answered. Credentials are allowed to nobody: identity comes in
 * headers that a page must set itself.
 */
export function answerCors(request: IncomingMessage, response: ServerResponse, allowed: ReadonlySet<string>): boolean {
  const verdict = judgeOrigin(toHeaderLookup(request), allowed);
  const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
  if (verdict.kind === 'foreign') {
    const message = 'header origin: expected a page of this host or of an origin in AUTOWEAVE_CORS_ORIGINS';
    request.resume();
    correlate(request, response);
    answerJson(response, { errors: [{ message, extensions: { code: 'FORBIDDEN', field: 'origin' } }] }, { status: 403, headers: { vary: 'origin' } });
    return true;
  }
  // A cache must not answer one origin with what was meant for another.
  if (allowed.size > 0) response.appendHeader('vary', 'origin');
  if (verdict.kind === 'listed') {
    response.setHeader('access-control-allow-origin', verdict.origin);
    response.setHeader('access-control-expose-headers', EXPOSED_HEADERS);
  }
  if (!isPreflight || verdict.kind === 'none') return false;
  response
    .writeHead(204, {
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': ALLOWED_HEADERS,
      'access-control-max-age': PREFLIGHT_SECONDS,
    })
    .end();
  return true;
}
