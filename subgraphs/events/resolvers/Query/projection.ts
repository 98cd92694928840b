import { findApplied } from '../../domain/projections/await-projection.ts';
import type { QueryResolvers } from '../../generated/types.ts';

export const projection: NonNullable<QueryResolvers['projection']> = async (_parent, { id, minPosition }, { projections, log, clock, signal, identity }) =>
  (await findApplied({ store: projections, log, clock, signal }, identity, { id, minPosition: minPosition ?? undefined })) ?? null;
