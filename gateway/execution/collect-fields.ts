import { Kind, type DirectiveNode, type FieldNode, type FragmentDefinitionNode, type SelectionNode, type SelectionSetNode } from 'graphql';
import type { MatchesType } from './type-condition.ts';

/** What collecting needs to know of an operation and one set of values for its conditions. */
export interface CollectSetting {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly matchesType: MatchesType;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * The fields that selection sets ask of an object of type `typeName`, by response name in the order in which GraphQL
 * answers them: https://spec.graphql.org/October2021/#CollectFields().
 */
export function collectFields(typeName: string, selectionSets: readonly SelectionSetNode[], setting: CollectSetting): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  for (const selectionSet of selectionSets) collectInto(fields, { selectionSet, typeName, visited, setting });
  return fields;
}

interface Collecting {
  readonly selectionSet: SelectionSetNode;
  readonly typeName: string;
  readonly visited: Set<string>;
  readonly setting: CollectSetting;
}

function collectInto(fields: Map<string, FieldNode[]>, collecting: Collecting): void {
  const { selectionSet, typeName, visited, setting } = collecting;
  for (const selection of selectionSet.selections) {
    if (!isIncluded(selection, setting.variables)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const nodes = fields.get(key);
      if (nodes === undefined) fields.set(key, [selection]);
      else nodes.push(selection);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      if (condition === undefined || setting.matchesType(typeName, condition)) collectInto(fields, { ...collecting, selectionSet: selection.selectionSet });
    } else if (!visited.has(selection.name.value)) {
      visited.add(selection.name.value);
      const fragment = setting.fragments.get(selection.name.value);
      if (fragment !== undefined && setting.matchesType(typeName, fragment.typeCondition.name.value)) {
        collectInto(fields, { ...collecting, selectionSet: fragment.selectionSet });
      }
    }
  }
}

/** False when `@skip` or `@include` leaves the selection out. */
export function isIncluded(selection: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  for (const directive of selection.directives ?? []) {
    if (directive.name.value === 'skip' && conditionOf(directive, variables)) return false;
    if (directive.name.value === 'include' && !conditionOf(directive, variables)) return false;
  }
  return true;
}

function conditionOf(directive: DirectiveNode, variables: Readonly<Record<string, unknown>>): boolean {
  const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
  if (value?.kind === Kind.BOOLEAN) return value.value;
  return value?.kind === Kind.VARIABLE && variables[value.name.value] === true;
}
