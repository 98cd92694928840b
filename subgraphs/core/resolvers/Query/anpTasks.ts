import type { QueryResolvers } from '../../generated/types.ts';

export const anpTasks: NonNullable<QueryResolvers['anpTasks']> = (_parent, { first }, { core, identity }) => core?.tasks.list(identity, first) ?? [];
