import type { EventLog } from '../../platform/event-log/event-log.ts';
import type { SubgraphContext } from '../../platform/subgraph/context.ts';
import type { ServiceCommands } from './domain/service-commands.ts';
import type { ServiceRegistry } from './domain/service-registry.ts';
import type { Loaders } from './loaders.ts';

/** What the resolvers of this subgraph may reach. */
export interface ServicesContext extends SubgraphContext {
  readonly registry: ServiceRegistry;
  readonly commands: ServiceCommands;
  readonly log: EventLog;
  readonly loaders: Loaders;
}
