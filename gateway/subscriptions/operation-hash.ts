import { createHash } from 'node:crypto';
import {
  Kind,
  print,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * SHA-256 of what an operation asks: its selections with the fragments that it uses, and the values of its variables.
 * White space, comments, the names of operation, fragments and variables, and the rest of the document don't count;
 * aliases do, for they shape the answer.
 */
export function hashOperation(operation: {
  document: DocumentNode;
  definition: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>>;
}): Buffer {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of operation.document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const values: unknown[] = [];
  const places = new Map<string, number>();

  function placeOf(name: string): number {
    const known = places.get(name);
    if (known !== undefined) return known;
    places.set(name, values.length);
    return values.push(operation.variables[name]) - 1;
  }

  const hash = createHash('sha256').update(operation.definition.operation);
  const names = new Map<string, string>();

  // Each fragment is added once, under the place of its first use: a document that spreads one a thousand times stays small.
  function nameOf(fragment: string): string {
    const known = names.get(fragment);
    if (known !== undefined) return known;
    const name = `f${names.size}`;
    names.set(fragment, name);
    const definition = fragments.get(fragment);
    if (definition !== undefined) hash.update(`\0${name}:${definition.typeCondition.name.value}${write(definition.selectionSet)}`);
    return name;
  }

  function write(selectionSet: SelectionSetNode): string {
    const renamed = visit(selectionSet, {
      Variable: (node) => ({ ...node, name: { ...node.name, value: `v${placeOf(node.name.value)}` } }),
      FragmentSpread: (node) => ({ ...node, name: { ...node.name, value: nameOf(node.name.value) } }),
    });
    return stripIgnoredCharacters(print(renamed));
  }

  hash.update(`\0${write(operation.definition.selectionSet)}`);
  return hash.update(`\0${toCanonicalJson(values)}`).digest();
}

/** JSON with sorted keys; undefined differs from null. */
function toCanonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join()}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${toCanonicalJson(inner)}`).join()}}`;
  }
  return JSON.stringify(value) ?? 'undefined';
}
