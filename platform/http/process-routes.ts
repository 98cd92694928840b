import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import type { Logger } from '../logging/logger.ts';

const CHECK_TIMEOUT_MS = 2_000;

/** Whether something that the process needs answers at the moment. */
export interface DependencyState {
  readonly reachable: boolean;
  readonly engine: string;
  /** False for one of several without which the process still serves the rest; default true. */
  readonly required?: boolean;
  /** Why it is not known whether it answers. */
  readonly reason?: string;
}

/** One dependency's truth, found out when it is asked for. */
export type DependencyCheck = () => Promise<DependencyState>;

/** Each dependency of the moment by its name, e.g. a map. */
export type DependencyChecks = Iterable<readonly [name: string, check: DependencyCheck]>;

/** Handles a request that is for it and says whether it did. */
export type RouteHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * `/health` (the process lives), `/ready` (it can serve: started, not draining, every required dependency in reach and, of
 * those that are not required, at least one; else 503) and `/metrics` (Prometheus text), for every process.
 */
export function createProcessRoutes(setup: { lifecycle: Lifecycle; metrics: Registry; checks: DependencyChecks; logger: Logger }): RouteHandler {
  const { lifecycle, metrics, checks, logger } = setup;

  async function look(name: string, check: DependencyCheck): Promise<DependencyState> {
    const timeout = AbortSignal.timeout(CHECK_TIMEOUT_MS);
    const expired = new Promise<undefined>((resolve) => timeout.addEventListener('abort', () => resolve(undefined), { once: true }));
    try {
      return (await Promise.race([check(), expired])) ?? { reachable: false, engine: 'unknown', reason: `no answer within ${CHECK_TIMEOUT_MS} ms` };
    } catch (error) {
      logger.warn({ err: error, dependency: name }, 'a check of a dependency failed');
      return { reachable: false, engine: 'unknown', reason: 'its check failed; the log says why' };
    }
  }

  function failRoute(response: ServerResponse, error: unknown): void {
    logger.error({ err: error }, 'a route of the process failed');
    if (!response.headersSent) answerJson(response, { error: { code: 'INTERNAL_SERVER_ERROR', message: (error as Error).name } }, { status: 500 });
    else response.destroy();
  }

  async function answerReady(response: ServerResponse): Promise<void> {
    const dependencies = Object.fromEntries(await Promise.all([...checks].map(async ([name, check]) => [name, await look(name, check)] as const)));
    const ready = lifecycle.state.kind === 'ready' && canServe(Object.values(dependencies));
    answerJson(response, { status: ready ? 'ready' : 'unavailable', state: lifecycle.state.kind, dependencies }, { status: ready ? 200 : 503 });
  }

  async function answerMetrics(response: ServerResponse): Promise<void> {
    const text = await metrics.metrics();
    response.writeHead(200, { 'content-type': metrics.contentType }).end(text);
  }

  return function route(request, response) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    switch (request.url?.split('?', 1)[0]) {
      case '/health':
        answerJson(response, { status: 'alive', uptimeSeconds: Math.floor(process.uptime()) });
        return true;
      case '/ready':
        answerReady(response).catch((error: unknown) => failRoute(response, error));
        return true;
      case '/metrics':
        answerMetrics(response).catch((error: unknown) => failRoute(response, error));
        return true;
      default:
        return false;
    }
  };
}

function canServe(dependencies: readonly DependencyState[]): boolean {
  const spare = dependencies.filter(({ required }) => required === false);
  return dependencies.every(({ reachable, required }) => reachable || required === false) && (spare.length === 0 || spare.some(({ reachable }) => reachable));
}

/** Ends a response with a JSON body; status 200 unless told otherwise. */
export function answerJson(response: ServerResponse, body: unknown, options: { status?: number; headers?: Readonly<Record<string, string>> } = {}): void {
  const { status = 200, headers = {} } = options;
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text), ...headers }).end(text);
}
