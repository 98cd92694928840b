import type { QueryResolvers } from '../../generated/types.ts';
import { readCollection } from '../../domain/read-sink.ts';
import { readPage } from '../page.ts';

export const pipelineRecords: NonNullable<QueryResolvers['pipelineRecords']> = (_root, args, { store, identity }) => {
  const collection = readCollection(args.collection, 'collection');
  return readPage(args, { max: 1_000, read: (slice) => store.listRows(identity, collection, slice), keyOf: ({ key }) => [key] });
};
