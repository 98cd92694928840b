import type { QueryResolvers } from '../../generated/types.ts';

export const coreAgents: NonNullable<QueryResolvers['coreAgents']> = (_parent, { filter }, { core }) => {
  const { status, search } = filter ?? {};
  return core?.agents.list({ ...(status == null ? {} : { status }), ...(search == null ? {} : { search }) }) ?? [];
};
