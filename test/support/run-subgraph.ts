import type { Clock } from '../../platform/clock/clock.ts';
import type { Environment } from '../../platform/config/settings.ts';
import type { RequestIdentity } from '../../platform/request/scope.ts';
import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';
import type { SubgraphDefinition } from '../../platform/subgraph/host.ts';
import { call } from './call-subgraph.ts';
import { createDataFolder, startTestHost, type DataFolder, type TestHost } from './subgraph-host.ts';

/** A subgraph on real stores in a folder of its own. */
export interface RunningSubgraph {
  /** Another one after a restart. */
  readonly endpoint: SubgraphEndpoint;
  readonly running: TestHost;
  readonly folder: DataFolder;
  /** Stops everything cleanly and starts it again on the same folder. */
  restart(): Promise<void>;
  /** Stops it and leaves the folder. */
  stop(): Promise<void>;
  /** Also removes the folder. */
  close(): Promise<void>;
  /** The extensions of the error with which the call is refused. */
  refusal(query: string, variables?: Record<string, unknown>, identity?: RequestIdentity): Promise<Record<string, unknown>>;
}

/** Starts a subgraph; `environment` chooses the stores and its settings, and may be made of the folder. */
export async function runSubgraph(
  definition: SubgraphDefinition,
  { environment = () => ({}), clock }: { environment?: (folder: DataFolder) => Environment; clock?: Clock | undefined } = {},
): Promise<RunningSubgraph> {
  const folder = createDataFolder();
  const options = { name: definition.name, environment: environment(folder), ...(clock === undefined ? {} : { clock }) };
  let running: TestHost;
  let endpoint: SubgraphEndpoint;

  async function start(): Promise<void> {
    running = await startTestHost(folder, options);
    endpoint = await definition.start(running.host);
  }

  await start();
  return {
    get endpoint() {
      return endpoint;
    },
    get running() {
      return running;
    },
    folder,
    async restart() {
      await running.close();
      await start();
    },
    stop: () => running.close(),
    async close() {
      await running.close();
      folder.remove();
    },
    async refusal(query, variables = {}, identity) {
      return { ...(await call(endpoint, query, { variables, ...(identity === undefined ? {} : { identity }) })).errors?.[0]?.extensions };
    },
  };
}
