import type { MutationResolvers } from '../../generated/types.ts';

export const deleteProjection: NonNullable<MutationResolvers['deleteProjection']> = async (_parent, args, { projectionCommands, recordReceipt, identity }) => {
  const done = await projectionCommands.remove(identity, args);
  recordReceipt(done.receipt);
  return done;
};
