import { isAbstractType, isInterfaceType, isObjectType, Kind, type ConstDirectiveNode, type GraphQLSchema } from 'graphql';

/** What a supergraph says of its types in each subgraph. Types and subgraphs go by name. */
export interface SubgraphTypes {
  /** Names of the object types that an abstract type can stand for in a subgraph's answer. */
  possibleTypes(service: string, abstractType: string): readonly string[];
  /** True where a subgraph knows an interface only as an object, and cannot tell the types behind it. */
  isInterfaceObject(service: string, typeName: string): boolean;
  /** The name of the type of a field's values in a subgraph, without lists and non-nulls; undefined for a field that the type lacks. */
  fieldType(service: string, typeName: string, fieldName: string): string | undefined;
}

/** Reads the join directives of a supergraph's full schema. Answers are remembered. */
export function createSubgraphTypes(fullSchema: GraphQLSchema): SubgraphTypes {
  const graphs = readGraphs(fullSchema);
  const possible = remember(findPossibleTypes);
  const interfaceObjects = remember(findInterfaceObject);

  function directivesFor(service: string, node: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined, name: string) {
    const graph = graphs.get(service);
    return (node?.directives ?? []).filter((directive) => directive.name.value === name && readArgument(directive, 'graph') === graph);
  }

  function findPossibleTypes(service: string, abstractType: string): readonly string[] {
    const type = fullSchema.getType(abstractType);
    if (!isAbstractType(type)) return [abstractType];
    const all = fullSchema.getPossibleTypes(type);
    const inSubgraph = isInterfaceType(type)
      ? all.filter(({ astNode }) => directivesFor(service, astNode, 'join__implements').some((one) => readArgument(one, 'interface') === abstractType))
      : all.filter(({ name }) => directivesFor(service, type.astNode, 'join__unionMember').some((one) => readArgument(one, 'member') === name));
    return inSubgraph.map(({ name }) => name);
  }

  function findInterfaceObject(service: string, typeName: string): boolean {
    return directivesFor(service, fullSchema.getType(typeName)?.astNode, 'join__type').some((one) => readArgument(one, 'isInterfaceObject') === true);
  }

  return {
    possibleTypes: possible,
    isInterfaceObject: interfaceObjects,
    fieldType(service, typeName, fieldName) {
      const type = fullSchema.getType(typeName);
      const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
      if (field === undefined) return undefined;
      const [own] = directivesFor(service, field.astNode, 'join__field');
      const declared = own === undefined ? undefined : readArgument(own, 'type');
      return (typeof declared === 'string' ? declared : String(field.type)).replaceAll(/[[\]!]/g, '');
    },
  };
}

/** Subgraphs are values of an enum in the supergraph; their own names stand in a directive. */
function readGraphs(fullSchema: GraphQLSchema): ReadonlyMap<string, string> {
  const graphs = new Map<string, string>();
  const node = fullSchema.getType('join__Graph')?.astNode;
  for (const value of node?.kind === Kind.ENUM_TYPE_DEFINITION ? (node.values ?? []) : []) {
    const directive = value.directives?.find(({ name }) => name.value === 'join__graph');
    const name = directive === undefined ? undefined : readArgument(directive, 'name');
    if (typeof name === 'string') graphs.set(name, value.name.value);
  }
  return graphs;
}

function readArgument(directive: ConstDirectiveNode, name: string): unknown {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value === undefined || !('value' in value) ? undefined : value.value;
}

function remember<T>(find: (service: string, typeName: string) => T): (service: string, typeName: string) => T {
  const known = new Map<string, T>();
  return (service, typeName) => {
    const key = `${service} ${typeName}`;
    const existing = known.get(key);
    if (existing !== undefined) return existing;
    const found = find(service, typeName);
    known.set(key, found);
    return found;
  };
}
