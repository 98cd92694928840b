import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import type { SubgraphContext } from '../../platform/subgraph/context.ts';
import type { PipelineCommands } from './domain/pipeline-commands.ts';
import type { PipelineStore } from './domain/pipeline-store.ts';
import type { SinkStores } from './domain/sink-writer.ts';
import type { Loaders } from './loaders.ts';

/** What the resolvers of this subgraph may reach. */
export interface PipelinesContext extends SubgraphContext {
  readonly commands: PipelineCommands;
  readonly store: PipelineStore;
  readonly sinks: SinkStores;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly loaders: Loaders;
}
