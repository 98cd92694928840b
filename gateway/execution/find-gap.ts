import { isAbstractType, isObjectType, type FieldNode, type FragmentDefinitionNode, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import { collectNodes, type KnownObjects } from './known-fields.ts';
import type { MatchesType } from './type-condition.ts';

/** A field that an operation asks of a type and no fetch of its plan brings. */
export interface PlanGap {
  /** The way from the root to the object that lacks it. */
  readonly path: readonly TypedKey[];
  /** The object's type. */
  readonly typeName: string;
  /** What is asked there, as the operation has it; undefined when the object's type itself is not told. */
  readonly missing: { readonly key: string; readonly nodes: readonly FieldNode[] } | undefined;
}

/** A response name of an object of one type. */
export interface TypedKey {
  readonly typeName: string;
  readonly key: string;
}

/** A gap in words, for the log. */
export function describeGap({ typeName, missing }: PlanGap): string {
  return missing === undefined ? `the type of ${typeName}` : `${typeName}.${missing.nodes[0]?.name.value ?? missing.key}`;
}

/** What a gap is looked for with. */
export interface FindingGap {
  readonly apiSchema: GraphQLSchema;
  readonly fullSchema: GraphQLSchema;
  /** Over the API schema. */
  readonly matchesType: MatchesType;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Every field that the selections ask of a type at a place and nobody brings; of a subtree that is missing as a whole, its top alone. */
export function findGaps(
  { objects, path }: { readonly objects: KnownObjects; readonly path: readonly TypedKey[] },
  selectionSets: readonly SelectionSetNode[],
  setting: FindingGap,
): PlanGap[] {
  return [...objects].flatMap(([typeName, fields]): PlanGap[] => {
    const isTold = isObjectType(setting.fullSchema.getType(typeName));
    if (isTold && setting.apiSchema.getType(typeName) === undefined) return [];
    if (!isTold && needsType(typeName, selectionSets, setting)) return [{ path, typeName, missing: undefined }];
    return [...collectNodes(typeName, selectionSets, setting)].flatMap(([key, nodes]): PlanGap[] => {
      if (nodes[0]?.name.value.startsWith('__') === true) return [];
      if (!fields.has(key)) return [{ path, typeName, missing: { key, nodes } }];
      const inner = fields.get(key);
      if (inner === undefined) return [];
      const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      return findGaps({ objects: inner, path: [...path, { typeName, key }] }, below, setting);
    });
  });
}

/** Whether what is asked, or whether it may be told at all, depends on the type behind an abstract one. */
function needsType(typeName: string, selectionSets: readonly SelectionSetNode[], setting: FindingGap): boolean {
  const { apiSchema, fullSchema } = setting;
  const [known, type] = [apiSchema.getType(typeName), fullSchema.getType(typeName)];
  if (!isAbstractType(known) || !isAbstractType(type)) return true;
  const behind = apiSchema.getPossibleTypes(known);
  if (behind.length < fullSchema.getPossibleTypes(type).length) return true;
  const common = collectNodes(typeName, selectionSets, setting);
  if (common.has('__typename') || [...common.values()].flat().some(({ name }) => name.value === '__typename')) return true;
  return behind.some(({ name }) => collectNodes(name, selectionSets, setting).size > common.size);
}
