import type { PublishEventPayloadResolvers } from '../generated/types.ts';

export const PublishEventPayload: PublishEventPayloadResolvers = {
  status: (published) => ('spoolId' in published ? 'SPOOLED' : 'STORED'),
  position: (published) => ('spoolId' in published ? null : published.position),
  spoolId: (published) => ('spoolId' in published ? published.spoolId : null),
  event: async (published, _args, { loaders }) => {
    if ('spoolId' in published) return null;
    const event = await loaders.event.load(published);
    if (event === undefined) throw new Error('the log does not hold the event that it acknowledged');
    return event;
  },
};
