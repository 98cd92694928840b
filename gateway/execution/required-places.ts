import { Kind, type SelectionSetNode } from 'graphql';
import type { StandIns } from '../supergraph/stand-ins.ts';
import type { RequiredSelection } from './query-plan.ts';

/** One step to a required field: the name of a field, and the type that the object which has it must have, if that is said. */
interface RequiredStep {
  readonly fieldName: string;
  readonly typeName: string | undefined;
}

/** Where a required field stands in a representation. */
export type RequiredPlace = readonly RequiredStep[];

/** A stand-in that is required at a place. */
export interface RequiredStandIn {
  readonly place: RequiredPlace;
  readonly name: string;
}

/** Where a selection stands: the steps to its object, and the type that this has, if that is said. */
export interface Within {
  readonly steps: RequiredPlace;
  readonly typeName: string | undefined;
}

/** Where no field is above. */
export const ROOT: Within = { steps: [], typeName: undefined };

/** The place of a field, under the name that it has in the subgraph. */
export function toPlace(name: string, { steps, typeName }: Within, { byName }: StandIns): RequiredPlace {
  return [...steps, { fieldName: byName.get(name)?.field.name.value ?? name, typeName }];
}

/** The stand-ins in a requirement as subgraphs write it. */
export function standInsOf({ selections }: SelectionSetNode, within: Within, standIns: StandIns): RequiredStandIn[] {
  return selections.flatMap((selection): RequiredStandIn[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return standInsOf(selection.selectionSet, { ...within, typeName: selection.typeCondition?.name.value ?? within.typeName }, standIns);
    }
    const name = selection.name.value;
    const place = toPlace(name, within, standIns);
    const inner = selection.selectionSet === undefined ? [] : standInsOf(selection.selectionSet, { steps: place, typeName: undefined }, standIns);
    return standIns.byName.has(name) ? [{ place, name }, ...inner] : inner;
  });
}

/** The same of a requirement as plans have it. */
export function plannedStandInsOf(requires: readonly RequiredSelection[], within: Within, standIns: StandIns): RequiredStandIn[] {
  return requires.flatMap((selection): RequiredStandIn[] => {
    if (selection.kind === 'InlineFragment') {
      return plannedStandInsOf(selection.selections, { ...within, typeName: selection.typeCondition ?? within.typeName }, standIns);
    }
    const name = selection.alias ?? selection.name;
    const place = toPlace(name, within, standIns);
    const inner = plannedStandInsOf(selection.selections ?? [], { steps: place, typeName: undefined }, standIns);
    return standIns.byName.has(name) ? [{ place, name }, ...inner] : inner;
  });
}

/** True for places that one object may have both of: the steps are the same, save for types that no object has together. */
export function mayMeet(a: RequiredPlace, b: RequiredPlace, { isObjectType }: StandIns): boolean {
  function areApart(one: string | undefined, other: string | undefined): boolean {
    return one !== undefined && other !== undefined && one !== other && isObjectType(one) && isObjectType(other);
  }
  return a.length === b.length && a.every(({ fieldName, typeName }, index) => b[index]?.fieldName === fieldName && !areApart(typeName, b[index].typeName));
}
