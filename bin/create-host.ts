import { randomUUID } from 'node:crypto';
import type { Registry } from 'prom-client';
import type { Clock } from '../platform/clock/clock.ts';
import type { Environment } from '../platform/config/settings.ts';
import type { Lifecycle } from '../platform/lifecycle/lifecycle.ts';
import type { Logger } from '../platform/logging/logger.ts';
import type { Stores } from '../platform/stores/open-stores.ts';
import type { SubgraphHost } from '../platform/subgraph/host.ts';
import type { GatewayViews } from './join-peers.ts';

/** What a process hands to the subgraph `name`. */
export function createHost(
  name: string,
  parts: { stores: Stores; clock: Clock; logger: Logger; lifecycle: Lifecycle; metrics: Registry; environment: Environment; views?: GatewayViews },
): SubgraphHost {
  const { stores, clock, logger, lifecycle, metrics, environment, views } = parts;
  return {
    clock,
    lifecycle,
    metrics,
    environment,
    ...views,
    logger: logger.child({ subgraph: name }),
    instanceId: randomUUID(),
    log: stores.log,
    cache: stores.cache,
    openRecords: (migrations) => stores.openRecords(name, migrations),
    openGraph: () => stores.openGraph(),
    openVectors: () => stores.openVectors(),
  };
}
