import { readWithin } from '../../domain/deliveries/read-number.ts';
import type { QueryResolvers } from '../../generated/types.ts';

export const messageQueues: NonNullable<QueryResolvers['messageQueues']> = async (_root, { first, after }, { deliveryStore, identity }) =>
  deliveryStore.listLines(identity, 'queue', { limit: readWithin(first, 'first', { min: 1, max: 500 }), afterName: after ?? undefined });
