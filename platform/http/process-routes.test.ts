import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { createLifecycle } from '../lifecycle/lifecycle.ts';
import { createLogger } from '../logging/logger.ts';
import { createProcessRoutes, type DependencyCheck } from './process-routes.ts';

const logger = createLogger({ level: 'silent', process: 'test' });

async function askReady(checks: Readonly<Record<string, DependencyCheck>>): Promise<{ status: number; body: unknown }> {
  const lifecycle = createLifecycle(logger);
  lifecycle.ready();
  const route = createProcessRoutes({ lifecycle, metrics: new Registry(), checks: Object.entries(checks), logger });
  const server = createServer((request, response) => void route(request, response)).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ready`);
    return { status: response.status, body: await response.json() };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('/ready', () => {
  it('tells what of each dependency is known, and why nothing is', async () => {
    const { status, body } = await askReady({
      log: () => Promise.resolve({ reachable: true, engine: 'sqlite' }),
      broken: () => Promise.reject(new Error('redis://:password@host')),
      silent: () => new Promise<never>(() => undefined),
    });
    expect(status).toBe(503);
    expect(body).toEqual({
      status: 'unavailable',
      state: 'ready',
      dependencies: {
        log: { reachable: true, engine: 'sqlite' },
        broken: { reachable: false, engine: 'unknown', reason: 'its check failed; the log says why' },
        silent: { reachable: false, engine: 'unknown', reason: 'no answer within 2000 ms' },
      },
    });
  });

  it('holds while one of those that are not required answers', async () => {
    const away: DependencyCheck = () => Promise.resolve({ reachable: false, engine: 'http', required: false });
    const there: DependencyCheck = () => Promise.resolve({ reachable: true, engine: 'http', required: false });
    expect((await askReady({ away, there })).status).toBe(200);
    expect((await askReady({ away })).status).toBe(503);
  });
});
