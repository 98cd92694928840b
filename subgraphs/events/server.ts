import { createSubgraph } from '../../platform/subgraph/create-subgraph.ts';
import type { SubgraphDefinition } from '../../platform/subgraph/host.ts';
import { readSubgraphSdl } from '../../platform/subgraph/read-sdl.ts';
import { dateTimeScalar } from '../../platform/subgraph/scalars/date-time.ts';
import { jsonScalar } from '../../platform/subgraph/scalars/json.ts';
import { positionScalar } from '../../platform/subgraph/scalars/position.ts';
import { EVENT_MIGRATIONS, type EventTables } from './adapters/event-tables.ts';
import type { EventsContext } from './context.ts';
import { createPublisher } from './domain/publisher.ts';
import type { Resolvers } from './generated/types.ts';
import { createLoaders } from './loaders.ts';
import { Durability } from './resolvers/Durability.ts';
import { Event } from './resolvers/Event.ts';
import { EventConnection } from './resolvers/EventConnection.ts';
import { publishEvent } from './resolvers/Mutation/publishEvent.ts';
import { publishEvents } from './resolvers/Mutation/publishEvents.ts';
import { PageInfo } from './resolvers/PageInfo.ts';
import { PublishEventPayload } from './resolvers/PublishEventPayload.ts';
import { event } from './resolvers/Query/event.ts';
import { eventBusStats } from './resolvers/Query/eventBusStats.ts';
import { events } from './resolvers/Query/events.ts';
import { Service } from './resolvers/Service.ts';
import { eventReceived } from './resolvers/Subscription/eventReceived.ts';

const resolvers: Resolvers = {
  Query: { event, events, eventBusStats },
  Mutation: { publishEvent, publishEvents },
  Subscription: { eventReceived },
  Event,
  EventConnection,
  PublishEventPayload,
  Service,
  PageInfo,
  Durability,
  DateTime: dateTimeScalar,
  JSON: jsonScalar,
  Position: positionScalar,
};

/** The event log as an API. Events stay in the host's log; what is delivered of them is kept in the records. */
export const eventsSubgraph: SubgraphDefinition = {
  name: 'events',
  async start(host) {
    const { log, clock, logger } = host;
    const kit = await host.openRecords<EventTables>(EVENT_MIGRATIONS);
    const publisher = createPublisher({ log, clock });
    return createSubgraph<EventsContext>({
      name: 'events',
      typeDefs: readSubgraphSdl('events'),
      resolvers,
      createContext: (base) => ({ ...base, log, publisher, loaders: createLoaders(log, base.identity) }),
      appliedPosition: (scope) => log.head(scope),
      clock,
      logger,
    });
  },
};
