import { isDataObject, readKey, writeKey, type DataObject } from './own-property.ts';
import { findSources, type Position } from './position.ts';
import type { RequiredSelection } from './query-plan.ts';
import { toRead, type Read } from './read-source.ts';
import { typeNameOf, type MatchesType } from './type-condition.ts';

/** What a fetch needs to know of an object, and where each value is read at the place where the object stands. */
export interface Required {
  readonly selections: readonly RequiredRead[];
  /** The values that decide on a representation when nothing else does: one type's fields without selections of their own, `__typename` left out. */
  readonly simple: readonly Read[] | undefined;
}

type RequiredRead =
  | { readonly kind: 'field'; readonly key: string; readonly read: Read; readonly selections: readonly RequiredRead[] | undefined }
  | { readonly kind: 'fragment'; readonly typeCondition: string | undefined; readonly selections: readonly RequiredRead[] }
  /** The object's type where it is known: whoever tells types apart is told them. */
  | { readonly kind: 'type' };

/** Which links a fetch may read: those of fetches that have ended when it begins. */
export type IsReadable = (via: readonly symbol[]) => boolean;

/** Works out where a fetch's required values are read at one position, and lets the positions know. */
export function toRequired(requires: readonly RequiredSelection[], position: Position, isReadable: IsReadable): Required {
  const simple = toSimpleKeys(requires);
  return {
    selections: toReads(requires, [position], isReadable),
    simple: simple?.map((key) => toRead(findSources(position, key).filter(({ via }) => isReadable(via)))),
  };
}

function toReads(selections: readonly RequiredSelection[], positions: readonly Position[], isReadable: IsReadable): RequiredRead[] {
  return selections.map((selection) => {
    if (selection.kind === 'InlineFragment') {
      return { kind: 'fragment', typeCondition: selection.typeCondition, selections: toReads(selection.selections, positions, isReadable) };
    }
    const { name, alias = name } = selection;
    const sources = positions.flatMap((position) => findSources(position, name)).filter(({ via }) => isReadable(via));
    for (const source of sources) source.holder.read.add(source.key);
    const below = sources.flatMap((source) => (source.below === undefined ? [] : [source.below]));
    return {
      kind: 'field',
      key: alias,
      read: name === '__typename' ? typeNameOf : toRead(sources),
      selections: selection.selections === undefined ? undefined : withType(toReads(selection.selections, below, isReadable)),
    };
  });
}

/** Planners forget the type of an object of which they require other fields for each type. */
function withType(reads: readonly RequiredRead[]): readonly RequiredRead[] {
  return reads.some((one) => one.kind === 'fragment' && one.typeCondition !== undefined) ? [{ kind: 'type' }, ...reads] : reads;
}

/** The keys of the objects, `__typename` left out, of a requirement that asks for plain values of one type; undefined for every other. */
export function toSimpleKeys(requires: readonly RequiredSelection[]): readonly string[] | undefined {
  const [only, ...others] = requires;
  if (only === undefined || others.length > 0 || only.kind !== 'InlineFragment') return undefined;
  const keys: string[] = [];
  for (const selection of only.selections) {
    if (selection.kind !== 'Field' || selection.selections !== undefined) return undefined;
    keys.push(selection.name);
  }
  return keys.includes('__typename') ? keys.filter((key) => key !== '__typename') : undefined;
}

/** The representation of an object; undefined when a required value is missing. Shares no object with the answers: rewrites change it. */
export function selectRequired(source: DataObject, selections: readonly RequiredRead[], matchesType: MatchesType): DataObject | undefined {
  const selected: DataObject = {};
  return addRequired(selected, source, { selections, matchesType }) ? selected : undefined;
}

function addRequired(into: DataObject, source: DataObject, options: { selections: readonly RequiredRead[]; matchesType: MatchesType }): boolean {
  const { selections, matchesType } = options;
  for (const selection of selections) {
    if (selection.kind === 'type') {
      const typeName = typeNameOf(source);
      if (typeName !== undefined) into['__typename'] = typeName;
      continue;
    }
    if (selection.kind === 'fragment') {
      if (!passes(source, selection.typeCondition, matchesType)) continue;
      if (!addRequired(into, source, { selections: selection.selections, matchesType })) return false;
      continue;
    }
    const { key, read } = selection;
    const value = read(source);
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

function selectFrom(value: unknown, selections: readonly RequiredRead[], matchesType: MatchesType): unknown {
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
