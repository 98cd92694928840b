import { systemClock, type Clock } from '../../platform/clock/clock.ts';
import type { StartedSubgraph, SubgraphHost } from '../../platform/subgraph/host.ts';
import { findFreePort } from './find-free-port.ts';
import { createDataFolder, startTestHost, type DataFolder } from './subgraph-host.ts';
import { createCoreDouble, type CoreDouble, type CoreDoubleOptions } from '../../subgraphs/core/double/main.ts';
import { coreSubgraph } from '../../subgraphs/core/server.ts';

/** The subgraph of these tests, on real stores, with what it needs to be stopped and started again. */
export interface CoreUnderTest {
  readonly subgraph: StartedSubgraph;
  readonly host: SubgraphHost;
  close(): Promise<void>;
}

/** The core subgraph over a double of AutoWeave Core. */
export interface CoreTestKit {
  readonly folder: DataFolder;
  startDouble(options?: Partial<CoreDoubleOptions>): Promise<CoreDouble>;
  /** The subgraph against `double`, or against ports where nothing listens. */
  startSubgraph(
    double: Pick<CoreDouble, 'url' | 'wsUrl' | 'anpUrl' | 'mcpUrl'>,
    options?: { clock?: Clock; environment?: Record<string, string>; instanceId?: string },
  ): Promise<CoreUnderTest>;
  /** Ends all that was started, newest first. */
  close(): Promise<void>;
}

/** Nothing listens on port 9 of a test machine. */
export const NOWHERE = { url: 'http://127.0.0.1:9', wsUrl: 'ws://127.0.0.1:9/ws', anpUrl: 'http://127.0.0.1:9', mcpUrl: 'http://127.0.0.1:9' };

/** Starts nothing before it is asked to. */
export function createCoreTestKit(): CoreTestKit {
  const folder = createDataFolder();
  const started: { close(): Promise<void> }[] = [];
  return {
    folder,
    async startDouble(options = {}) {
      // A double that was away comes back at its ports, which nobody else may be given meanwhile.
      const [port, anpPort, mcpPort] = [await findFreePort(), await findFreePort(), await findFreePort()];
      const double = await createCoreDouble({ host: '127.0.0.1', port, anpPort, mcpPort, externalRegistries: [], clock: systemClock, ...options });
      started.push(double);
      return double;
    },
    async startSubgraph({ url, wsUrl, anpUrl, mcpUrl }, { clock, environment = {}, instanceId } = {}) {
      const settings = {
        AUTOWEAVE_CORE_URL: url,
        AUTOWEAVE_CORE_WS_URL: wsUrl,
        ANP_SERVER_URL: anpUrl,
        AUTOWEAVE_CORE_MCP_URL: mcpUrl,
        AUTOWEAVE_CORE_POLL_MS: '100',
        AUTOWEAVE_CORE_RECONNECT_MIN_MS: '20',
        // A process that gets no time for a while has not lost Core.
        AUTOWEAVE_CORE_TIMEOUT_MS: '60000',
      };
      const running = await startTestHost(folder, {
        environment: { ...settings, ...environment },
        ...(clock === undefined ? {} : { clock }),
        ...(instanceId === undefined ? {} : { instanceId }),
      });
      started.push(running);
      return { subgraph: await coreSubgraph.start(running.host), host: running.host, close: () => running.close() };
    },
    async close() {
      for (const part of started.toReversed()) await part.close();
      folder.remove();
    },
  };
}
