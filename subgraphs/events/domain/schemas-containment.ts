import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';
import { findArrayGaps, findNumberGaps, findStringGaps } from './schemas-bounds.ts';
import { findObjectGaps } from './schemas-object-gaps.ts';

/** Data that a writer's schema allows and a reader's does not, or may not. */
export interface SchemaGap {
  /** JSON pointer into the data. */
  readonly path: string;
  readonly reason: string;
}

/** Two schemas at one place of the data. */
export interface SchemaPair {
  readonly writer: JsonObject;
  readonly reader: JsonObject;
  readonly path: string;
  /** The same question one level deeper. */
  compare(writer: JsonValue | undefined, reader: JsonValue | undefined, path: string): readonly SchemaGap[];
}

const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] as const;
/** Keywords whose containment is not judged: both must have the same, or the reader none. */
const OPAQUE = ['not', 'if', 'then', 'else', 'contains', 'patternProperties', 'propertyNames', 'dependencies', 'format', 'pattern', 'multipleOf'];
const MAX_GAPS = 50;
const MAX_COMPARISONS = 20_000;

/**
 * Where data that `writer` allows might be refused by `reader`; empty when all of it is allowed. What cannot be judged
 * counts as a gap. Data is taken to hold the properties that the writer's schema names, unless `additionalProperties`
 * describes others.
 */
export function containsSchema(roots: { writer: JsonObject; reader: JsonObject }): readonly SchemaGap[] {
  const open = new Set<string>();
  let comparisons = 0;

  function compare(writerAny: JsonValue | undefined, readerAny: JsonValue | undefined, path: string): readonly SchemaGap[] {
    if (readerAny === undefined || readerAny === true || writerAny === false) return [];
    if (readerAny === false) return [{ path, reason: 'is no longer allowed' }];
    comparisons += 1;
    if (comparisons > MAX_COMPARISONS) return [{ path, reason: 'is too intricate to judge' }];
    const writer = resolve(writerAny === undefined || writerAny === true ? {} : writerAny, roots.writer);
    const reader = resolve(readerAny, roots.reader);
    if (writer === undefined || reader === undefined) return [{ path, reason: 'has a $ref that leads nowhere or in a circle' }];
    if (isDeepStrictEqual(writer, reader) && !hasReference(writer)) return [];
    const key = `${JSON.stringify(writer)}\n${JSON.stringify(reader)}`;
    // Being asked further up, in a recursive schema: a gap is found there or nowhere.
    if (open.has(key)) return [];
    open.add(key);
    const gaps = compareAlternatives({ writer, reader, path, compare });
    open.delete(key);
    return gaps;
  }

  return compare(roots.writer, roots.reader, '').slice(0, MAX_GAPS);
}

function compareAlternatives(pair: SchemaPair): readonly SchemaGap[] {
  const { writer, reader, path, compare } = pair;
  const { allOf, anyOf, oneOf, ...rest } = writer;
  const writerChoices = listOf(anyOf) ?? listOf(oneOf);
  // Every alternative of the writer must fit; what the writer demands beside it holds as well.
  if (writerChoices !== undefined) return writerChoices.flatMap((choice) => compare(merge(rest, [choice, ...(listOf(allOf) ?? [])]), reader, path));
  if (allOf !== undefined) return compare(merge(rest, listOf(allOf) ?? []), reader, path);
  const { allOf: readerAll, anyOf: readerAny, oneOf: readerOne, ...readerRest } = reader;
  const parts = (listOf(readerAll) ?? []).flatMap((part) => compare(writer, part, path));
  const choices = listOf(readerAny) ?? listOf(readerOne);
  const fitting = choices === undefined || choices.some((choice) => compare(writer, choice, path).length === 0);
  const unfit = fitting ? [] : [{ path, reason: 'fits none of the alternatives for certain' }];
  return [...compareShapes({ ...pair, reader: readerRest }), ...parts, ...unfit];
}

function compareShapes(pair: SchemaPair): readonly SchemaGap[] {
  const { writer, reader, path } = pair;
  const types = typesOf(writer);
  const allowed = typesOf(reader);
  const refused = types.filter((type) => !allowed.includes(type));
  if (refused.length > 0) return [{ path, reason: `may be ${refused.join(' or ')}, expected ${allowed.join(' or ') || 'nothing'}` }];
  const values = valuesOf(reader);
  const written = valuesOf(writer);
  const surplus = values === undefined ? undefined : written?.filter((value) => !values.some((known) => isDeepStrictEqual(known, value)));
  const valueGaps =
    values === undefined || surplus?.length === 0
      ? []
      : [{ path, reason: surplus === undefined ? 'is no longer open to any value' : `may be ${surplus.map((value) => JSON.stringify(value)).join(', ')}` }];
  const opaque = OPAQUE.filter((keyword) => reader[keyword] !== undefined && !isDeepStrictEqual(reader[keyword], writer[keyword]));
  return [
    ...valueGaps,
    ...opaque.map((keyword) => ({ path, reason: `has another ${keyword}` })),
    ...(types.includes('object') ? findObjectGaps(pair) : []),
    ...(types.includes('array') ? findArrayGaps(pair) : []),
    ...(types.includes('string') ? findStringGaps(pair) : []),
    ...(types.includes('number') || types.includes('integer') ? findNumberGaps(pair) : []),
  ];
}

function typesOf(schema: JsonObject): readonly string[] {
  const { type } = schema;
  const given = typeof type === 'string' ? [type] : (listOf(type) ?? valuesOf(schema)?.map(typeOf) ?? TYPES);
  const names = given.filter((name) => typeof name === 'string');
  return [...new Set(names.includes('number') ? [...names, 'integer'] : names)];
}

function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function valuesOf({ enum: values, const: value }: JsonObject): readonly JsonValue[] | undefined {
  return value === undefined ? listOf(values) : [value];
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] | undefined {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
}

// Leaves out what it cannot join, which only widens what the writer may write: the answer stays on the safe side.
function merge(schema: JsonObject, parts: readonly JsonValue[]): JsonObject {
  return parts.reduce<JsonObject>((merged, part) => {
    if (!isSchemaObject(part)) return merged;
    const properties = { ...asObject(part['properties']), ...asObject(merged['properties']) };
    const required = [...new Set([...(listOf(part['required']) ?? []), ...(listOf(merged['required']) ?? [])])];
    return {
      ...part,
      ...merged,
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
      ...(required.length > 0 ? { required } : {}),
    };
  }, schema);
}

function resolve(schema: JsonValue, root: JsonObject): JsonObject | undefined {
  let at: JsonValue | undefined = schema;
  for (let steps = 0; steps < 32; steps += 1) {
    if (!isSchemaObject(at)) return at === true ? {} : undefined;
    const { $ref } = at as { readonly $ref?: JsonValue };
    if (typeof $ref !== 'string') return at;
    at = lookUp(root, $ref);
  }
  return undefined;
}

function lookUp(root: JsonObject, reference: string): JsonValue | undefined {
  if (reference === '#') return root;
  if (!reference.startsWith('#/')) return undefined;
  const steps = reference
    .slice(2)
    .split('/')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.reduce<JsonValue | undefined>((at, step) => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    return (at as JsonObject)[step];
  }, root);
}

function hasReference(schema: JsonObject): boolean {
  return JSON.stringify(schema).includes('"$ref"');
}

/** True for a schema that is an object, not one of the two booleans. */
export function isSchemaObject(schema: JsonValue | undefined): schema is JsonObject {
  return typeof schema === 'object' && schema !== null && !Array.isArray(schema);
}

function asObject(value: JsonValue | undefined): JsonObject {
  return isSchemaObject(value) ? value : {};
}
