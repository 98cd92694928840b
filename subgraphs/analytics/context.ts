import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import type { SubgraphContext } from '../../platform/subgraph/context.ts';
import type { EventCountStore } from './domain/event-counts.ts';
import type { MetricStore } from './domain/metric-store.ts';
import type { Loaders } from './loaders.ts';

/** What the resolvers of this subgraph may reach. */
export interface AnalyticsContext extends SubgraphContext {
  readonly metrics: MetricStore;
  readonly counts: EventCountStore;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly loaders: Loaders;
}
