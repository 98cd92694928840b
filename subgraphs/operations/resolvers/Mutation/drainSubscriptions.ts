import * as domain from '../../domain/subscriptions.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const drainSubscriptions: NonNullable<MutationResolvers['drainSubscriptions']> = async (_root, { overMs }, { desk, identity }) => ({
  moving: await domain.drainSubscriptions(identity, overMs, desk),
});
