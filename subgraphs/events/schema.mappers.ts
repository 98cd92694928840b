/** The objects behind the schema's types, as the generated resolver types name them. */
export type { Durability as DurabilityMapper, RecordedEvent as EventMapper } from '../../platform/event-log/event-log.ts';
export type { HistoryPage as EventConnectionMapper, HistoryPage as PageInfoMapper } from './domain/history.ts';
export type { Published as PublishEventPayloadMapper } from './domain/publish.ts';

export type { Receipt as CommandReceiptMapper } from '../../platform/records/commands.ts';
export type { EventSchema as EventSchemaMapper, EventType as EventTypeMapper } from './domain/schemas.ts';
export type { SchemaCheck as EventSchemaCheckMapper } from './domain/schemas-commands.ts';

/** A service that another subgraph owns: its id is all that is known here. */
export interface ServiceMapper {
  readonly id: string;
}
