import jsonata from 'jsonata';
import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';
import { toExpressionReason } from './expression.ts';
import { isJsonObject, setValueAt, valueAt } from './field-path.ts';
import type { FieldMapping, FilterStep, MapStep, Step, ValidateStep } from './pipeline.ts';
import { createRuleCheck } from './rules.ts';

/** A step whose processor, if it names one, has been looked up. */
export type PreparedStep = MapStep | FilterStep | ValidateStep;

/** What became of a record. */
export type Verdict =
  { readonly kind: 'out'; readonly record: JsonObject } | { readonly kind: 'filtered' } | { readonly kind: 'rejected'; readonly rejection: Rejection };

/** Why a record was refused, and what it was then. `step` is absent for the source and the sink. */
interface Rejection {
  readonly record: JsonValue;
  readonly step?: number;
  readonly field?: string;
  readonly rule: string;
  readonly reason: string;
}

/** What a step makes of a record: the record it goes on with, that it ends here, or the fault that refuses it. */
type StepResult = { readonly next: JsonValue } | 'filtered' | { readonly field?: string; readonly rule: string; readonly reason: string };
type RunStep = (record: JsonValue) => StepResult | Promise<StepResult>;

/** Bounds of one evaluation; what JSONata cannot interrupt itself (a regular expression) is ended by who runs the chain. */
const LIMITS = { timeout: 500, stack: 500, sequence: 100_000 };

/** Makes one function of steps. It never rejects: whatever a step throws refuses the record. */
export function createStepChain(steps: readonly PreparedStep[]): (record: JsonValue) => Promise<Verdict> {
  const run = steps.map(toRunStep);
  return async (record) => {
    let at = record;
    for (const [step, runStep] of run.entries()) {
      const result = await attempt(runStep, at);
      if (result === 'filtered') return { kind: 'filtered' };
      if (!('next' in result)) return { kind: 'rejected', rejection: { record: at, step, ...result } };
      at = result.next;
    }
    if (isJsonObject(at)) return { kind: 'out', record: at };
    return { kind: 'rejected', rejection: { record: at, rule: 'object', reason: 'the record is not a JSON object' } };
  };
}

async function attempt(runStep: RunStep, record: JsonValue): Promise<StepResult> {
  try {
    return await runStep(record);
  } catch (error) {
    return { rule: 'expression', reason: toExpressionReason(error) };
  }
}

function toRunStep(step: PreparedStep): RunStep {
  switch (step.kind) {
    case 'filter':
      return createFilter(step);
    case 'validate':
      return createValidation(step);
    case 'map':
      return step.fields === undefined ? createMap(step.expression ?? '$') : createFieldMap(step.fields);
  }
}

function createFilter(step: FilterStep): RunStep {
  const expression = jsonata(step.expression, LIMITS);
  return async (record) => (isTruthy(await evaluate(expression, record)) ? { next: record } : 'filtered');
}

function createValidation(step: ValidateStep): RunStep {
  const checks = step.rules.map(createRuleCheck);
  return (record) => {
    for (const check of checks) {
      const breach = check(record);
      if (breach !== undefined) return breach;
    }
    return { next: record };
  };
}

function createMap(source: string): RunStep {
  const expression = jsonata(source, LIMITS);
  return async (record) => {
    const next = toJson(await evaluate(expression, record));
    return isJsonObject(next) ? { next } : { rule: 'expression', reason: 'the expression answers no JSON object' };
  };
}

function createFieldMap(fields: readonly FieldMapping[]): RunStep {
  const parts = fields.map(({ to, from, expression }) => ({ to, from, compiled: expression === undefined ? undefined : jsonata(expression, LIMITS) }));
  return async (record) => {
    const next: Record<string, JsonValue> = {};
    for (const { to, from, compiled } of parts) {
      const value = compiled === undefined ? valueAt(record, from ?? to) : toJson(await evaluate(compiled, record));
      if (value !== undefined) setValueAt(next, to, value);
    }
    return { next };
  };
}

function evaluate(expression: jsonata.Expression, record: JsonValue): Promise<unknown> {
  return expression.evaluate(record) as Promise<unknown>;
}

/** Plain JSON of what an expression answered: without functions, and without JSONata's marks on lists. */
function toJson(value: unknown): JsonValue | undefined {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? undefined : (JSON.parse(text) as JsonValue);
}

/** The truth of a value as JSONata's `$boolean` has it. */
function isTruthy(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isTruthy);
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return typeof value !== 'function' && Boolean(value);
}

/** The steps with each named processor replaced by what it does; `missing` names the first that is not there. */
export function prepareSteps(
  steps: readonly Step[],
  processors: ReadonlyMap<string, { readonly kind: 'MAP' | 'FILTER'; readonly expression: string }>,
): { readonly steps: readonly PreparedStep[] } | { readonly missing: string; readonly step: number } {
  const prepared: PreparedStep[] = [];
  for (const [index, step] of steps.entries()) {
    if (step.kind !== 'processor') {
      prepared.push(step);
      continue;
    }
    const processor = processors.get(step.name);
    if (processor === undefined) return { missing: step.name, step: index };
    prepared.push({ kind: processor.kind === 'MAP' ? 'map' : 'filter', expression: processor.expression });
  }
  return { steps: prepared };
}
