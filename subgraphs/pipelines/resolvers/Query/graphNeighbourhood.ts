import type { QueryResolvers } from '../../generated/types.ts';
import { readNeighbourhood } from '../../domain/read-neighbourhood.ts';

export const graphNeighbourhood: NonNullable<QueryResolvers['graphNeighbourhood']> = async (_root, { id, ...around }, { sinks, identity }) =>
  (await readNeighbourhood(identity, id, { ...around, store: await sinks.graph() })) ?? null;
