import type { QueryResolvers } from '../../generated/types.ts';
import { given } from '../given.ts';

export const coreEventDeliveries: NonNullable<QueryResolvers['coreEventDeliveries']> = (_parent, { state, first }, { core, identity }) =>
  core?.deliveries.list(identity, { first, ...given({ state }) }) ?? [];
