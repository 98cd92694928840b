import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/event-log/event-log.ts';
import type { SubgraphContext } from '../../platform/subgraph/context.ts';
import type { EraseCopies } from './adapters/erase-copies.ts';
import type { DeliveryWork } from './delivery-work.ts';
import type { Publisher } from './domain/publisher.ts';
import type { ProducerStore } from './domain/producers.ts';
import type { ProjectionCommands } from './domain/projections/projection-commands.ts';
import type { ProjectionStore } from './domain/projections/projection-store.ts';
import type { ReplayCommands } from './domain/replay-commands.ts';
import type { ReplayStore } from './domain/replay-store.ts';
import type { Requester } from './domain/requests.ts';
import type { RoutingCommands } from './domain/routing-commands.ts';
import type { RoutingStore } from './domain/routing-store.ts';
import type { SchemaCommands } from './domain/schemas-commands.ts';
import type { SchemaStore } from './domain/schemas-store.ts';
import type { SideEffectCommands } from './domain/side-effect-commands.ts';
import type { WebhookSecrets, WebhookSecretStore } from './domain/webhook-secrets.ts';
import type { Loaders } from './loaders.ts';

/** What the resolvers of this subgraph may reach. */
export interface EventsContext extends SubgraphContext, DeliveryWork {
  readonly clock: Clock;
  readonly log: EventLog;
  readonly eraseCopies: EraseCopies;
  readonly publisher: Publisher;
  readonly loaders: Loaders;
  readonly schemas: SchemaStore;
  readonly schemaCommands: SchemaCommands;
  readonly routing: RoutingStore;
  readonly routingCommands: RoutingCommands;
  readonly replays: ReplayStore;
  readonly replayCommands: ReplayCommands;
  readonly sideEffects: SideEffectCommands;
  readonly requester: Requester;
  readonly webhookSecretStore: WebhookSecretStore;
  readonly webhookSecrets: WebhookSecrets;
  readonly producers: ProducerStore;
  readonly projections: ProjectionStore;
  readonly projectionCommands: ProjectionCommands;
}
