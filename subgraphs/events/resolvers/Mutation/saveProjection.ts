import type { MutationResolvers } from '../../generated/types.ts';

export const saveProjection: NonNullable<MutationResolvers['saveProjection']> = async (_parent, { input }, { projectionCommands, recordReceipt, identity }) => {
  const done = await projectionCommands.save(identity, input);
  recordReceipt(done.receipt);
  return done;
};
