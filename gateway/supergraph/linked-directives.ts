import {
  DirectiveLocation,
  extendSchema,
  GraphQLDirective,
  GraphQLSchema,
  isSpecifiedDirective,
  isSpecifiedScalarType,
  Kind,
  type DirectiveDefinitionNode,
  type TypeNode,
} from 'graphql';

const ENDS_HERE = 'autoweave.endsHere';

const EXECUTABLE: ReadonlySet<string> = new Set([
  DirectiveLocation.QUERY,
  DirectiveLocation.MUTATION,
  DirectiveLocation.SUBSCRIPTION,
  DirectiveLocation.FIELD,
  DirectiveLocation.FRAGMENT_DEFINITION,
  DirectiveLocation.FRAGMENT_SPREAD,
  DirectiveLocation.INLINE_FRAGMENT,
  DirectiveLocation.VARIABLE_DEFINITION,
]);

/**
 * An API schema with those directives of operations that subgraphs compose as parts of specifications. Clients may use them, and
 * introspection shows them. They end at the gateway: a supergraph does not tell which subgraphs know them, and one
 * that does not would refuse the whole request. (A directive of operations that all subgraphs define is in the API schema anyway,
 * and is passed on.)
 */
export function withLinkedDirectives(apiSchema: GraphQLSchema, fullSchema: GraphQLSchema): GraphQLSchema {
  const linked = fullSchema.getDirectives().flatMap((directive) => {
    if (isSpecifiedDirective(directive) || apiSchema.getDirective(directive.name) || !directive.astNode) return [];
    return toExecutable(directive.astNode, { apiSchema, fullSchema }) ?? [];
  });
  if (linked.length === 0) return apiSchema;
  const names = new Set(linked.map(({ name }) => name.value));
  const extended = extendSchema(apiSchema, { kind: Kind.DOCUMENT, definitions: linked }, { assumeValid: true });
  const mark = (one: GraphQLDirective) => (names.has(one.name) ? new GraphQLDirective({ ...one.toConfig(), extensions: { [ENDS_HERE]: true } }) : one);
  return new GraphQLSchema({ ...extended.toConfig(), directives: extended.getDirectives().map(mark) });
}

/** True for a directive of operations that is not passed on to subgraphs. */
export function endsHere(schema: GraphQLSchema, directiveName: string): boolean {
  return schema.getDirective(directiveName)?.extensions[ENDS_HERE] === true;
}

/** Undefined for a directive that clients cannot use: one of schemas alone, or one whose arguments have types that they do not know. */
function toExecutable(
  node: DirectiveDefinitionNode,
  { apiSchema, fullSchema }: { readonly apiSchema: GraphQLSchema; readonly fullSchema: GraphQLSchema },
): DirectiveDefinitionNode | undefined {
  const locations = node.locations.filter(({ value }) => EXECUTABLE.has(value));
  if (locations.length === 0) return undefined;
  const isKnown = (name: string) => {
    const type = fullSchema.getType(name);
    return apiSchema.getType(name) !== undefined || (type !== undefined && isSpecifiedScalarType(type));
  };
  return (node.arguments ?? []).every(({ type }) => isKnown(nameOf(type))) ? { ...node, locations } : undefined;
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
