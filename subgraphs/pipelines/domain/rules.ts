import type { JsonValue } from '../../../platform/json/json-value.ts';
import { isJsonObject, valueAt } from './field-path.ts';
import type { FieldType, Rule } from './pipeline.ts';

/** Why a record breaks a rule; `rule` is the name of the demand. */
export interface Breach {
  readonly field: string;
  readonly rule: string;
  readonly reason: string;
}

const DATETIME = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/** Makes a check of one rule; it answers the first demand that the record breaks, or undefined. */
export function createRuleCheck(rule: Rule): (record: JsonValue) => Breach | undefined {
  const pattern = rule.pattern === undefined ? undefined : new RegExp(rule.pattern, 'u');
  return (record) => {
    const value = valueAt(record, rule.field);
    const breach = (name: string, reason: string): Breach => ({ field: rule.field, rule: name, reason: `${rule.field} ${reason}` });
    if (value === undefined || value === null) return rule.required ? breach('required', 'is missing') : undefined;
    if (rule.type !== undefined && !isOfType(value, rule.type)) return breach('type', `is ${describe(value)}, not ${rule.type}`);
    if (rule.min !== undefined && !(typeof value === 'number' && value >= rule.min))
      return breach('min', `is ${describe(value)}, not a number of at least ${rule.min}`);
    if (rule.max !== undefined && !(typeof value === 'number' && value <= rule.max))
      return breach('max', `is ${describe(value)}, not a number of at most ${rule.max}`);
    const length = lengthOf(value);
    if (rule.minLength !== undefined && !(length >= rule.minLength)) return breach('minLength', `is shorter than ${rule.minLength}, or has no length`);
    if (rule.maxLength !== undefined && !(length <= rule.maxLength)) return breach('maxLength', `is longer than ${rule.maxLength}, or has no length`);
    if (pattern !== undefined && !(typeof value === 'string' && pattern.test(value))) return breach('pattern', `is not a text that matches ${rule.pattern}`);
    if (rule.oneOf !== undefined && !rule.oneOf.some((allowed) => isSame(allowed, value)))
      return breach('oneOf', `is ${describe(value)}, which is not allowed`);
    return undefined;
  };
}

function isOfType(value: JsonValue, type: FieldType): boolean {
  switch (type) {
    case 'STRING':
      return typeof value === 'string';
    case 'NUMBER':
      return typeof value === 'number';
    case 'INTEGER':
      return Number.isInteger(value);
    case 'BOOLEAN':
      return typeof value === 'boolean';
    case 'OBJECT':
      return isJsonObject(value);
    case 'ARRAY':
      return Array.isArray(value);
    case 'DATETIME':
      return typeof value === 'string' && DATETIME.test(value) && !Number.isNaN(Date.parse(value));
  }
}

// A text's length is its code points, so that an emoji counts as one.
function lengthOf(value: JsonValue): number {
  if (typeof value === 'string') return [...value].length;
  return Array.isArray(value) ? value.length : Number.NaN;
}

function isSame(a: JsonValue, b: JsonValue): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b));
}

function describe(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
