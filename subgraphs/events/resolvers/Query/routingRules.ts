import type { QueryResolvers } from '../../generated/types.ts';

export const routingRules: NonNullable<QueryResolvers['routingRules']> = (_parent, _args, { routing, identity }) => routing.rules(identity);
