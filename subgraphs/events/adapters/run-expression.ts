import jsonata from 'jsonata';
import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';
import type { EvaluationResult } from '../domain/evaluator.ts';
import { createRecentMap } from './recent-map.ts';

/** Uses JSONata expressions, each compiled once. Nothing of it rejects. */
export interface ExpressionRunner {
  compile(expression: string): EvaluationResult;
  match(expression: string, data: JsonObject): Promise<EvaluationResult>;
  /** As the task `evaluate` says. */
  evaluate(expression: string, data: JsonObject, state: JsonValue | undefined): Promise<EvaluationResult>;
}

const KEPT = 500;
/** Bounds of one evaluation; what JSONata cannot interrupt itself (a regular expression) is ended by who owns the thread. */
const LIMITS = { timeout: 250, stack: 500, sequence: 100_000 };

/** Runs JSONata; keeps what it compiled last. For a thread that may be ended at any moment. */
export function createExpressionRunner(): ExpressionRunner {
  const compiled = createRecentMap<string, jsonata.Expression | { readonly problem: string }>(KEPT);
  const repeatable = createRecentMap<string, jsonata.Expression | { readonly problem: string }>(KEPT);
  const prepare = (expression: string) => compiled.get(expression, () => compileExpression(expression));
  return {
    compile(expression) {
      const prepared = prepare(expression);
      return 'problem' in prepared ? { kind: 'failed', reason: prepared.problem } : { kind: 'yes' };
    },
    async match(expression, data) {
      const prepared = prepare(expression);
      if ('problem' in prepared) return { kind: 'failed', reason: prepared.problem };
      try {
        const value: unknown = await prepared.evaluate(data);
        return isTrue(value) ? { kind: 'yes' } : { kind: 'no', violations: [] };
      } catch (error) {
        return { kind: 'failed', reason: toReason(error) };
      }
    },
    async evaluate(expression, data, state) {
      const prepared = repeatable.get(expression, () => compileRepeatable(expression));
      if ('problem' in prepared) return { kind: 'failed', reason: prepared.problem };
      try {
        const value: unknown = await prepared.evaluate(data, state === undefined ? {} : { state });
        // As JSON has it: what is no JSON, such as a function, is left out.
        const text: unknown = value === undefined ? undefined : JSON.stringify(value);
        return typeof text === 'string' ? { kind: 'value', value: JSON.parse(text) as JsonValue } : { kind: 'value' };
      } catch (error) {
        return { kind: 'failed', reason: toReason(error) };
      }
    },
  };
}

/** Functions whose answer is another each time. */
const UNREPEATABLE = ['now', 'millis', 'random', 'shuffle'];

function compileRepeatable(expression: string): jsonata.Expression | { readonly problem: string } {
  const prepared = compileExpression(expression);
  if ('problem' in prepared) return prepared;
  for (const name of UNREPEATABLE) {
    prepared.registerFunction(name, () => {
      throw new Error(`$${name} is another each time; what is rebuilt must become the same`);
    });
  }
  return prepared;
}

function compileExpression(expression: string): jsonata.Expression | { readonly problem: string } {
  try {
    return jsonata(expression, LIMITS);
  } catch (error) {
    return { problem: toReason(error) };
  }
}

/** The truth of a value as JSONata's `$boolean` has it. */
function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isTrue);
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return typeof value !== 'function' && Boolean(value);
}

/** What JSONata says of a fault; its errors are plain objects, not instances of Error. */
function toReason(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply';
  if (typeof error !== 'object' || error === null) return String(error);
  const { message, position } = error as { message?: unknown; position?: unknown };
  return `${typeof message === 'string' ? message : 'it cannot be evaluated'}${typeof position === 'number' ? `, at character ${position}` : ''}`;
}
