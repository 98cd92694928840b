import { join } from 'node:path';
import { start } from '../measure/contestants.ts';
import { SUBGRAPHS, type SubgraphName } from './shop-schemas.ts';

/** The four subgraphs, each a process. */
export interface RunningSubgraphs {
  readonly urls: Readonly<Record<SubgraphName, string>>;
  /** Calls that they have answered in all. */
  countCalls(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts them on the cores that this process may use. */
export async function startSubgraphs(): Promise<RunningSubgraphs> {
  const script = join(import.meta.dirname, 'servers', 'subgraph.ts');
  const running = await Promise.all(SUBGRAPHS.map((name) => start([script, name], {})));
  const urls = Object.fromEntries(SUBGRAPHS.map((name, index) => [name, running[index]?.url ?? ''])) as Record<SubgraphName, string>;
  return {
    urls,
    async countCalls() {
      const counts = await Promise.all(running.map(async ({ url }) => Number(await (await fetch(url)).text())));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async stop() {
      await Promise.all(running.map((one) => one.stop()));
    },
  };
}
