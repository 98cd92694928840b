import { badInput } from '../../../platform/errors/coded-error.ts';
import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';

const MAX_LENGTH = 200;
const MAX_SEGMENTS = 16;
const UNSAFE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads a dotted path such as `data.amount`; list items by their index. Throws BAD_USER_INPUT naming `field`. */
export function readFieldPath(path: string, field: string): string {
  const segments = path.split('.');
  const fits = path.length <= MAX_LENGTH && segments.length <= MAX_SEGMENTS && segments.every((segment) => segment !== '' && !UNSAFE.has(segment));
  if (!fits) throw badInput(field, `a dotted path of 1 to ${MAX_SEGMENTS} names, ${MAX_LENGTH} characters at most`, path);
  return path;
}

/** What stands at a path, looking at own members alone; undefined when nothing does. */
export function valueAt(record: JsonValue, path: string): JsonValue | undefined {
  let at: JsonValue | undefined = record;
  for (const segment of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, segment)) return undefined;
    at = (at as JsonObject)[segment];
  }
  return at;
}

/** Sets a path in an object under construction, making the objects on the way. */
export function setValueAt(target: Record<string, JsonValue>, path: string, value: JsonValue): void {
  const segments = path.split('.');
  const last = segments.pop() ?? path;
  let at = target;
  for (const segment of segments) {
    const next = Object.hasOwn(at, segment) ? at[segment] : undefined;
    if (typeof next === 'object' && next !== null && !Array.isArray(next)) at = next as Record<string, JsonValue>;
    else {
      const made: Record<string, JsonValue> = {};
      at[segment] = made;
      at = made;
    }
  }
  at[last] = value;
}

/** The named own fields of a record, those that it has. */
export function pickFields(record: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(record, name)).map((name) => [name, record[name] ?? null]));
}

/** True for a JSON object (not a list, not null). */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
