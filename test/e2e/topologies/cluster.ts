import { join } from 'node:path';
import { startAutoweave, type AutoweaveProcess } from '../../support/autoweave-process.ts';
import type { Backend } from '../first-day/first-day.ts';

/** The subgraphs, each in a process of its own. */
export const SUBGRAPH_NAMES = ['core', 'services', 'events', 'pipelines', 'analytics'] as const;

const SUPERGRAPH = join(import.meta.dirname, '..', '..', '..', 'schema', 'supergraph.graphql');

/** A backend that a test has started; whoever started it stops it. */
export interface RunningBackend extends Backend {
  /** Ends every process of it, as an operator would. */
  stop(): Promise<void>;
}

/** A backend of several processes: `copies` of each subgraph, and the gateway in front. */
export interface Cluster extends RunningBackend {
  /** The processes that serve this subgraph, one a copy. */
  copiesOf(name: string): readonly AutoweaveProcess[];
}

/** Starts all processes; those of a crash are killed together and started anew on the same stores. */
export async function startCluster(environment: Readonly<Record<string, string>>, copies: number): Promise<Cluster> {
  let subgraphs = new Map<string, readonly AutoweaveProcess[]>();
  let gateway: AutoweaveProcess | undefined;

  async function startAll(): Promise<void> {
    subgraphs = new Map(await Promise.all(SUBGRAPH_NAMES.map(async (name) => [name, await startCopies(name)] as const)));
    const addresses = [...subgraphs].map(([name, processes]) => `${name}=${processes.map(({ url }) => url).join('|')}`).join(',');
    gateway = await startAutoweave(['gateway', '--supergraph', SUPERGRAPH, '--port', '0'], { ...environment, AUTOWEAVE_SUBGRAPHS: addresses });
  }
  function startCopies(name: string): Promise<readonly AutoweaveProcess[]> {
    return Promise.all(Array.from({ length: copies }, () => startAutoweave(['subgraph', name, '--port', '0'], environment)));
  }
  function all(): readonly AutoweaveProcess[] {
    return [...(gateway === undefined ? [] : [gateway]), ...[...subgraphs.values()].flat()];
  }

  await startAll();
  return {
    get url() {
      return gateway?.url ?? '';
    },
    copiesOf: (name) => subgraphs.get(name) ?? [],
    async crash() {
      await Promise.all(all().map((one) => one.kill9()));
      await startAll();
    },
    async stop() {
      await Promise.all(all().map((one) => one.stop()));
    },
  };
}

/** `autoweave start` alone: everything in one process. */
export function startAlone(environment: Readonly<Record<string, string>>): Promise<RunningBackend> {
  return startOne(['start'], { PORT: '0', ...environment });
}

/** One subgraph in a process of its own. */
export function startSubgraphAlone(name: string, environment: Readonly<Record<string, string>>): Promise<RunningBackend> {
  return startOne(['subgraph', name, '--port', '0'], environment);
}

async function startOne(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<RunningBackend> {
  const start = (): Promise<AutoweaveProcess> => startAutoweave(args, environment);
  let process = await start();
  return {
    get url() {
      return process.url;
    },
    async crash() {
      await process.kill9();
      process = await start();
    },
    async stop() {
      await process.stop();
    },
  };
}
