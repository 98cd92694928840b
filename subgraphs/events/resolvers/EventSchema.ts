import { toSchemaUri } from '../domain/schemas.ts';
import type { EventSchemaResolvers } from '../generated/types.ts';

export const EventSchema: EventSchemaResolvers = {
  schema: ({ document }) => document,
  uri: ({ type, version }) => toSchemaUri(type, version),
  registeredAt: ({ registeredAtMs }) => new Date(registeredAtMs).toISOString(),
  registeredBy: ({ principal }) => principal,
};
