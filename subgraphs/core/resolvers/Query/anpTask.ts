import type { QueryResolvers } from '../../generated/types.ts';

export const anpTask: NonNullable<QueryResolvers['anpTask']> = async (_parent, { id }, { core, identity }) => (await core?.tasks.find(identity, id)) ?? null;
