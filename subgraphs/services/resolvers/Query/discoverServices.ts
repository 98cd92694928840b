import { discoverServices as discover } from '../../domain/discover-services.ts';
import { readServiceFilter } from '../../domain/service-filter.ts';
import { readPageSize } from '../../domain/service-page.ts';
import type { QueryResolvers } from '../../generated/types.ts';

export const discoverServices: NonNullable<QueryResolvers['discoverServices']> = (_parent, { versionRange, first, ...wanted }, { registry, identity }) =>
  discover(registry, identity, { filter: readServiceFilter(wanted), versionRange: versionRange ?? undefined, limit: readPageSize(first) });
