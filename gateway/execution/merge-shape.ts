import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import { fragmentsOf } from './named-fragments.ts';
import type { Rewrite } from './query-plan.ts';

/**
 * Which keys a fetch's answer may hold, and below which of them it goes on. Merging follows it, so that a subgraph
 * cannot bring in a key that was not asked for, and a scalar that happens to be an object is never taken apart.
 */
export interface MergeShape {
  readonly fields: ReadonlyMap<string, MergeShape | undefined>;
}

type MutableShape = { readonly fields: Map<string, MutableShape | undefined> };

/** The shape of an operation's data, after the renames that its answer undergoes; they concern what stands at the root field `entities`, if there is one. */
export function toMergeShape(document: DocumentNode, rewrites: readonly Rewrite[] = [], entities = '_entities'): MergeShape {
  const fragments = fragmentsOf(document);
  const root: MutableShape = { fields: new Map() };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) addSelections(root, definition.selectionSet, fragments);
  }
  const rewritten = root.fields.get(entities) ?? root;
  for (const rewrite of rewrites) {
    if (rewrite.kind === 'KeyRenamer') addRenamed(rewritten, rewrite.path, rewrite.renameKeyTo);
  }
  return root;
}

function addSelections(shape: MutableShape, selectionSet: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): void {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      addSelections(shape, selection.selectionSet, fragments);
    } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = fragments.get(selection.name.value);
      if (fragment !== undefined) addSelections(shape, fragment.selectionSet, fragments);
    } else {
      const key = selection.alias?.value ?? selection.name.value;
      if (selection.selectionSet === undefined) {
        if (!shape.fields.has(key)) shape.fields.set(key, undefined);
        continue;
      }
      const child = shape.fields.get(key) ?? { fields: new Map() };
      shape.fields.set(key, child);
      addSelections(child, selection.selectionSet, fragments);
    }
  }
}

function addRenamed(shape: MutableShape, path: readonly string[], newKey: string): void {
  const keys = path.filter((step) => !step.startsWith('... on '));
  const last = keys.pop();
  let parent: MutableShape | undefined = shape;
  for (const key of keys) parent = parent?.fields.get(key);
  if (parent === undefined || last === undefined) return;
  const renamed = parent.fields.get(last);
  const existing = parent.fields.get(newKey);
  parent.fields.set(newKey, renamed === undefined || existing === undefined ? (renamed ?? existing) : joinShapes(existing, renamed));
}

function joinShapes(a: MutableShape, b: MutableShape): MutableShape {
  const fields = new Map(a.fields);
  for (const [key, child] of b.fields) {
    const other = fields.get(key);
    fields.set(key, other !== undefined && child !== undefined ? joinShapes(other, child) : (child ?? other));
  }
  return { fields };
}
