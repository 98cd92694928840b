import { Registry } from 'prom-client';
import { createHost } from '../../bin/create-host.ts';
import { systemClock, type Clock } from '../../platform/clock/clock.ts';
import type { Environment } from '../../platform/config/settings.ts';
import { createLifecycle } from '../../platform/lifecycle/lifecycle.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { readStoreConfig } from '../../platform/stores/config.ts';
import { openStores } from '../../platform/stores/open-stores.ts';
import type { SubgraphHost } from '../../platform/subgraph/host.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

/** A folder for the stores of one test; `remove` once they are closed. */
export type DataFolder = ReturnType<typeof createTemporaryFolder>;

export { createTemporaryFolder as createDataFolder };

/** A process of one subgraph, as far as the subgraph can tell. */
export interface TestHost {
  readonly host: SubgraphHost;
  /** Stops what the subgraph started and closes the stores; the folder stays. */
  close(): Promise<void>;
}

/** What the process is like. */
export interface TestHostOptions {
  readonly clock?: Clock;
  /** As a process finds it: `REDIS_URL` and its like choose the stores. */
  readonly environment?: Environment;
  /** The subgraph's name, which names its records. */
  readonly name?: string;
  /** What tells this process from other copies; default random. */
  readonly instanceId?: string;
}

/** A host as a process makes it, its embedded stores in `folder`. */
export async function startTestHost(folder: DataFolder, options: TestHostOptions = {}): Promise<TestHost> {
  const { clock = systemClock, environment = {}, name = 'test', instanceId } = options;
  const logger = createLogger({ level: 'silent', process: 'test' });
  const lifecycle = createLifecycle(logger);
  const config = readStoreConfig({ AUTOWEAVE_DATA_DIR: folder.path, ...environment });
  // What a command answers is shown, not how soon the disk lets it.
  const stores = await openStores({ config, clock, logger, lifecycle, settleTimeoutMs: 60_000 });
  const host = createHost(name, { stores, clock, logger, lifecycle, metrics: new Registry(), environment });
  return { host: instanceId === undefined ? host : { ...host, instanceId }, close: () => lifecycle.stop('the test is over') };
}
