import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { badInput } from '../../errors/coded-error.ts';
import type { JsonObject, JsonValue } from '../../json/json-value.ts';

const MAX_DEPTH = 64;

/** Any JSON value, at most 64 levels deep; keys that reach prototypes are refused. */
export const jsonScalar = new GraphQLScalarType<JsonValue, JsonValue>({
  name: 'JSON',
  description: 'Any JSON value, at most 64 levels deep.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => value as JsonValue,
  parseValue: (value) => readJson(value, 'JSON'),
  parseLiteral: (node, variables) => readJson(literalValue(node, variables ?? {}, 0), 'JSON'),
});

/** A JSON object; otherwise as JSON. */
export const jsonObjectScalar = new GraphQLScalarType<JsonObject, JsonObject>({
  name: 'JSONObject',
  description: 'A JSON object, at most 64 levels deep.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => value as JsonObject,
  parseValue: (value) => readObject(value),
  parseLiteral: (node, variables) => readObject(literalValue(node, variables ?? {}, 0)),
});

function readObject(value: unknown): JsonObject {
  const json = readJson(value, 'JSONObject');
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw badInput('JSONObject', 'a JSON object', value);
  return json as JsonObject;
}

function readJson(value: unknown, field: string): JsonValue {
  assertJson(value, field, 0);
  return value as JsonValue;
}

function assertJson(value: unknown, field: string, depth: number): void {
  if (depth > MAX_DEPTH) throw badInput(field, `at most ${MAX_DEPTH} levels`);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (typeof value !== 'object') throw badInput(field, 'a JSON value', value);
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') throw badInput(field, 'keys other than __proto__');
    assertJson(member, field, depth + 1);
  }
}

function literalValue(node: ValueNode, variables: Record<string, unknown>, depth: number): unknown {
  if (depth > MAX_DEPTH) throw badInput('JSON', `at most ${MAX_DEPTH} levels`);
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.VARIABLE:
      return variables[node.name.value] ?? null;
    case Kind.LIST:
      return node.values.map((item) => literalValue(item, variables, depth + 1));
    case Kind.OBJECT: {
      const members = node.fields.map((field): [string, unknown] => [field.name.value, literalValue(field.value, variables, depth + 1)]);
      if (members.some(([key]) => key === '__proto__')) throw badInput('JSON', 'keys other than __proto__');
      return Object.fromEntries(members);
    }
    default:
      return node.value;
  }
}
