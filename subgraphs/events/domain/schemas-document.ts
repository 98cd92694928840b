import { badInput } from '../../../platform/errors/coded-error.ts';
import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';
import type { Evaluator } from './evaluator.ts';

const MAX_BYTES = 65_536;
const DIALECT = /^https?:\/\/json-schema\.org\/draft-07\/schema#?$/;

/** Accepts a JSON Schema, draft-07, that stands on its own; throws BAD_USER_INPUT naming `field` and what is wrong. */
export async function readSchemaDocument(schema: JsonValue, options: { evaluator: Evaluator; field: string }): Promise<JsonObject> {
  const { evaluator, field } = options;
  if (!isObject(schema)) throw badInput(field, 'a JSON Schema as an object', typeof schema);
  const text = JSON.stringify(schema);
  if (Buffer.byteLength(text) > MAX_BYTES) throw badInput(field, `at most ${MAX_BYTES} bytes`, `${Buffer.byteLength(text)} bytes`);
  const dialect = schema['$schema'];
  if (dialect !== undefined && (typeof dialect !== 'string' || !DIALECT.test(dialect))) {
    throw badInput(`${field}.$schema`, 'http://json-schema.org/draft-07/schema#, or nothing', JSON.stringify(dialect));
  }
  assertSelfContained(schema, field);
  const [result] = await evaluator.run([{ kind: 'compile-schema', schema: text }]);
  if (result?.kind !== 'yes') throw badInput(field, `a JSON Schema, draft-07 (${result?.kind === 'failed' ? result.reason : 'it cannot be used'})`);
  return schema;
}

function assertSelfContained(value: JsonValue, field: string): void {
  if (Array.isArray(value)) for (const item of value as readonly JsonValue[]) assertSelfContained(item, field);
  if (!isObject(value)) return;
  const { $ref, $async } = value;
  if (typeof $ref === 'string' && !$ref.startsWith('#')) throw badInput(`${field}.$ref`, 'a reference within the schema, beginning with #', $ref);
  if ($async !== undefined && typeof $async !== 'object') throw badInput(`${field}.$async`, 'no such keyword');
  for (const member of Object.values(value)) assertSelfContained(member, field);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
