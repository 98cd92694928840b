import { readClaimRequest } from '../../domain/deliveries/read-claim.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const claimMessages: NonNullable<MutationResolvers['claimMessages']> = async (_root, { queue, ...request }, { queues, identity }) => {
  return { deliveries: await queues.claim(identity, queue, readClaimRequest(request)) };
};
