import type { QueryResolvers } from '../../generated/types.ts';

export const routingRule: NonNullable<QueryResolvers['routingRule']> = async (_parent, { id }, { routing, identity }) =>
  (await routing.rule(identity, id)) ?? null;
