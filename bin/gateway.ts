import { parseArgs } from 'node:util';
import { readGatewayConfig } from '../gateway/config.ts';
import { loadSupergraph } from '../gateway/supergraph/load-supergraph.ts';
import { readSupergraph, SupergraphError, type Supergraph } from '../gateway/supergraph/supergraph.ts';
import { createRemoteUpstream } from '../gateway/upstream/remote-upstream.ts';
import type { Upstream } from '../gateway/upstream/upstream.ts';
import { ConfigError, readSettings } from '../platform/config/settings.ts';
import { readStoreConfig } from '../platform/stores/config.ts';
import { prepareDataDir } from '../platform/stores/open-stores.ts';
import { collectProblems } from './collect-problems.ts';
import { processEnvironment, processSettings } from './config.ts';
import { createProcessParts } from './process-parts.ts';
import { runStart } from './run-process.ts';
import { serveGateway } from './serve-gateway.ts';
import { readSubgraphUrls } from './subgraphs.ts';
import { readPort, UsageError } from './usage-error.ts';

/** `autoweave gateway --supergraph FILE-or-URL --port N`: the gateway alone, over any Federation 2 supergraph with remote subgraphs. */
export async function gateway(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: { supergraph: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' } } });
  if (values.supergraph === undefined) throw new UsageError('gateway: expected --supergraph FILE-or-URL');
  const source = values.supergraph;
  const environment = processEnvironment();
  const config = collectProblems({
    stores: () => readStoreConfig(environment),
    gateway: () => readGatewayConfig(environment),
    process: () => readSettings(processSettings, environment),
    remotes: () => readSubgraphUrls(readSettings(processSettings, environment).subgraphs),
  });
  const port = values.port === undefined ? config.gateway.port : readPort(values.port, '--port');
  const parts = createProcessParts('gateway', config.stores.logLevel);
  const { lifecycle, clock } = parts;
  await runStart(lifecycle, async () => {
    const supergraph = await loadSupergraph(source).then(readSupergraph).catch(toConfigError);

    function openUpstream({ name, url }: Supergraph['subgraphs'][number]): Upstream {
      const urls = config.remotes.get(name) ?? [url];
      const [first = '', ...others] = urls;
      if (!URL.canParse(first)) throw new ConfigError([`the supergraph names no address for the subgraph ${name}; give one in AUTOWEAVE_SUBGRAPHS`]);
      const options = { name, urls: [first, ...others] as const, clock, random: Math.random, timeoutMs: config.process.subgraphTimeoutMs };
      return lifecycle.own(`subgraph ${name}`, createRemoteUpstream({ ...options, forwardIdentity: config.process.forwardIdentity }));
    }
    const upstreams = new Map(supergraph.subgraphs.map((subgraph) => [subgraph.name, openUpstream(subgraph)]));

    await serveGateway(
      {
        supergraph,
        upstreams,
        config: { ...config.gateway, port, host: values.host ?? config.gateway.host },
        // Our own subgraphs need to know who asks; another's supergraph has no use for our workspaces.
        identity: config.process.forwardIdentity ? config.gateway.identity : 'open',
        dataDir: prepareDataDir(config.stores.dataDir),
        checks: new Map(),
        routes: [],
      },
      parts,
    );
  });
}

function toConfigError(error: unknown): never {
  if (error instanceof SupergraphError) throw new ConfigError([error.message]);
  throw error;
}
