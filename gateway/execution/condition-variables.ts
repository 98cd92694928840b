import { Kind, visit, type DocumentNode } from 'graphql';

/** Reads the names of the variables that decide on directives such as `@skip` and `@include` in a document, in a fixed order. */
export type ConditionVariables = (document: DocumentNode) => readonly string[];

/** Remembers the answer for as long as the document lives. */
export function createConditionVariables(directives: readonly string[]): ConditionVariables {
  const known = new WeakMap<DocumentNode, readonly string[]>();
  return (document) => {
    const existing = known.get(document);
    if (existing !== undefined) return existing;
    const names = findConditionVariables(document, directives);
    known.set(document, names);
    return names;
  };
}

function findConditionVariables(document: DocumentNode, directives: readonly string[]): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (!directives.includes(name.value)) return;
      for (const { name: argument, value } of given) if (value.kind === Kind.VARIABLE && argument.value === 'if') names.add(value.name.value);
    },
  });
  return [...names];
}
