import { createServer } from 'node:http';
import { answerJson, createProcessRoutes, type DependencyChecks } from '../platform/http/process-routes.ts';
import type { ProcessParts } from './process-parts.ts';
import { listen } from './listen.ts';

/** A further listener for `/metrics`, `/health` and `/ready` alone (METRICS_PORT). */
export async function serveMetrics(
  setup: { host: string; port: number; checks: DependencyChecks },
  { lifecycle, logger, metrics }: ProcessParts,
): Promise<void> {
  const routes = createProcessRoutes({ lifecycle, metrics, checks: setup.checks, logger });
  const server = createServer((request, response) => {
    if (!routes(request, response)) answerJson(response, { errors: [{ message: 'nothing is here', extensions: { code: 'NOT_FOUND' } }] }, { status: 404 });
  });
  await listen(server, { host: setup.host, port: setup.port, variable: 'METRICS_PORT' });
  lifecycle.own('metrics listener', {
    close() {
      server.close();
      server.closeAllConnections();
    },
  });
}
