/** The objects behind the schema's types, as the generated resolver types name them. */
export type { Durability as DurabilityMapper, RecordedEvent as EventMapper } from '../../platform/event-log/event-log.ts';
export type { HistoryPage as EventConnectionMapper, HistoryPage as PageInfoMapper } from './domain/history.ts';
export type { Published as PublishEventPayloadMapper } from './domain/publish.ts';

/** A service that another subgraph owns: its id is all that is known here. */
export interface ServiceMapper {
  readonly id: string;
}
