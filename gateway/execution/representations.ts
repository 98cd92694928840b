import { isDataObject, readKey, writeKey, type DataObject } from './own-property.ts';
import type { FetchNode, RequiredSelection } from './query-plan.ts';
import type { Target } from './result-path.ts';
import { applyRewrites } from './rewrites.ts';
import { typeNameOf, type MatchesType } from './type-condition.ts';

/** The distinct references that a fetch sends, and which objects each answer belongs to. */
export interface Representations {
  readonly values: readonly DataObject[];
  /** For each of `values`, the objects that wait for its answer. */
  readonly targets: readonly (readonly Target[])[];
}

/**
 * What a fetch needs to know of each object, in the form of federation's `_Any`. An object that lacks something
 * required is left out, since its subgraph could not answer for it; equal references are sent once.
 */
export function toRepresentations(targets: readonly Target[], fetch: FetchNode, matchesType: MatchesType): Representations {
  const values: DataObject[] = [];
  const waiting: Target[][] = [];
  const places = new Map<string, number>();
  const keys = toSimpleKeys(fetch);
  /** By the required values as text, which is cheaper to make than what is sent: most objects of a large answer are told again. */
  const known = new Map<string, Target[]>();
  for (const target of targets) {
    const brief = keys === undefined ? undefined : readBrief(target.object, keys);
    const alike = brief === undefined ? undefined : known.get(brief);
    if (alike !== undefined) {
      alike.push(target);
      continue;
    }
    const value = selectRequired(target.object, fetch.requires ?? [], matchesType);
    if (value === undefined || typeNameOf(value) === undefined) continue;
    if (fetch.inputRewrites !== undefined) applyRewrites(value, fetch.inputRewrites, matchesType);
    const identity = JSON.stringify(value);
    const index = places.get(identity);
    const together = index === undefined ? [target] : (waiting[index] ?? []);
    if (brief !== undefined) known.set(brief, together);
    if (index !== undefined) {
      together.push(target);
      continue;
    }
    places.set(identity, values.length);
    values.push(value);
    waiting.push(together);
  }
  return { values, targets: waiting };
}

/** The keys that decide on a representation when nothing else does: one type's fields without selections of their own. */
function toSimpleKeys({ requires = [] }: FetchNode): readonly string[] | undefined {
  const [only, ...others] = requires;
  if (only === undefined || others.length > 0 || only.kind !== 'InlineFragment') return undefined;
  const keys: string[] = [];
  for (const selection of only.selections) {
    if (selection.kind !== 'Field' || selection.selections !== undefined) return undefined;
    keys.push(selection.alias ?? selection.name);
  }
  return keys.includes('__typename') ? keys : undefined;
}

/** Equal only for equal values: a string is led by its length. Undefined where a value is missing, or is an object or a list. */
function readBrief(object: DataObject, keys: readonly string[]): string | undefined {
  let brief = '';
  for (const key of keys) {
    const value = readKey(object, key);
    if (typeof value === 'string') brief += `${value.length}:${value}`;
    else if (typeof value === 'number' || typeof value === 'boolean' || value === null) brief += `${String(value)};`;
    else return undefined;
  }
  return brief;
}

/** Undefined when a required field is missing. Never shares an object with the result: rewrites change what it answers. */
function selectRequired(source: DataObject, selections: readonly RequiredSelection[], matchesType: MatchesType): DataObject | undefined {
  const selected: DataObject = {};
  return addRequired(selected, source, { selections, matchesType }) ? selected : undefined;
}

function addRequired(into: DataObject, source: DataObject, options: { selections: readonly RequiredSelection[]; matchesType: MatchesType }): boolean {
  const { selections, matchesType } = options;
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      if (!passes(source, selection.typeCondition, matchesType)) continue;
      if (!addRequired(into, source, { selections: selection.selections, matchesType })) return false;
      continue;
    }
    const key = selection.alias ?? selection.name;
    const value = readKey(source, key);
    if (value === undefined) return false;
    const required = selection.selections === undefined ? value : selectFrom(value, selection.selections, matchesType);
    if (required === undefined) return false;
    writeKey(into, key, joinRequired(readKey(into, key), required));
  }
  return true;
}

function passes(source: DataObject, condition: string | undefined, matchesType: MatchesType): boolean {
  if (condition === undefined) return true;
  const typeName = typeNameOf(source);
  return typeName !== undefined && matchesType(typeName, condition);
}

function selectFrom(value: unknown, selections: readonly RequiredSelection[], matchesType: MatchesType): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      const selected = selectFrom(item, selections, matchesType);
      if (selected === undefined) return undefined;
      items.push(selected);
    }
    return items;
  }
  return isDataObject(value) ? selectRequired(value, selections, matchesType) : value;
}

/** Two fragments may each require a part of the same object. */
function joinRequired(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) return a.map((item: unknown, index) => joinRequired(item, b[index]));
  if (!isDataObject(a) || !isDataObject(b)) return b;
  const joined: DataObject = { ...a };
  for (const [key, value] of Object.entries(b)) writeKey(joined, key, joinRequired(readKey(joined, key), value));
  return joined;
}
