import type { QueryResolvers } from '../../generated/types.ts';

export const eventReplies: NonNullable<QueryResolvers['eventReplies']> = async (_parent, { source, id, first }, { requester, identity }) =>
  (await requester.replies(identity, { source, id }, first)) ?? null;
