import { sumSubscriptions } from '../../domain/subscriptions.ts';
import type { QueryResolvers } from '../../generated/types.ts';

export const subscriptionTotals: NonNullable<QueryResolvers['subscriptionTotals']> = (_root, _args, { desk, identity }) => sumSubscriptions(identity, desk);
