import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';
import type { EvaluationResult, Violation } from '../domain/evaluator.ts';
import { createRecentMap } from './recent-map.ts';

/** Uses JSON Schemas, each compiled once. Nothing of it throws. */
export interface SchemaRunner {
  compile(schema: string): EvaluationResult;
  validate(schema: string, data: JsonValue): EvaluationResult;
}

const KEPT = 500;
const MAX_VIOLATIONS = 20;

/** Runs JSON Schema; keeps what it compiled last. For a thread that may be ended at any moment. */
export function createSchemaRunner(): SchemaRunner {
  const compiled = createRecentMap<string, ValidateFunction | { readonly problem: string }>(KEPT);
  const prepare = (schema: string) => compiled.get(schema, () => compileSchema(schema));
  return {
    compile(schema) {
      const prepared = prepare(schema);
      return 'problem' in prepared ? { kind: 'failed', reason: prepared.problem } : { kind: 'yes' };
    },
    validate(schema, data) {
      const prepared = prepare(schema);
      if ('problem' in prepared) return { kind: 'failed', reason: prepared.problem };
      try {
        if (prepared(data)) return { kind: 'yes' };
        return { kind: 'no', violations: (prepared.errors ?? []).slice(0, MAX_VIOLATIONS).map(toViolation) };
      } catch (error) {
        return { kind: 'failed', reason: toReason(error) };
      }
    },
  };
}

// Each schema has an instance of its own: what one names by `$id`, no other can reach.
function compileSchema(schema: string): ValidateFunction | { readonly problem: string } {
  try {
    const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, strictTuples: false, allowUnionTypes: true, logger: false });
    addFormats.default(ajv);
    return ajv.compile(JSON.parse(schema) as JsonObject);
  } catch (error) {
    return { problem: toReason(error) };
  }
}

function toViolation({ instancePath, keyword, params, message = 'is not allowed' }: ErrorObject): Violation {
  const detail = params as Readonly<Record<string, unknown>>;
  // The place is the property at fault, which for these two is not the object that the error stands at.
  const name = keyword === 'required' ? detail['missingProperty'] : keyword === 'additionalProperties' ? detail['additionalProperty'] : undefined;
  const values = keyword === 'enum' ? `: ${JSON.stringify(detail['allowedValues']).slice(0, 200)}` : '';
  if (typeof name !== 'string') return { path: instancePath, message: `${message}${values}` };
  const path = `${instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return { path, message: keyword === 'required' ? 'is required' : 'is not a property that the schema has' };
}

function toReason(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  return error instanceof Error ? error.message : String(error);
}
