import type { EventTypeResolvers } from '../generated/types.ts';

const MAX_VERSIONS = 100;

export const EventType: EventTypeResolvers = {
  schema: ({ latest }) => latest,
  versions: ({ type }, _args, { schemas, identity }) => schemas.versions(identity, type, MAX_VERSIONS),
};
