import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import { toOwnEvent, type OwnEventCause } from './own-event.ts';
import type { SchemaCompatibility, SchemaPolicy } from './schemas.ts';

/** The registry as one registration left it. */
export interface SchemaRegistered {
  readonly type: string;
  readonly version: number;
  readonly compatibility: SchemaCompatibility;
  readonly description: string | undefined;
  readonly document: JsonObject;
}

/** A type has this schema from now on. The event holds all that the registry keeps, so that the registry can be made of its events again. */
export function toSchemaEvent({ type, version, compatibility, description, document }: SchemaRegistered, cause: OwnEventCause): EventDraft {
  const data = { type, version, compatibility, description: description ?? null, schema: document };
  return toOwnEvent('event.schema.registered', cause, { subject: `event-type/${type}`, data });
}

/** The workspace's policy is this from now on. */
export function toPolicyEvent({ strict }: SchemaPolicy, cause: OwnEventCause): EventDraft {
  return toOwnEvent('event.schema.policy.set', cause, { subject: 'event-schema-policy', data: { strict } });
}
