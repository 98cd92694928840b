import { getVariableValues, Kind, type GraphQLSchema, type OperationDefinitionNode, type TypeNode } from 'graphql';

/** Reads the variables of one operation. */
export type ReadVariables = (values: Readonly<Record<string, unknown>>) => ReturnType<typeof getVariableValues>;

/** What graphql-js reports of wrong variables at most. */
const MAX_ERRORS = 50;

/**
 * Makes the reader of an operation's variables: answers and errors are those of graphql-js `getVariableValues`. Representations of entities, of which
 * there may be many, go in as they are: `_Any` takes every object (https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/reference/subgraph-spec).
 */
export function createVariableReader(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode): ReadVariables {
  const lists = variableDefinitions.filter(({ type }) => isRepresentations(type)).map(({ variable }) => variable.name.value);
  const others = variableDefinitions.filter(({ type }) => !isRepresentations(type));
  const readAll: ReadVariables = (values) => getVariableValues(schema, variableDefinitions, values, { maxErrors: MAX_ERRORS });
  if (lists.length === 0) return readAll;
  return (values) => {
    if (!lists.every((name) => isObjects(values[name]))) return readAll(values);
    const read = getVariableValues(schema, others, values, { maxErrors: MAX_ERRORS });
    if (read.errors === undefined) for (const name of lists) read.coerced[name] = values[name];
    return read;
  };
}

/** `[_Any!]!` */
function isRepresentations(type: TypeNode): boolean {
  if (type.kind !== Kind.NON_NULL_TYPE || type.type.kind !== Kind.LIST_TYPE) return false;
  const item = type.type.type;
  return item.kind === Kind.NON_NULL_TYPE && item.type.kind === Kind.NAMED_TYPE && item.type.name.value === '_Any';
}

function isObjects(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null);
}
