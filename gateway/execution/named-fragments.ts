import { Kind, visit, type DocumentNode, type FragmentDefinitionNode, type InlineFragmentNode, type SelectionSetNode } from 'graphql';

/** The fragments of a document, by name. */
export function fragmentsOf({ definitions }: Pick<DocumentNode, 'definitions'>): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])));
}

/** The named fragments that a selection spreads, those that they spread in turn included. */
export function reachedFragments(selectionSet: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): FragmentDefinitionNode[] {
  const reached = new Map<string, FragmentDefinitionNode>();
  const waiting: (SelectionSetNode | FragmentDefinitionNode)[] = [selectionSet];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (fragment === undefined || reached.has(name.value)) return;
        reached.set(name.value, fragment);
        waiting.push(fragment);
      },
    });
  }
  return [...reached.values()];
}

/** The same document with every named fragment written out where it is spread. */
export function inlineFragments(document: DocumentNode): DocumentNode {
  const fragments = fragmentsOf(document);
  if (fragments.size === 0) return document;
  const rest: DocumentNode = { ...document, definitions: document.definitions.filter(({ kind }) => kind !== Kind.FRAGMENT_DEFINITION) };
  return visit(rest, {
    FragmentSpread({ name, directives }): InlineFragmentNode | undefined {
      const fragment = fragments.get(name.value);
      if (fragment === undefined) return undefined;
      const { typeCondition, selectionSet } = fragment;
      // What is returned on the way in is visited in its place, spreads in it included.
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives: directives ?? [], selectionSet };
    },
  });
}
