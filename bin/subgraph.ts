import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { releaseStartMemory } from '../platform/memory/release-start-memory.ts';
import { readSettings } from '../platform/config/settings.ts';
import { createCallerCheck } from '../platform/http/caller-check.ts';
import { answerJson, createProcessRoutes } from '../platform/http/process-routes.ts';
import { assertStoresFit, readStoreConfig } from '../platform/stores/config.ts';
import { openStores } from '../platform/stores/open-stores.ts';
import { attachSubgraphSocket, createSubgraphRoute, withCallerCheck } from '../platform/subgraph/serve-subgraph.ts';
import { processEnvironment, processSettings } from './config.ts';
import { createHost } from './create-host.ts';
import { listen } from './listen.ts';
import { watchPeers } from './join-peers.ts';
import { createProcessParts } from './process-parts.ts';
import { runStart, stopOnSignals } from './run-process.ts';
import { SUBGRAPHS } from './subgraphs.ts';
import { readPort, UsageError } from './usage-error.ts';

/** `autoweave subgraph NAME --port N [--host H]`: one subgraph over HTTP and graphql-transport-ws. */
export async function subgraph(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options: { port: { type: 'string' }, host: { type: 'string' } } });
  const [name = ''] = positionals;
  const entry = SUBGRAPHS.get(name);
  if (entry === undefined) throw new UsageError(`subgraph: expected one of ${[...SUBGRAPHS.keys()].join(', ')}, received ${name === '' ? 'nothing' : name}`);
  const port = values.port === undefined ? entry.defaultPort : readPort(values.port, '--port');
  const host = values.host ?? '127.0.0.1';
  const environment = processEnvironment();
  const config = readStoreConfig(environment);
  const { subgraphSecret: secret, subgraphHosts = '' } = readSettings(processSettings, environment);
  const hosts = subgraphHosts
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  assertStoresFit(config, 'several');

  const { clock, logger, lifecycle, metrics } = createProcessParts(`subgraph-${name}`, config.logLevel);
  await runStart(lifecycle, async () => {
    const stores = await openStores({ config, clock, logger, lifecycle });
    const definition = await entry.load();
    const views = config.redisUrl === undefined ? {} : { views: watchPeers(config.redisUrl, { clock, logger, lifecycle }) };
    const endpoint = await definition.start(createHost(name, { stores, clock, logger, lifecycle, metrics, environment, ...views }));

    const processRoutes = createProcessRoutes({ lifecycle, metrics, checks: stores.checks, logger });
    const check = createCallerCheck({ secret, listeningHost: host, hosts });
    const graphqlRoute = createSubgraphRoute(endpoint, check);
    const ownRoutes = endpoint.routes === undefined ? undefined : withCallerCheck(endpoint.routes, check);
    const server = createServer((request, response) => {
      if (graphqlRoute(request, response) || processRoutes(request, response) || ownRoutes?.(request, response) === true) return;
      answerJson(response, { errors: [{ message: 'nothing here', extensions: { code: 'NOT_FOUND' } }] }, { status: 404 });
    });
    const sockets = attachSubgraphSocket(server, endpoint, check);
    const boundPort = await listen(server, { host, port, variable: '--port' });
    lifecycle.onDrain('requests', async () => {
      server.close();
      server.closeIdleConnections();
      await sockets.close();
    });
    stopOnSignals(lifecycle, logger);
    lifecycle.ready();
    releaseStartMemory(clock);
    console.log(`autoweave: subgraph ${name} is ready at http://${host}:${boundPort}/graphql`);
  });
}
