import type { Registry } from 'prom-client';
import type { Cache } from '../cache/cache.ts';
import type { Clock } from '../clock/clock.ts';
import type { Environment } from '../config/settings.ts';
import type { EventLog } from '../event-log/event-log.ts';
import type { GraphStore } from '../graph/graph-store.ts';
import type { RouteHandler } from '../http/process-routes.ts';
import type { KeptAnswers } from '../kept-answers/kept-answers.ts';
import type { Leases } from '../lease/lease.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import type { Logger } from '../logging/logger.ts';
import type { Commands } from '../records/commands.ts';
import type { Migration, Records, Tables } from '../records/records.ts';
import type { VectorStore } from '../vectors/vector-store.ts';
import type { SubscriptionDesk } from '../subscription-desk/subscription-desk.ts';
import type { SubgraphEndpoint } from './endpoint.ts';

/** What a process hands to a subgraph that it starts. Stores open when they are first asked for and belong to the host. */
export interface SubgraphHost {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly lifecycle: Lifecycle;
  readonly environment: Environment;
  /** Prometheus metrics of this process. */
  readonly metrics: Registry;
  /** Distinguishes this process from other copies, e.g. as a lease holder. */
  readonly instanceId: string;
  /** Those of the gateway in this process, or of all gateways on the same Redis; absent where neither is. */
  readonly subscriptions?: SubscriptionDesk;
  /** What the same gateways keep of answers. */
  readonly keptAnswers?: KeptAnswers;
  readonly log: EventLog;
  readonly cache: Cache;
  openRecords<DB extends Tables>(migrations: readonly Migration[]): Promise<RecordsKit<DB>>;
  openGraph(): Promise<GraphStore>;
  openVectors(): Promise<VectorStore>;
}

/** A subgraph's own store: reads, commands that wait for the log, and leases. */
export interface RecordsKit<DB extends Tables> {
  readonly records: Records<DB>;
  readonly commands: Commands<DB>;
  readonly leases: Leases;
}

/** A subgraph as its `server.ts` offers it. */
export interface SubgraphDefinition {
  readonly name: string;
  /** Opens its stores, starts its background work (registered with the lifecycle) and answers when it can serve. */
  start(host: SubgraphHost): Promise<StartedSubgraph>;
}

/** A subgraph that serves. */
export interface StartedSubgraph extends SubgraphEndpoint {
  /** Plain HTTP that it answers beside GraphQL; the process mounts it on its port, after its own routes. */
  readonly routes?: RouteHandler;
}
