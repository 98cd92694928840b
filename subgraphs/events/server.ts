import { randomUUID } from 'node:crypto';
import { createSubgraph } from '../../platform/subgraph/create-subgraph.ts';
import type { SubgraphDefinition } from '../../platform/subgraph/host.ts';
import { readSubgraphSdl } from '../../platform/subgraph/read-sdl.ts';
import { dateTimeScalar } from '../../platform/subgraph/scalars/date-time.ts';
import { jsonScalar } from '../../platform/subgraph/scalars/json.ts';
import { positionScalar } from '../../platform/subgraph/scalars/position.ts';
import { createEraseCopies } from './adapters/erase-copies.ts';
import { EVENT_MIGRATIONS, type EventTables } from './adapters/event-tables.ts';
import { createRecordsProducerStore } from './adapters/records-producer-store.ts';
import { createRecordsSchemaStore } from './adapters/records-schema-store.ts';
import { createRecordsWebhookSecretStore } from './adapters/records-webhook-secret-store.ts';
import { createThreadEvaluator } from './adapters/thread-evaluator.ts';
import type { EventsContext } from './context.ts';
import { deliveryResolvers } from './delivery-resolvers.ts';
import { startDeliveryWork } from './delivery-work.ts';
import { createAuditedPublisher } from './domain/audited-publisher.ts';
import { gatherAppends } from './domain/gathered-appends.ts';
import { startLogKeeper } from './domain/log-keeper.ts';
import { createRequiredPositions } from './domain/groups/required-groups.ts';
import { createPublisher } from './domain/publisher.ts';
import { createSchemaCommands } from './domain/schemas-commands.ts';
import { createConformance } from './domain/schemas-conformance.ts';
import { createWebhookSecrets } from './domain/webhook-secrets.ts';
import { createWebhookSigner } from './domain/webhook-signing.ts';
import type { Resolvers } from './generated/types.ts';
import { createLoaders } from './loaders.ts';
import { registryResolvers } from './registry-resolvers.ts';
import { startRegistryWork } from './registry-work.ts';
import { Durability } from './resolvers/Durability.ts';
import { Event } from './resolvers/Event.ts';
import { EventConnection } from './resolvers/EventConnection.ts';
import { eraseEventSubject } from './resolvers/Mutation/eraseEventSubject.ts';
import { publishEvent } from './resolvers/Mutation/publishEvent.ts';
import { publishEvents } from './resolvers/Mutation/publishEvents.ts';
import { setEventLogPolicy } from './resolvers/Mutation/setEventLogPolicy.ts';
import { PageInfo } from './resolvers/PageInfo.ts';
import { PublishEventPayload } from './resolvers/PublishEventPayload.ts';
import { event } from './resolvers/Query/event.ts';
import { eventBusStats } from './resolvers/Query/eventBusStats.ts';
import { eventLogKeeping } from './resolvers/Query/eventLogKeeping.ts';
import { events } from './resolvers/Query/events.ts';
import { spooledEvent } from './resolvers/Query/spooledEvent.ts';
import { Service } from './resolvers/Service.ts';
import { EventBusSpool } from './resolvers/EventBusSpool.ts';
import { SpooledPublication } from './resolvers/SpooledPublication.ts';
import { eventReceived } from './resolvers/Subscription/eventReceived.ts';
import { eventTimeTravel } from './resolvers/Subscription/eventTimeTravel.ts';
import { startSpooledPublishing } from './spooled-work.ts';

const resolvers: Resolvers = {
  ...registryResolvers.types,
  ...deliveryResolvers.types,
  Query: { ...registryResolvers.Query, ...deliveryResolvers.Query, event, events, eventBusStats, eventLogKeeping, spooledEvent },
  Mutation: { ...registryResolvers.Mutation, ...deliveryResolvers.Mutation, publishEvent, publishEvents, setEventLogPolicy, eraseEventSubject },
  Subscription: { ...registryResolvers.Subscription, eventReceived, eventTimeTravel },
  Event,
  EventConnection,
  PublishEventPayload,
  SpooledPublication,
  EventBusSpool,
  Service,
  PageInfo,
  Durability,
  DateTime: dateTimeScalar,
  JSON: jsonScalar,
  Position: positionScalar,
};

/** What background work commits as. */
const PRINCIPAL = 'autoweave-events';
/** How long one of a user's schemas or expressions may take on one event. */
const EVALUATION_TIMEOUT_MS = 2_000;

/** The event log as an API. Events stay in the host's log; what is delivered of them is kept in the records. */
export const eventsSubgraph: SubgraphDefinition = {
  name: 'events',
  async start(host) {
    const { log, clock, logger, lifecycle } = host;
    const kit = await host.openRecords<EventTables>(EVENT_MIGRATIONS);
    const evaluator = host.lifecycle.own('evaluator', createThreadEvaluator({ clock, taskTimeoutMs: EVALUATION_TIMEOUT_MS }));
    const projector = host.lifecycle.own('projector', createThreadEvaluator({ clock, taskTimeoutMs: EVALUATION_TIMEOUT_MS }));
    const webhookSecretStore = createRecordsWebhookSecretStore(kit);
    const signer = createWebhookSigner({ store: webhookSecretStore, clock });
    const schemas = createRecordsSchemaStore(kit);
    const schemaCommands = createSchemaCommands({ store: schemas, evaluator, clock });
    const conformance = createConformance({ store: schemas, evaluator });
    const registry = startRegistryWork(host, { kit, evaluator, conformance, projector, signer });
    const deliveries = startDeliveryWork(host, { kit, signer });
    const producers = createRecordsProducerStore(kit);
    const gathered = gatherAppends(log, clock);
    const publisher = createAuditedPublisher(
      createPublisher({ log: gathered, clock, conformance, spooled: startSpooledPublishing({ ...host, log: gathered }, deliveries) }),
      {
        producers,
        logger,
      },
    );
    const requiredPositions = createRequiredPositions({ store: deliveries.deliveryStore, clock, newId: randomUUID, principal: PRINCIPAL });
    lifecycle.own('log keeper', startLogKeeper({ log, clock, logger, principal: PRINCIPAL, requiredPositions }));
    const eraseCopies = createEraseCopies(kit);
    return createSubgraph<EventsContext>({
      name: 'events',
      typeDefs: readSubgraphSdl('events'),
      resolvers,
      createContext: (base) => ({
        ...base,
        ...deliveries,
        clock,
        schemas,
        schemaCommands,
        ...registry,
        log,
        eraseCopies,
        publisher,
        producers,
        webhookSecretStore,
        webhookSecrets: createWebhookSecrets({ store: webhookSecretStore, clock }),
        loaders: createLoaders(log, base.identity),
      }),
      appliedPosition: (scope) => log.head(scope),
      clock,
      logger,
    });
  },
};
