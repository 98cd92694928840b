import type { Published } from './domain/publish.ts';
import type { Spooled } from './domain/spooled-publishing.ts';

/** The objects behind the schema's types, as the generated resolver types name them. */
export type { Durability as DurabilityMapper, RecordedEvent as EventMapper } from '../../platform/event-log/event-log.ts';
export type { HistoryPage as EventConnectionMapper } from './domain/history.ts';
export type { PageBounds as PageInfoMapper } from './resolvers/page-bounds.ts';
/** What became of a publication. */
export type PublishEventPayloadMapper = Published | Spooled;
export type { SpooledEvent as SpooledPublicationMapper, SpoolFacts as EventBusSpoolMapper } from '../../platform/event-log/spool/event-spool.ts';

export type { Receipt as CommandReceiptMapper } from '../../platform/records/commands.ts';
export type { EventSchema as EventSchemaMapper, EventType as EventTypeMapper } from './domain/schemas.ts';
export type { SchemaCheck as EventSchemaCheckMapper } from './domain/schemas-commands.ts';
export type { Replay as ReplayMapper, ReplayTarget as ReplayTargetMapper } from './domain/replay.ts';
export type { ReplayTold as ReplayProgressMapper } from './domain/replay-events.ts';
export type { Suppression as ReplaySuppressionMapper } from './domain/side-effects.ts';
export type { RoutingFault as RoutingFaultMapper, RoutingRule as RoutingRuleMapper, RoutingTarget as RoutingTargetMapper } from './domain/routing.ts';

/** A service that another subgraph owns: its id is all that is known here. */
export interface ServiceMapper {
  readonly id: string;
}

// Groups and queues
export type { BusStats as EventBusStatsMapper } from './domain/bus-stats.ts';
export type {
  Delivery as DeliveryMapper,
  Delivery as DeadLetterMapper,
  Line as ConsumerGroupMapper,
  Line as MessageQueueMapper,
} from './domain/deliveries/delivery.ts';
export type { Line as DeliverySettingsMapper, Line as DeliveryTotalsMapper } from './domain/deliveries/delivery.ts';
export type { PushAttempt as WebhookCallMapper } from './domain/deliveries/delivery-store.ts';
export type { DeadErrorOfLine as DeadLetterErrorMapper, DeadPage as DeadLetterConnectionMapper } from './domain/deliveries/read-dead-letters.ts';

export type { WebhookSecret as WebhookSecretMapper } from './domain/webhook-secrets.ts';

// The audit
/** Its parts are read when they are asked for. */
export type DeliveryAuditMapper = object;
export type { GroupAudit as GroupAuditMapper } from './domain/deliveries/audit-group.ts';

// Projections
export type {
  Projection as ProjectionMapper,
  ProjectionCheck as ProjectionCheckMapper,
  EntryDifference as ProjectionDifferenceMapper,
} from './domain/projections/projection.ts';
export type { ProjectionTold as ProjectionProgressMapper } from './domain/projections/projection-events.ts';
