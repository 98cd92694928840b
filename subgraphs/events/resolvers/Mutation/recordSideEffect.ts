import type { MutationResolvers } from '../../generated/types.ts';

export const recordSideEffect: NonNullable<MutationResolvers['recordSideEffect']> = async (_parent, { input }, { sideEffects, identity }) => {
  const { proceed, differs, atMs } = await sideEffects.record(identity, input);
  return { proceed, differs, recordedAt: new Date(atMs).toISOString() };
};
