import { readClaimRequest, readWait } from '../../domain/deliveries/read-claim.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const claimMessages: NonNullable<MutationResolvers['claimMessages']> = async (_root, { queue, waitMs, ...request }, { queues, signal, identity }) => {
  const patience = { waitMs: readWait(waitMs), signal };
  return { deliveries: await queues.claim(identity, queue, { ...readClaimRequest(request), patience }) };
};
