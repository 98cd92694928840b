import type { QueryResolvers } from '../../generated/types.ts';

export const testRoutingRule: NonNullable<QueryResolvers['testRoutingRule']> = (_parent, { rule, last }, { routingCommands, identity }) =>
  routingCommands.test(identity, { ...rule, name: rule.name ?? 'test', target: rule.target ?? { topic: 'test' } }, last);
