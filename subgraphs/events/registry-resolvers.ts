import type { Resolvers } from './generated/types.ts';
import { EventSchema } from './resolvers/EventSchema.ts';
import { EventSchemaCheck } from './resolvers/EventSchemaCheck.ts';
import { EventType } from './resolvers/EventType.ts';
import { registerEventSchema } from './resolvers/Mutation/registerEventSchema.ts';
import { setEventSchemaPolicy } from './resolvers/Mutation/setEventSchemaPolicy.ts';
import { asyncApi } from './resolvers/Query/asyncApi.ts';
import { checkEventSchema } from './resolvers/Query/checkEventSchema.ts';
import { eventSchema } from './resolvers/Query/eventSchema.ts';
import { eventSchemaPolicy } from './resolvers/Query/eventSchemaPolicy.ts';
import { eventTypes } from './resolvers/Query/eventTypes.ts';
import { eventTypeScript } from './resolvers/Query/eventTypeScript.ts';

/** The resolvers of schemas, rules, replays and requests. */
export const registryResolvers = {
  Query: { asyncApi, checkEventSchema, eventSchema, eventSchemaPolicy, eventTypes, eventTypeScript },
  Mutation: { registerEventSchema, setEventSchemaPolicy },
  types: { EventSchema, EventSchemaCheck, EventType },
} satisfies { Query: Resolvers['Query']; Mutation: Resolvers['Mutation']; types: Resolvers };
