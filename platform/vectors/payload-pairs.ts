import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../json/json-value.ts';

const MAX_PLAIN_LENGTH = 128;

/**
 * What a payload can be filtered by: one text for each of its top-level strings, numbers and booleans. A point fits a filter
 * when it has every pair of it, so an engine needs nothing but an index over texts, and `1`, `true` and `"1"` stay different.
 * A long pair is kept by its hash.
 */
export function toPayloadPairs(payload: JsonObject): string[] {
  return Object.entries(payload).filter(isFilterable).map(toPair);
}

function isFilterable([, value]: [string, JsonValue]): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function toPair(entry: [string, JsonValue]): string {
  const pair = JSON.stringify(entry);
  return pair.length <= MAX_PLAIN_LENGTH ? pair : `sha256:${createHash('sha256').update(pair).digest('base64url')}`;
}
