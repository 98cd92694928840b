import { Kind, visit, type DefinitionNode, type DocumentNode, type OperationDefinitionNode } from 'graphql';

/** The name of the directive. */
export const DEFER = 'defer';

interface OperationDocument {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
}

/** The operation with nothing deferred: its answer comes whole. Documents that defer nothing are returned as they are. */
export function withoutDefers({ document, definition }: OperationDocument): OperationDocument {
  const index = document.definitions.indexOf(definition);
  const stripped: DocumentNode = visit(document, { Directive: ({ name }) => (name.value === DEFER ? null : undefined) });
  if (stripped === document) return { document, definition };
  const found: DefinitionNode | undefined = stripped.definitions[index];
  if (found?.kind !== Kind.OPERATION_DEFINITION) throw new Error('an operation is not one of its document');
  return { document: stripped, definition: found };
}
