import { readClaimRequest } from '../../domain/deliveries/read-claim.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const claimEvents: NonNullable<MutationResolvers['claimEvents']> = async (_root, { group, ...request }, { groups, identity }) => {
  return { deliveries: await groups.claim(identity, group, readClaimRequest(request)) };
};
