import type { JsonObject } from '../../../platform/json/json-value.ts';

/** Which other versions' data a new version must get on with: BACKWARD reads what the one before wrote, FORWARD is read by it, FULL both. */
export const SCHEMA_COMPATIBILITIES = ['NONE', 'BACKWARD', 'FORWARD', 'FULL'] as const;
/** One of them. */
export type SchemaCompatibility = (typeof SCHEMA_COMPATIBILITIES)[number];

/** A version of the JSON Schema (draft-07) to which the data of a type's events keeps. */
export interface EventSchema {
  readonly type: string;
  /** From 1. */
  readonly version: number;
  readonly document: JsonObject;
  readonly registeredAtMs: number;
  readonly principal: string;
}

/** An event type that has a schema. */
export interface EventType {
  readonly type: string;
  readonly compatibility: SchemaCompatibility;
  readonly description?: string;
  readonly latest: EventSchema;
}

/** What holds for all publishing in a workspace. */
export interface SchemaPolicy {
  /** True: types without a schema are refused. */
  readonly strict: boolean;
}

const URI_PREFIX = 'urn:autoweave:schema:';

/** How an event names the schema that its data keeps to, in CloudEvents' `dataschema`. */
export function toSchemaUri(type: string, version: number): string {
  return `${URI_PREFIX}${type}:${version}`;
}

/** The version that a schema's URI names; undefined for a URI that is not one of this registry for the type. */
export function readSchemaUri(uri: string, type: string): number | undefined {
  const prefix = `${URI_PREFIX}${type}:`;
  if (!uri.startsWith(prefix)) return undefined;
  const version = uri.slice(prefix.length);
  return /^[1-9]\d{0,8}$/.test(version) ? Number(version) : undefined;
}
