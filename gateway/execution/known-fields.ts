import { Kind, type FieldNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import type { RequiredSelection, Rewrite } from './query-plan.ts';
import type { SubgraphTypes } from './subgraph-types.ts';
import type { MatchesType } from './type-condition.ts';

/**
 * What is known of the objects at one place of a response, by the type that they may have. An interface's or union's own name stands
 * for objects whose type nobody has told yet.
 */
export type KnownObjects = Map<string, KnownFields>;
/** By response name; undefined for a leaf. */
export type KnownFields = Map<string, KnownObjects | undefined>;

/** What an answer of a subgraph is worked out from. */
export interface AnswerSetting {
  readonly service: string;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly types: SubgraphTypes;
  readonly matchesType: MatchesType;
  /** Of types that nothing in the plan tells apart, one is enough. */
  readonly representatives: (typeNames: readonly string[]) => readonly string[];
}

/** The fields of an object of type `typeName` in an answer to the selections. */
export function toAnswer(typeName: string, selectionSets: readonly SelectionSetNode[], setting: AnswerSetting): KnownFields {
  const fields: KnownFields = new Map();
  for (const [key, nodes] of collectNodes(typeName, selectionSets, setting)) {
    const [first] = nodes;
    const type = first === undefined ? undefined : setting.types.fieldType(setting.service, typeName, first.name.value);
    const inner = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
    fields.set(key, inner.length === 0 || type === undefined ? undefined : toObjects(type, inner, setting));
  }
  return fields;
}

function toObjects(typeName: string, selectionSets: readonly SelectionSetNode[], setting: AnswerSetting): KnownObjects {
  const { types, service } = setting;
  const tellsTypes = !types.isInterfaceObject(service, typeName) && collectNodes(typeName, selectionSets, setting).has('__typename');
  const names = tellsTypes ? setting.representatives(types.possibleTypes(service, typeName)) : [typeName];
  return new Map(names.map((name) => [name, toAnswer(name, selectionSets, setting)]));
}

/** Fields by response name that a type has in selections, fragments gone into. */
export function collectNodes(
  typeName: string,
  selectionSets: readonly SelectionSetNode[],
  setting: Pick<AnswerSetting, 'fragments' | 'matchesType'>,
): Map<string, FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  const waiting = [...selectionSets];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const selection of next.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        found.set(key, [...(found.get(key) ?? []), selection]);
        continue;
      }
      const { typeCondition, selectionSet } = selection.kind === Kind.INLINE_FRAGMENT ? selection : (setting.fragments.get(selection.name.value) ?? {});
      const matches = typeCondition === undefined || setting.matchesType(typeName, typeCondition.name.value);
      if (matches && selectionSet !== undefined) waiting.push(selectionSet);
    }
  }
  return found;
}

/** Adds what another answer brought. Nothing of `from` is shared afterwards. */
export function mergeKnown(into: KnownFields, from: KnownFields): void {
  for (const [key, objects] of from) {
    const existing = into.get(key);
    if (objects === undefined) {
      if (!into.has(key)) into.set(key, undefined);
      continue;
    }
    const merged: KnownObjects = existing ?? new Map();
    into.set(key, merged);
    for (const [typeName, fields] of objects) {
      const known: KnownFields = merged.get(typeName) ?? new Map();
      merged.set(typeName, known);
      mergeKnown(known, fields);
    }
  }
}

/** True when an object of type `typeName` gives all that a fetch requires of it, its type name included. */
export function isSendable(typeName: string, fields: KnownFields, options: { requires: readonly RequiredSelection[]; matchesType: MatchesType }): boolean {
  const required = collectRequired(typeName, options.requires, options.matchesType);
  return required.some((field) => field.name === '__typename') && required.every((field) => isKnown(fields, field, options.matchesType));
}

function isKnown(fields: KnownFields, field: RequiredField, matchesType: MatchesType): boolean {
  if (!fields.has(field.name)) return false;
  const { selections } = field;
  if (selections === undefined) return true;
  const objects = [...(fields.get(field.name) ?? [])];
  return objects.every(([typeName, inner]) => collectRequired(typeName, selections, matchesType).every((one) => isKnown(inner, one, matchesType)));
}

type RequiredField = Extract<RequiredSelection, { kind: 'Field' }>;

function collectRequired(typeName: string, selections: readonly RequiredSelection[], matchesType: MatchesType): RequiredField[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'Field') return [selection];
    const matches = selection.typeCondition === undefined || matchesType(typeName, selection.typeCondition);
    return matches ? collectRequired(typeName, selection.selections, matchesType) : [];
  });
}

/** Renames keys as an answer's rewrites do. */
export function renameKnown(typeName: string, fields: KnownFields, rewrite: Rewrite & { readonly matchesType: MatchesType }): void {
  const [step, ...path] = rewrite.path;
  if (step === undefined || rewrite.kind !== 'KeyRenamer') return;
  if (step.startsWith('... on ')) {
    if (rewrite.matchesType(typeName, step.slice('... on '.length))) renameKnown(typeName, fields, { ...rewrite, path });
  } else if (path.length > 0) {
    for (const [name, inner] of fields.get(step) ?? []) renameKnown(name, inner, { ...rewrite, path });
  } else if (fields.has(step)) {
    const value = fields.get(step);
    fields.delete(step);
    mergeKnown(fields, new Map([[rewrite.renameKeyTo, value]]));
  }
}
