import type { QueryResolvers } from '../../generated/types.ts';
import { readPage } from '../page.ts';

export const pipelines: NonNullable<QueryResolvers['pipelines']> = (_root, args, { store, identity }) =>
  readPage(args, { max: 100, read: (slice) => store.listPipelines(identity, slice), keyOf: ({ name, id }) => [name, id] });
