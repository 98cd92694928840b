import type { QueryResolvers } from '../../generated/types.ts';

export const replay: NonNullable<QueryResolvers['replay']> = async (_parent, { id }, { replays, identity }) => (await replays.replay(identity, id)) ?? null;
