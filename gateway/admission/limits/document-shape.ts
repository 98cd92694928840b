import { Kind, visit, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** How large the largest operation or fragment of a document is, fragments counted as often as they are spread. */
export interface DocumentShape {
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  /** Fields in all. */
  readonly fields: number;
  /** Directives as written. */
  readonly directives: number;
  readonly directivesAtOnePlace: number;
  /** How deep lists stand in lists in one literal value, through objects as well. */
  readonly listLevels: number;
  /** How often the most frequent response name is selected at one place. */
  readonly repetitions: number;
}

interface Expansion {
  readonly depth: number;
  readonly aliases: number;
  /** Fields of the outermost level. */
  readonly top: number;
  readonly fields: number;
}

const NOTHING: Expansion = { depth: 0, aliases: 0, top: 0, fields: 0 };

/**
 * Measures without expanding: each fragment is measured once, so that the time grows with the text alone. A cycle counts as
 * nothing, validation refuses it. Counts stop at Number.MAX_SAFE_INTEGER.
 */
export function measureDocument(document: DocumentNode): DocumentShape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const expand = createExpander(fragments);
  let largest = NOTHING;
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) largest = larger(largest, expand(definition.selectionSet));
    // A fragment that no operation spreads is judged and validated like the rest; its own top level is no root.
    if (definition.kind === Kind.FRAGMENT_DEFINITION) largest = larger(largest, { ...expand(definition.selectionSet), top: 0 });
  }
  return {
    depth: largest.depth,
    aliases: largest.aliases,
    rootFields: largest.top,
    fields: largest.fields,
    ...countWritten(document),
    repetitions: countRepetitions(document, fragments),
  };
}

function createExpander(fragments: ReadonlyMap<string, FragmentDefinitionNode>): (set: SelectionSetNode) => Expansion {
  const measured = new Map<string, Expansion>();

  function ofFragment(name: string): Expansion {
    const known = measured.get(name);
    if (known !== undefined) return known;
    const definition = fragments.get(name);
    if (definition === undefined) return NOTHING;
    measured.set(name, NOTHING);
    const expansion = ofSet(definition.selectionSet);
    measured.set(name, expansion);
    return expansion;
  }

  function ofSet(set: SelectionSetNode): Expansion {
    let sum = NOTHING;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) sum = add(sum, ofFragment(selection.name.value));
      else if (selection.kind === Kind.INLINE_FRAGMENT) sum = add(sum, ofSet(selection.selectionSet));
      else {
        const inner = selection.selectionSet === undefined ? NOTHING : ofSet(selection.selectionSet);
        sum = add(sum, { depth: inner.depth + 1, aliases: inner.aliases + (selection.alias === undefined ? 0 : 1), top: 1, fields: inner.fields + 1 });
      }
    }
    return sum;
  }
  return ofSet;
}

function add(a: Expansion, b: Expansion): Expansion {
  return { depth: Math.max(a.depth, b.depth), aliases: clamp(a.aliases + b.aliases), top: clamp(a.top + b.top), fields: clamp(a.fields + b.fields) };
}

function larger(a: Expansion, b: Expansion): Expansion {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: Math.max(a.aliases, b.aliases),
    top: Math.max(a.top, b.top),
    fields: Math.max(a.fields, b.fields),
  };
}

function clamp(count: number): number {
  return Math.min(count, Number.MAX_SAFE_INTEGER);
}

function countWritten(document: DocumentNode): Pick<DocumentShape, 'directives' | 'directivesAtOnePlace' | 'listLevels'> {
  let directives = 0;
  let directivesAtOnePlace = 0;
  let listLevels = 0;
  let level = 0;
  visit(document, {
    enter(node) {
      if (node.kind === Kind.LIST) listLevels = Math.max(listLevels, (level += 1));
      const count = 'directives' in node ? (node.directives?.length ?? 0) : 0;
      directives += count;
      directivesAtOnePlace = Math.max(directivesAtOnePlace, count);
    },
    leave(node) {
      if (node.kind === Kind.LIST) level -= 1;
    },
  });
  return { directives, directivesAtOnePlace, listLevels };
}

/** Keeps the time bounded for documents of many places that each spread many fragments. */
const MAX_STEPS = 200_000;

function countRepetitions(document: DocumentNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): number {
  let most = 0;
  let steps = 0;

  function countAt(set: SelectionSetNode, counts: Map<string, number>, spread: Set<string>): void {
    for (const selection of set.selections) {
      steps += 1;
      if (steps > MAX_STEPS) {
        most = Number.MAX_SAFE_INTEGER;
        return;
      }
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const count = (counts.get(name) ?? 0) + 1;
        counts.set(name, count);
        most = Math.max(most, count);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) countAt(selection.selectionSet, counts, spread);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) countAt(fragment.selectionSet, counts, spread);
      }
    }
  }
  visit(document, {
    SelectionSet(set) {
      if (steps <= MAX_STEPS) countAt(set, new Map(), new Set());
    },
  });
  return most;
}
