import { Kind, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/**
 * Puts the keys that a subgraph resolves before those that it only refers by. The planner comes back to a subgraph by its
 * first usable key, and does not look whether the subgraph resolves it.
 */
export function orderKeys(supergraph: DocumentNode): DocumentNode {
  return visit(supergraph, {
    enter(node) {
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return undefined;
      const { directives = [] } = node;
      return directives.some(isUnresolvable)
        ? { ...node, directives: [...directives.filter((one) => !isUnresolvable(one)), ...directives.filter(isUnresolvable)] }
        : undefined;
    },
  });
}

function isUnresolvable({ name, arguments: given = [] }: ConstDirectiveNode): boolean {
  if (name.value !== 'join__type') return false;
  return given.some(({ name: argument, value }) => argument.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value);
}
