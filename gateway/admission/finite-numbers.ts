import { GraphQLError, type ASTVisitor, type FloatValueNode, type IntValueNode, type ValidationContext } from 'graphql';

/** A validation rule: every number of the document is one that JSON can say. `1e400` would be read as infinity and sent on as nothing. */
export function finiteNumbersRule(context: ValidationContext): ASTVisitor {
  function check(node: FloatValueNode | IntValueNode): void {
    if (Number.isFinite(Number(node.value))) return;
    const shown = node.value.length > 40 ? `${node.value.slice(0, 39)}…` : node.value;
    context.reportError(new GraphQLError(`${shown} is not a finite number`, { nodes: node }));
  }
  return { FloatValue: check, IntValue: check };
}
