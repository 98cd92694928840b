/** What stands behind each type of the schema in this subgraph's resolvers. */
export type { OpenSubscription as RunningSubscriptionMapper } from '../../platform/subscription-desk/subscription-desk.ts';
