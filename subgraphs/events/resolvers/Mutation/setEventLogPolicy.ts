import { readKeeping, toLogPolicy } from '../../domain/log-keeping.ts';
import type { MutationResolvers } from '../../generated/types.ts';

export const setEventLogPolicy: NonNullable<MutationResolvers['setEventLogPolicy']> = async (_parent, { policy }, { log, identity }) => {
  await log.keeping.setPolicy(identity, toLogPolicy(policy));
  return readKeeping(log, identity);
};
