import { badInput } from '../../../platform/errors/coded-error.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import { readExpression } from './expression.ts';
import { readFieldPath } from './field-path.ts';
import { given } from './given.ts';
import { readOneOf } from './one-of.ts';
import type { FieldMapping, FieldType, MapStep, Rule, Step, ValidateStep } from './pipeline.ts';
import { readValuePattern } from './value-pattern.ts';

/** Exactly one member is to be given. */
export interface StepDraft {
  readonly map?: MapStepDraft | null | undefined;
  readonly filter?: { readonly expression: string } | null | undefined;
  readonly validate?: { readonly rules: readonly RuleDraft[] } | null | undefined;
  readonly processor?: { readonly name: string } | null | undefined;
}

interface MapStepDraft {
  readonly expression?: string | null | undefined;
  readonly fields?: readonly FieldMappingDraft[] | null | undefined;
}

interface FieldMappingDraft {
  readonly to: string;
  readonly from?: string | null | undefined;
  readonly expression?: string | null | undefined;
}

interface RuleDraft {
  readonly field: string;
  readonly required: boolean;
  readonly type?: FieldType | null | undefined;
  readonly min?: number | null | undefined;
  readonly max?: number | null | undefined;
  readonly minLength?: number | null | undefined;
  readonly maxLength?: number | null | undefined;
  readonly pattern?: string | null | undefined;
  readonly oneOf?: readonly JsonValue[] | null | undefined;
}

const MAX_STEPS = 50;
const MAX_PARTS = 200;

/** Accepts steps or throws BAD_USER_INPUT under `field`, e.g. `input.steps[0].map.fields[2].to`. Named processors are looked up elsewhere. */
export function readSteps(drafts: readonly StepDraft[], field: string): readonly Step[] {
  if (drafts.length > MAX_STEPS) throw badInput(field, `at most ${MAX_STEPS} steps`);
  return drafts.map((draft, index) => readStep(draft, `${field}[${index}]`));
}

function readStep(draft: StepDraft, field: string): Step {
  const chosen = readOneOf(draft, ['map', 'filter', 'validate', 'processor'], field);
  switch (chosen.kind) {
    case 'map':
      return readMapStep(chosen.value, `${field}.map`);
    case 'filter':
      return { kind: 'filter', expression: readExpression(chosen.value.expression, `${field}.filter.expression`) };
    case 'validate':
      return readValidateStep(chosen.value.rules, `${field}.validate.rules`);
    case 'processor':
      return { kind: 'processor', name: chosen.value.name };
  }
}

function readMapStep(draft: MapStepDraft, field: string): MapStep {
  const chosen = readOneOf(draft, ['expression', 'fields'], field);
  if (chosen.kind === 'expression') return { kind: 'map', expression: readExpression(chosen.value, `${field}.expression`) };
  const { length } = chosen.value;
  if (length === 0 || length > MAX_PARTS) throw badInput(`${field}.fields`, `1 to ${MAX_PARTS} fields`);
  return { kind: 'map', fields: chosen.value.map((mapping, index) => readFieldMapping(mapping, `${field}.fields[${index}]`)) };
}

function readFieldMapping(draft: FieldMappingDraft, field: string): FieldMapping {
  const to = readFieldPath(draft.to, `${field}.to`);
  const chosen = readOneOf({ from: draft.from, expression: draft.expression }, ['from', 'expression'], field);
  if (chosen.kind === 'from') return { to, from: readFieldPath(chosen.value, `${field}.from`) };
  return { to, expression: readExpression(chosen.value, `${field}.expression`) };
}

function readValidateStep(drafts: readonly RuleDraft[], field: string): ValidateStep {
  if (drafts.length === 0 || drafts.length > MAX_PARTS) throw badInput(field, `1 to ${MAX_PARTS} rules`);
  return { kind: 'validate', rules: drafts.map((draft, index) => readRule(draft, `${field}[${index}]`)) };
}

function readRule(draft: RuleDraft, field: string): Rule {
  const rule: Rule = {
    field: readFieldPath(draft.field, `${field}.field`),
    required: draft.required,
    ...given('type', draft.type, (value) => value),
    ...given('min', draft.min, (value) => readFinite(value, `${field}.min`)),
    ...given('max', draft.max, (value) => readFinite(value, `${field}.max`)),
    ...given('minLength', draft.minLength, (value) => readLength(value, `${field}.minLength`)),
    ...given('maxLength', draft.maxLength, (value) => readLength(value, `${field}.maxLength`)),
    ...given('pattern', draft.pattern, (value) => readValuePattern(value, `${field}.pattern`)),
    ...given('oneOf', draft.oneOf, (value) => value),
  };
  if (!rule.required && Object.keys(rule).length === 2) throw badInput(field, 'at least one demand on the field');
  if ((rule.min ?? -Infinity) > (rule.max ?? Infinity)) throw badInput(`${field}.min`, 'no more than max', rule.min);
  if ((rule.minLength ?? 0) > (rule.maxLength ?? Infinity)) throw badInput(`${field}.minLength`, 'no more than maxLength', rule.minLength);
  return rule;
}

function readFinite(value: number, field: string): number {
  if (!Number.isFinite(value)) throw badInput(field, 'a finite number', value);
  return value;
}

function readLength(value: number, field: string): number {
  if (value < 0) throw badInput(field, 'a length of 0 or more', value);
  return value;
}
