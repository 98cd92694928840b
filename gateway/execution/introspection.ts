import {
  execute,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { DataObject } from './own-property.ts';
import { reachedFragments } from './named-fragments.ts';

/** The part of an operation that asks about the schema itself; undefined when there is none. */
export function toIntrospection(definition: OperationDefinitionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): DocumentNode | undefined {
  const selectionSet = keepIntrospection(definition.selectionSet, fragments);
  if (selectionSet === undefined) return undefined;
  const used = new Set<string>();
  const reached = reachedFragments(selectionSet, fragments);
  for (const node of [selectionSet, ...reached]) visit(node, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions = (definition.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
  return {
    kind: Kind.DOCUMENT,
    definitions: [{ kind: Kind.OPERATION_DEFINITION, operation: definition.operation, variableDefinitions, selectionSet }, ...reached],
  };
}

/** True when an operation selects anything at its root besides the schema and its own type name. */
export function asksSubgraphs(selectionSet: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): boolean {
  return selectionSet.selections.some((selection) => {
    if (selection.kind === Kind.FIELD) return !selection.name.value.startsWith('__');
    const inner = selectionSetOf(selection, fragments);
    return inner !== undefined && asksSubgraphs(inner, fragments);
  });
}

/** Answers introspection from the API schema. */
export async function introspect(schema: GraphQLSchema, document: DocumentNode, variables: Readonly<Record<string, unknown>>): Promise<DataObject> {
  const { data, errors } = await execute({ schema, document, variableValues: variables });
  if (errors !== undefined && errors[0] !== undefined) throw errors[0];
  return { ...data };
}

function keepIntrospection(selectionSet: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): SelectionSetNode | undefined {
  const selections = selectionSet.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) {
      const { value } = selection.name;
      return value === SchemaMetaFieldDef.name || value === TypeMetaFieldDef.name ? [selection] : [];
    }
    const inner = selectionSetOf(selection, fragments);
    const kept = inner === undefined ? undefined : keepIntrospection(inner, fragments);
    return kept === undefined ? [] : [{ kind: Kind.INLINE_FRAGMENT, directives: selection.directives ?? [], selectionSet: kept }];
  });
  return selections.length === 0 ? undefined : { kind: Kind.SELECTION_SET, selections };
}

function selectionSetOf(
  selection: Exclude<SelectionNode, { kind: Kind.FIELD }>,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): SelectionSetNode | undefined {
  return selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value)?.selectionSet;
}
