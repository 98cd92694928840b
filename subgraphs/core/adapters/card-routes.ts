import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../../platform/clock/clock.ts';
import { answerJson, type RouteHandler } from '../../../platform/http/process-routes.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { toCapabilities, toCard } from '../domain/card.ts';
import type { RegistrationStore } from '../domain/registration-store.ts';

/** The routes by which Core learns of us: `GET /agent` and `GET /agent/capabilities`. Core reads the card once, at its own start. */
export function createCardRoutes(setup: {
  store: RegistrationStore;
  scope: Scope;
  agentId: string;
  version: string;
  clock: Clock;
  logger: Logger;
}): RouteHandler {
  const { store, scope, agentId, version, clock, logger } = setup;
  const startedAtMs = clock.now();

  async function toBody(request: IncomingMessage, path: string): Promise<unknown> {
    const registrations = await store.list(scope);
    if (path === '/agent/capabilities') return toCapabilities(registrations);
    return toCard({ agentId, version, registrations, baseUrl: toBaseUrl(request), startedAtMs, nowMs: clock.now() });
  }

  return function route(request, response) {
    const path = request.url?.split('?', 1)[0] ?? '';
    if (path !== '/agent' && path !== '/agent/capabilities') return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answerJson(response, 405, { error: 'use GET' }, { allow: 'GET' });
      return true;
    }
    toBody(request, path).then(
      (body) => answerJson(response, 200, body),
      (error: unknown) => {
        logger.error({ err: error, path }, 'the card could not be made');
        answerJson(response, 503, { error: 'the registered services cannot be read at the moment' });
      },
    );
    return true;
  };
}

const HOST = /^[A-Za-z0-9.:[\]_-]{1,255}$/;

function toBaseUrl({ headers }: IncomingMessage): string {
  const { host = '' } = headers;
  return HOST.test(host) ? `http://${host}` : '';
}
