import type { PublishEventPayloadResolvers } from '../generated/types.ts';

export const PublishEventPayload: PublishEventPayloadResolvers = {
  event: async ({ source, id }, _args, { loaders }) => {
    const event = await loaders.event.load({ source, id });
    if (event === undefined) throw new Error('the log does not hold the event that it acknowledged');
    return event;
  },
};
