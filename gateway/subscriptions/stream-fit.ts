import { Kind, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { badInput } from '../../platform/errors/coded-error.ts';
import type { StreamOptions } from './stream-options.ts';

/** Throws BAD_USER_INPUT for stream options that name what the document does not have: a query, or the path to a leaf. */
export function assertStreamFits({ snapshot, coalesceBy }: StreamOptions, operation: { document: DocumentNode; definition: OperationDefinitionNode }): void {
  const { document, definition } = operation;
  if (snapshot !== undefined && !namesQuery(document, snapshot)) {
    throw badInput('extensions.stream.snapshot', 'the name of a query operation of the same document', snapshot);
  }
  if (coalesceBy !== undefined && !reachesLeaf(document, definition.selectionSet, coalesceBy)) {
    throw badInput('extensions.stream.coalesceBy', 'the path of response names to a leaf of the selection, joined by dots', coalesceBy.join('.'));
  }
}

function namesQuery(document: DocumentNode, name: string): boolean {
  return document.definitions.some(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.operation === 'query' && definition.name?.value === name,
  );
}

function reachesLeaf(document: DocumentNode, root: SelectionSetNode, path: readonly string[]): boolean {
  const fragments = new Map(
    document.definitions.flatMap((definition): [string, FragmentDefinitionNode][] =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
    ),
  );
  let level: readonly SelectionSetNode[] = [root];
  for (const [index, name] of path.entries()) {
    const fields = level.flatMap((selections) => fieldsOf(selections, fragments)).filter((field) => (field.alias ?? field.name).value === name);
    if (fields.length === 0) return false;
    level = fields.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
    if (index === path.length - 1) return level.length === 0;
  }
  return false;
}

function fieldsOf(selections: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>, seen = new Set<string>()): FieldNode[] {
  return selections.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet, fragments, seen);
    const fragment = fragments.get(selection.name.value);
    if (fragment === undefined || seen.has(selection.name.value)) return [];
    seen.add(selection.name.value);
    return fieldsOf(fragment.selectionSet, fragments, seen);
  });
}
