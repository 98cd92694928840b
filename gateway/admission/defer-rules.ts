import { GraphQLError, Kind, OperationTypeNode, visit, type ASTVisitor, type DirectiveNode, type ValidationContext } from 'graphql';

/** Validation rules of `@defer`, as the specification's draft of incremental delivery has them. They say nothing where it is not used. */
export const DEFER_RULES: readonly ((context: ValidationContext) => ASTVisitor)[] = [uniqueLabelsRule, notAtRootRule, notInSubscriptionsRule];

/** Labels are literals, each used once in the document: a client knows a part by its label. */
function uniqueLabelsRule(context: ValidationContext): ASTVisitor {
  const known = new Map<string, DirectiveNode>();
  return {
    Directive(node) {
      const label = isDefer(node) ? findArgument(node, 'label') : undefined;
      if (label === undefined) return;
      if (label.kind !== Kind.STRING) {
        context.reportError(new GraphQLError('The label of @defer must be a string literal.', { nodes: node }));
        return;
      }
      const other = known.get(label.value);
      if (other === undefined) known.set(label.value, node);
      else context.reportError(new GraphQLError(`Labels of @defer must be unique: "${label.value}" is used twice.`, { nodes: [other, node] }));
    },
  };
}

/** What a mutation or subscription begins with cannot come later. */
function notAtRootRule(context: ValidationContext): ASTVisitor {
  const schema = context.getSchema();
  const roots = [schema.getMutationType(), schema.getSubscriptionType()];
  return {
    Directive(node) {
      const parent = context.getParentType();
      if (!isDefer(node) || !parent || !roots.includes(parent as (typeof roots)[number])) return;
      context.reportError(new GraphQLError(`@defer cannot be used on fields of the root type "${parent.name}".`, { nodes: node }));
    },
  };
}

/** Each event of a subscription comes whole. */
function notInSubscriptionsRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(operation) {
      if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return;
      for (const part of [operation, ...context.getRecursivelyReferencedFragments(operation)]) {
        visit(part, {
          Directive(node) {
            if (!isDefer(node) || mayBeOff(node)) return;
            context.reportError(
              new GraphQLError('@defer is not supported in subscriptions: leave it out, or set its argument "if" to false.', { nodes: node }),
            );
          },
        });
      }
    },
  };
}

function isDefer({ name }: DirectiveNode): boolean {
  return name.value === 'defer';
}

function mayBeOff(node: DirectiveNode): boolean {
  const value = findArgument(node, 'if');
  return value?.kind === Kind.VARIABLE || (value?.kind === Kind.BOOLEAN && !value.value);
}

function findArgument(node: DirectiveNode, name: string) {
  return node.arguments?.find((argument) => argument.name.value === name)?.value;
}
