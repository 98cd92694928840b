import { Kind, type OperationDefinitionNode } from 'graphql';
import { refused } from '../errors.ts';
import { assertKnown, type AdmissionStage } from './stage.ts';

/** Which of the document's operations is meant. */
export const selectOperation: AdmissionStage = {
  name: 'operation selection',
  admit(draft) {
    const operations = assertKnown(draft, 'document').definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    return { definition: pick(operations, draft.request.operationName ?? undefined) };
  },
};

function pick(operations: readonly OperationDefinitionNode[], name: string | undefined): OperationDefinitionNode {
  const candidates = name === undefined || name === '' ? operations : operations.filter((operation) => operation.name?.value === name);
  const [first, ...others] = candidates;
  if (first === undefined) {
    throw refused(
      'OPERATION_RESOLUTION_FAILURE',
      name === undefined || name === '' ? 'the document has no operation' : `the document has no operation named ${JSON.stringify(name.slice(0, 100))}`,
    );
  }
  if (others.length > 0) throw refused('OPERATION_RESOLUTION_FAILURE', `the document has ${operations.length} operations: expected operationName to say which`);
  return first;
}
