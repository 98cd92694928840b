import { isAbstractType, Kind, type FieldNode, type FragmentDefinitionNode, type GraphQLSchema, type SelectionNode, type SelectionSetNode } from 'graphql';
import { collectNodes } from './known-fields.ts';
import type { SubgraphTypes } from './subgraph-types.ts';
import type { MatchesType } from './type-condition.ts';

/** What a subgraph can answer by itself is found with these. */
export interface LocalSetting {
  readonly fullSchema: GraphQLSchema;
  readonly types: SubgraphTypes;
  readonly matchesType: MatchesType;
  /** Those of the operation that the fields come from. */
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Some fields of one type in one subgraph. */
export interface FieldsOfType {
  readonly service: string;
  readonly typeName: string;
  /** By response name; the nodes of one name are merged. */
  readonly fields: ReadonlyMap<string, readonly FieldNode[]>;
}

/**
 * Fields as one subgraph can be asked for them, all that is below them included, type by type: it is never asked of a type
 * that it does not have. Undefined when it cannot give all of it alone.
 */
export function toLocalSelections({ service, typeName, fields }: FieldsOfType, setting: LocalSetting): SelectionNode[] | undefined {
  const selections: SelectionNode[] = [];
  for (const [key, [first, ...others]] of fields) {
    if (first === undefined) continue;
    const name = first.name.value;
    if (name !== '__typename' && !setting.types.resolvesAlone(service, typeName, name)) return undefined;
    const inner = [first, ...others].flatMap(({ selectionSet }) => selectionSet ?? []);
    const type = inner.length === 0 ? undefined : setting.types.fieldType(service, typeName, name);
    const selectionSet = type === undefined ? undefined : toLocalSet({ service, typeName: type }, inner, setting);
    if (type !== undefined && selectionSet === undefined) return undefined;
    const { selectionSet: _whole, alias: _alias, ...rest } = first;
    selections.push({
      ...rest,
      ...(key === name ? {} : { alias: { kind: Kind.NAME, value: key } }),
      ...(selectionSet === undefined ? {} : { selectionSet }),
    });
  }
  return selections;
}

function toLocalSet(
  { service, typeName }: Omit<FieldsOfType, 'fields'>,
  selectionSets: readonly SelectionSetNode[],
  setting: LocalSetting,
): SelectionSetNode | undefined {
  const { types, fullSchema } = setting;
  if (types.isInterfaceObject(service, typeName)) return undefined;
  const toSelections = (name: string) => toLocalSelections({ service, typeName: name, fields: collectNodes(name, selectionSets, setting) }, setting);
  if (!isAbstractType(fullSchema.getType(typeName))) {
    const selections = toSelections(typeName);
    return selections === undefined ? undefined : { kind: Kind.SELECTION_SET, selections: selections.length === 0 ? [TYPENAME] : selections };
  }
  const selections: SelectionNode[] = [TYPENAME];
  const shapes = new Map<string, string | undefined>();
  for (const name of types.possibleTypes(service, typeName)) {
    const own = toSelections(name);
    if (own === undefined || !agreeInShape({ service, typeName: name, selections: own }, shapes, types)) return undefined;
    if (own.length > 0) selections.push(onType(name, own));
  }
  return { kind: Kind.SELECTION_SET, selections };
}

/** The field `__typename`. */
export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Selections under a type condition. */
export function onType(typeName: string, selections: readonly SelectionNode[]): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
    selectionSet: { kind: Kind.SELECTION_SET, selections: [...selections] },
  };
}

/**
 * False when a response name has another type than in the shapes gathered so far, which are added to: a subgraph refuses one
 * name for two types of value, even on unlike objects, and its types may be stricter than the supergraph's.
 */
export function agreeInShape(
  of: { readonly service: string; readonly typeName: string; readonly selections: readonly SelectionNode[] },
  shapes: Map<string, string | undefined>,
  types: SubgraphTypes,
): boolean {
  return of.selections.every((selection) => {
    if (selection.kind !== Kind.FIELD) return true;
    const key = selection.alias?.value ?? selection.name.value;
    const shape = types.fieldTypeText(of.service, of.typeName, selection.name.value);
    if (shapes.has(key) && shapes.get(key) !== shape) return false;
    shapes.set(key, shape);
    return true;
  });
}
