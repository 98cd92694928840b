import { isAbstractType, isInterfaceType, isObjectType, Kind, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import type { ModelSubgraph } from './graph-model.ts';
import { nameOf } from './graph-values.ts';

/** Coordinates of fields that are in keys, that tell objects apart, or that anything else stands on. */
export function findKept(subgraphs: readonly ModelSubgraph[], schema: GraphQLSchema): Record<'keys' | 'unique' | 'all', ReadonlySet<string>> {
  const [keys, unique, all] = [new Set<string>(), new Set<string>(), new Set<string>()];
  function add(typeName: string, { selections }: SelectionSetNode, into: readonly Set<string>[]): void {
    const type = schema.getType(typeName);
    for (const one of selections) {
      if (one.kind === Kind.INLINE_FRAGMENT) add(one.typeCondition?.name.value ?? typeName, one.selectionSet, into);
      if (one.kind !== Kind.FIELD) continue;
      const below = isObjectType(type) || isInterfaceType(type) ? type.getFields()[one.name.value] : undefined;
      const names = isAbstractType(type) ? [typeName, ...schema.getPossibleTypes(type).map(({ name }) => name)] : [typeName];
      for (const name of names) for (const set of into) set.add(`${name}.${one.name.value}`);
      if (below !== undefined && one.selectionSet !== undefined) add(String(below.type).replaceAll(/[[\]!]/g, ''), one.selectionSet, into);
    }
  }
  for (const { types } of subgraphs) {
    for (const type of types.values()) {
      for (const { selectionSet } of type.keys) {
        add(type.name, selectionSet, [keys, all]);
        const leaves = selectionSet.selections.filter((one) => one.kind === Kind.FIELD && one.selectionSet === undefined);
        add(type.name, { kind: Kind.SELECTION_SET, selections: leaves }, [unique]);
      }
      for (const field of type.fields.values()) {
        if (field.requires !== undefined) add(type.name, field.requires, [all]);
        if (field.provides !== undefined) add(nameOf(field.node.type), field.provides, [all]);
      }
    }
  }
  return { keys, unique, all };
}
