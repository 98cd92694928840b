import type { Resolvers } from './generated/types.ts';
import { EventSchema } from './resolvers/EventSchema.ts';
import { EventSchemaCheck } from './resolvers/EventSchemaCheck.ts';
import { EventType } from './resolvers/EventType.ts';
import { registerEventSchema } from './resolvers/Mutation/registerEventSchema.ts';
import { setEventSchemaPolicy } from './resolvers/Mutation/setEventSchemaPolicy.ts';
import { saveRoutingRule } from './resolvers/Mutation/saveRoutingRule.ts';
import { enableRoutingRule } from './resolvers/Mutation/enableRoutingRule.ts';
import { deleteRoutingRule } from './resolvers/Mutation/deleteRoutingRule.ts';
import { routingRules } from './resolvers/Query/routingRules.ts';
import { routingRule } from './resolvers/Query/routingRule.ts';
import { testRoutingRule } from './resolvers/Query/testRoutingRule.ts';
import { RoutingFault, RoutingRule, RoutingTarget } from './resolvers/RoutingRule.ts';
import { replayEvents } from './resolvers/Mutation/replayEvents.ts';
import { pauseReplay } from './resolvers/Mutation/pauseReplay.ts';
import { resumeReplay } from './resolvers/Mutation/resumeReplay.ts';
import { cancelReplay } from './resolvers/Mutation/cancelReplay.ts';
import { recordSideEffect } from './resolvers/Mutation/recordSideEffect.ts';
import { requestEvent } from './resolvers/Mutation/requestEvent.ts';
import { replay } from './resolvers/Query/replay.ts';
import { replays } from './resolvers/Query/replays.ts';
import { eventReplies } from './resolvers/Query/eventReplies.ts';
import { Replay, ReplayProgress, ReplaySuppression, ReplayTarget } from './resolvers/Replay.ts';
import { replayProgressed } from './resolvers/Subscription/replayProgressed.ts';
import { asyncApi } from './resolvers/Query/asyncApi.ts';
import { checkEventSchema } from './resolvers/Query/checkEventSchema.ts';
import { eventSchema } from './resolvers/Query/eventSchema.ts';
import { eventSchemaPolicy } from './resolvers/Query/eventSchemaPolicy.ts';
import { eventTypes } from './resolvers/Query/eventTypes.ts';
import { eventTypeScript } from './resolvers/Query/eventTypeScript.ts';
import { saveProjection } from './resolvers/Mutation/saveProjection.ts';
import { rebuildProjection } from './resolvers/Mutation/rebuildProjection.ts';
import { checkProjection } from './resolvers/Mutation/checkProjection.ts';
import { deleteProjection } from './resolvers/Mutation/deleteProjection.ts';
import { Projection, ProjectionCheck, ProjectionDifference, ProjectionProgress } from './resolvers/Projection.ts';
import { projection } from './resolvers/Query/projection.ts';
import { projections } from './resolvers/Query/projections.ts';
import { projectionProgressed } from './resolvers/Subscription/projectionProgressed.ts';

/** The resolvers of schemas, rules, replays, requests and projections. */
export const registryResolvers = {
  Query: {
    asyncApi,
    checkEventSchema,
    eventSchema,
    eventSchemaPolicy,
    eventTypes,
    eventTypeScript,
    routingRule,
    routingRules,
    testRoutingRule,
    replay,
    replays,
    eventReplies,
    projection,
    projections,
  },
  Mutation: {
    registerEventSchema,
    setEventSchemaPolicy,
    saveRoutingRule,
    enableRoutingRule,
    deleteRoutingRule,
    replayEvents,
    pauseReplay,
    resumeReplay,
    cancelReplay,
    recordSideEffect,
    requestEvent,
    saveProjection,
    rebuildProjection,
    checkProjection,
    deleteProjection,
  },
  Subscription: { replayProgressed, projectionProgressed },
  types: {
    EventSchema,
    EventSchemaCheck,
    EventType,
    RoutingFault,
    RoutingRule,
    RoutingTarget,
    Replay,
    ReplayProgress,
    ReplaySuppression,
    ReplayTarget,
    Projection,
    ProjectionCheck,
    ProjectionDifference,
    ProjectionProgress,
  },
} satisfies { Query: Resolvers['Query']; Mutation: Resolvers['Mutation']; Subscription: Resolvers['Subscription']; types: Resolvers };
