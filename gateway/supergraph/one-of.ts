import { Kind, type DefinitionNode, type DocumentNode } from 'graphql';

const ONE_OF = 'oneOf';

/** A supergraph with the definition of `@oneOf`, where it uses that without one: GraphQL has it built in, and federation's libraries do not know it. */
export function withOneOf(document: DocumentNode): DocumentNode {
  const { definitions } = document;
  if (!definitions.some(usesOneOf) || definitions.some((one) => one.kind === Kind.DIRECTIVE_DEFINITION && one.name.value === ONE_OF)) return document;
  const definition: DefinitionNode = {
    kind: Kind.DIRECTIVE_DEFINITION,
    name: { kind: Kind.NAME, value: ONE_OF },
    repeatable: false,
    locations: [{ kind: Kind.NAME, value: 'INPUT_OBJECT' }],
  };
  return { ...document, definitions: [...definitions, definition] };
}

function usesOneOf(definition: DefinitionNode): boolean {
  return definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION && definition.directives?.some(({ name }) => name.value === ONE_OF) === true;
}
