import { getNamedType, Kind, type FragmentDefinitionNode, type GraphQLNamedType, type SelectionSetNode } from 'graphql';
import type { CostWeights } from './cost-weights.ts';
import type { CostedOperation } from './estimate-cost.ts';
import { findField, weighField } from './field-cost.ts';

/** What an answer really cost, by the same weights as its estimate. */
export function measureCost(operation: CostedOperation, data: unknown, weights: CostWeights): number {
  const { schema, document, definition } = operation;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const part of document.definitions) if (part.kind === Kind.FRAGMENT_DEFINITION) fragments.set(part.name.value, part);

  function ofValue(value: unknown, set: SelectionSetNode | undefined, place: { one: number; type: GraphQLNamedType }): number {
    if (value === null || value === undefined) return 0;
    if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + ofValue(item, set, place), 0);
    return place.one + (set === undefined ? 0 : ofObject(value as Readonly<Record<string, unknown>>, set, { type: place.type, counted: new Set() }));
  }

  function ofObject(object: Readonly<Record<string, unknown>>, set: SelectionSetNode, at: { type: GraphQLNamedType; counted: Set<string> }): number {
    let sum = 0;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const field = findField(at.type, selection.name.value);
        if (field === undefined) continue;
        const given = selection.arguments?.map(({ name }) => name.value) ?? [];
        // Selected twice, a field is answered once, with what both select.
        const one = at.counted.has(key) ? 0 : weighField({ parent: at.type, definition: field, given }, schema, weights);
        at.counted.add(key);
        sum += ofValue(object[key], selection.selectionSet, { one, type: getNamedType(field.type) });
      } else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const condition = fragment?.typeCondition?.name.value;
        const type = condition === undefined ? at.type : (schema.getType(condition) ?? at.type);
        if (fragment !== undefined) sum += ofObject(object, fragment.selectionSet, { type, counted: at.counted });
      }
    }
    return sum;
  }

  const root = schema.getRootType(definition.operation);
  return root === undefined || root === null ? 0 : ofValue(data, definition.selectionSet, { one: 0, type: root });
}
