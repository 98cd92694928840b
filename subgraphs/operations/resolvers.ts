import { dateTimeScalar } from '../../platform/subgraph/scalars/date-time.ts';
import { jsonObjectScalar } from '../../platform/subgraph/scalars/json.ts';
import type { Resolvers } from './generated/types.ts';
import { drainSubscriptions } from './resolvers/Mutation/drainSubscriptions.ts';
import { endSubscription } from './resolvers/Mutation/endSubscription.ts';
import { invalidateCache } from './resolvers/Mutation/invalidateCache.ts';
import { runningSubscription } from './resolvers/Query/runningSubscription.ts';
import { runningSubscriptions } from './resolvers/Query/runningSubscriptions.ts';
import { subscriptionTotals } from './resolvers/Query/subscriptionTotals.ts';
import { RunningSubscription } from './resolvers/RunningSubscription.ts';

/** Every resolver, by its place in the schema. */
export const resolvers: Resolvers = {
  Query: { runningSubscription, runningSubscriptions, subscriptionTotals },
  Mutation: { drainSubscriptions, endSubscription, invalidateCache },
  RunningSubscription,
  DateTime: dateTimeScalar,
  JSONObject: jsonObjectScalar,
};
