import { invalid, malformed, notPlayed } from './refusal.ts';

type Check<T> = (value: unknown, field: string) => T;

/** A documented field that the double does not play. */
export const NOT_PLAYED = 'not played' as const;

/** One documented field: how it is read and whether it must be there. */
type Field<T> = { readonly read: Check<T>; readonly optional?: boolean } | typeof NOT_PLAYED;

/**
 * Reads an object that may hold the documented `fields` and nothing else. A field that is null counts as absent, as the
 * documentation's `nullable` says of every optional one.
 */
export function readObject<T>(value: unknown, name: string, fields: { readonly [K in keyof T]-?: Field<T[K]> }): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(`${name}: expected an object`);
  const known = fields as Record<string, Field<unknown>>;
  for (const key of Object.keys(value)) if (!Object.hasOwn(known, key)) throw malformed(`unknown field \`${key}\` in ${name}`);
  const result: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(known)) {
    const given = (value as Record<string, unknown>)[key] ?? undefined;
    if (field === NOT_PLAYED) {
      if (given !== undefined) throw notPlayed(`${name}.${key}`);
    } else if (given !== undefined) result[key] = field.read(given, `${name}.${key}`);
    else if (field.optional !== true) throw malformed(`missing field \`${key}\` in ${name}`);
  }
  return result as T;
}

/** Reads true or false. */
export const readBoolean: Check<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw malformed(`${field}: expected a boolean`);
  return value;
};

/** Reads a text. */
export const readText: Check<string> = (value, field) => {
  if (typeof value !== 'string') throw malformed(`${field}: expected a string`);
  return value;
};

/** Reads a number. */
export const readNumber: Check<number> = (value, field) => {
  if (typeof value !== 'number') throw malformed(`${field}: expected a number`);
  return value;
};

/** A whole number in a range; out of it is a validation error, as Qdrant tells the two apart. */
export function readInteger(min: number, max: number): Check<number> {
  return (value, field) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw malformed(`${field}: expected an unsigned integer`);
    if (value < min || value > max) throw invalid(`${field}: value ${value} invalid, must be from ${min} to ${max}`);
    return value;
  };
}

/** Makes a check of lists, each item by `read`. */
export function readList<T>(read: Check<T>): Check<T[]> {
  return (value, field) => {
    if (!Array.isArray(value)) throw malformed(`${field}: expected a sequence`);
    return value.map((item, index) => read(item, `${field}[${index}]`));
  };
}

/** Makes a check of a closed list of texts. */
export function readOneOf<const T extends string>(choices: readonly T[]): Check<T> {
  return (value, field) => {
    const choice = choices.find((each) => each === value);
    if (choice === undefined) throw malformed(`${field}: unknown variant, expected one of ${choices.join(', ')}`);
    return choice;
  };
}

/** A point's id as the server takes it. */
export type PointId = string | number;

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** Reads a point's id: a whole number or a UUID. */
export const readPointId: Check<PointId> = (value, field) => {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  if (typeof value === 'string' && UUID.test(value)) return value.toLowerCase();
  throw malformed(`${field}: value ${JSON.stringify(value)} is not a valid point ID, valid values are either an unsigned integer or a UUID`);
};

/** Reads a payload: any object. */
export const readPayload: Check<Record<string, unknown>> = (value, field) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(`${field}: expected a map`);
  return value as Record<string, unknown>;
};
