import type { EventLog } from '../../platform/event-log/event-log.ts';
import type { SubgraphContext } from '../../platform/subgraph/context.ts';
import type { Publisher } from './domain/publisher.ts';
import type { SchemaCommands } from './domain/schemas-commands.ts';
import type { SchemaStore } from './domain/schemas-store.ts';
import type { Loaders } from './loaders.ts';

/** What the resolvers of this subgraph may reach. */
export interface EventsContext extends SubgraphContext {
  readonly log: EventLog;
  readonly publisher: Publisher;
  readonly loaders: Loaders;
  readonly schemas: SchemaStore;
  readonly schemaCommands: SchemaCommands;
}
