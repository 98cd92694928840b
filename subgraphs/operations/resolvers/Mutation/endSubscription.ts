import * as domain from '../../domain/subscriptions.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const endSubscription: NonNullable<MutationResolvers['endSubscription']> = async (_root, order, { desk, identity }) => ({
  subscription: (await domain.endSubscription(identity, order, desk)) ?? null,
});
