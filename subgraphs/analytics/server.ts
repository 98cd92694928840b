import { readPosition, toPosition } from '../../platform/event-log/position.ts';
import { createSubgraph } from '../../platform/subgraph/create-subgraph.ts';
import type { SubgraphDefinition } from '../../platform/subgraph/host.ts';
import { readSubgraphSdl } from '../../platform/subgraph/read-sdl.ts';
import { ANALYTICS_MIGRATIONS, type AnalyticsTables } from './adapters/metric-tables.ts';
import { createRecordsEventCountStore } from './adapters/records-event-count-store.ts';
import { createRecordsMetricStore } from './adapters/records-metric-store.ts';
import type { AnalyticsContext } from './context.ts';
import { startEventCounter } from './domain/event-counter.ts';
import { createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';

/** Metrics, and counts of what the log tells. */
export const analyticsSubgraph: SubgraphDefinition = {
  name: 'analytics',
  async start(host) {
    const { log, clock, lifecycle, instanceId } = host;
    const logger = host.logger.child({ subgraph: 'analytics' });
    const kit = await host.openRecords<AnalyticsTables>(ANALYTICS_MIGRATIONS);
    const metrics = createRecordsMetricStore(kit);
    const counts = createRecordsEventCountStore(kit.records);
    lifecycle.own('event counter', startEventCounter({ log, store: counts, leases: kit.leases, clock, logger }, { instanceId }));
    return createSubgraph<AnalyticsContext>({
      name: 'analytics',
      typeDefs: readSubgraphSdl('analytics'),
      resolvers,
      createContext: (base) => ({ ...base, metrics, counts, log, clock, loaders: createLoaders(counts, base.identity) }),
      // Nothing is counted yet in a workspace without a checkpoint: its reads reflect the log's beginning.
      async appliedPosition(scope) {
        const checkpoint = await counts.checkpoint(scope);
        return checkpoint?.position ?? toPosition({ ...readPosition(await log.head(scope), scope.workspace), sequence: 0 });
      },
      clock,
      logger,
    });
  },
};
