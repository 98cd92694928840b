import { readServiceFilter } from '../../domain/service-filter.ts';
import { readServicePage } from '../../domain/service-page.ts';
import type { QueryResolvers } from '../../generated/types.ts';

export const services: NonNullable<QueryResolvers['services']> = (_parent, { filter, first, after }, { registry, identity }) =>
  readServicePage(registry, identity, { filter: readServiceFilter(filter ?? {}), first, after: after ?? undefined });
