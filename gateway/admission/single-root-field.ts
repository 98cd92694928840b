import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  type ASTVisitor,
  type DirectiveNode,
  type FieldNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/**
 * A validation rule: a subscription selects one field at its root, no introspection, and under no condition, as the specification of
 * September 2025 has it. In place of graphql-js's rule, which judges conditions as if no variable had a value.
 */
export function singleRootFieldRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition({ operation, name, selectionSet }) {
      if (operation !== OperationTypeNode.SUBSCRIPTION) return;
      const subject = name === undefined ? 'Anonymous Subscription' : `Subscription "${name.value}"`;
      const { fields, conditions } = collectRoot(selectionSet, context);
      const [, ...others] = fields.values();
      if (others.length > 0) context.reportError(new GraphQLError(`${subject} must select only one top level field.`, { nodes: others.flat() }));
      for (const nodes of fields.values()) {
        if (!nodes.some((node) => node.name.value.startsWith('__'))) continue;
        context.reportError(new GraphQLError(`${subject} must not select an introspection top level field.`, { nodes }));
      }
      if (conditions.length > 0) context.reportError(new GraphQLError(`${subject} must not use @skip or @include at its top level.`, { nodes: conditions }));
    },
  };
}

interface Root {
  /** The fields by their response names. */
  readonly fields: ReadonlyMap<string, readonly FieldNode[]>;
  readonly conditions: readonly DirectiveNode[];
}

function collectRoot(root: SelectionSetNode, context: ValidationContext): Root {
  const fields = new Map<string, FieldNode[]>();
  const conditions: DirectiveNode[] = [];
  const spread = new Set<string>();
  const left = [root];
  for (let selectionSet = left.pop(); selectionSet !== undefined; selectionSet = left.pop()) {
    for (const selection of selectionSet.selections) {
      conditions.push(...(selection.directives ?? []).filter(({ name }) => name.value === 'skip' || name.value === 'include'));
      if (selection.kind === Kind.FIELD) {
        const responseName = (selection.alias ?? selection.name).value;
        const known = fields.get(responseName);
        if (known === undefined) fields.set(responseName, [selection]);
        else known.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        left.push(selection.selectionSet);
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = context.getFragment(selection.name.value);
        if (fragment) left.push(fragment.selectionSet);
      }
    }
  }
  return { fields, conditions };
}
