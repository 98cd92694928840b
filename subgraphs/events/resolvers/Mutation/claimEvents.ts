import { readClaimRequest, readWait } from '../../domain/deliveries/read-claim.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const claimEvents: NonNullable<MutationResolvers['claimEvents']> = async (_root, { group, waitMs, ...request }, { groups, signal, identity }) => {
  const patience = { waitMs: readWait(waitMs), signal };
  return { deliveries: await groups.claim(identity, group, { ...readClaimRequest(request), patience }) };
};
