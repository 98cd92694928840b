import type { MutationResolvers } from '../../generated/types.ts';

export const rebuildProjection: NonNullable<MutationResolvers['rebuildProjection']> = async (
  _parent,
  args,
  { projectionCommands, recordReceipt, identity },
) => {
  const done = await projectionCommands.rebuild(identity, args);
  recordReceipt(done.receipt);
  return done;
};
