import {
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** What a supergraph says of its types in each subgraph. Types and subgraphs go by name. */
export interface SubgraphTypes {
  /** Names of the object types that an abstract type can stand for in a subgraph's answer. */
  possibleTypes(service: string, abstractType: string): readonly string[];
  /** True where a subgraph knows an interface only as an object, and cannot tell the types behind it. */
  isInterfaceObject(service: string, typeName: string): boolean;
  /** The name of the type of a field's values in a subgraph, without lists and non-nulls; undefined for a field that the type lacks. */
  fieldType(service: string, typeName: string, fieldName: string): string | undefined;
  /** A field's type in a subgraph as SDL writes it. */
  fieldTypeText(service: string, typeName: string, fieldName: string): string | undefined;
  /** The keys by which a subgraph can be asked for objects of a type, those of an interface object that the type is behind included. */
  keys(service: string, typeName: string): readonly SelectionSetNode[];
  /** What a subgraph needs to know of an object to give one of its fields; undefined when its key is enough. */
  requirement(service: string, typeName: string, fieldName: string): SelectionSetNode | undefined;
  /** What a subgraph gives of a field's value beyond what it gives of the type elsewhere. */
  provision(service: string, typeName: string, fieldName: string): SelectionSetNode | undefined;
  /** False for a field that a subgraph lacks, or gives only where something provides it; keys it always gives. */
  isOwn(service: string, typeName: string, fieldName: string): boolean;
  /** True for a field that a subgraph gives for every object of the type, and needs nothing else for. */
  resolvesAlone(service: string, typeName: string, fieldName: string): boolean;
}

/** Reads the join directives of a supergraph's full schema. Answers are remembered. */
export function createSubgraphTypes(fullSchema: GraphQLSchema): SubgraphTypes {
  const graphs = readGraphs(fullSchema);
  const possible = remember(findPossibleTypes);
  const interfaceObjects = remember(findInterfaceObject);
  const keys = remember((service, typeName) => findKeys(service, typeName, true));
  const allKeys = remember((service, typeName) => findKeys(service, typeName, false));
  const requirements = remember((service, coordinate) => findSelections(service, coordinate, 'requires'));
  const provisions = remember((service, coordinate) => findSelections(service, coordinate, 'provides'));
  const owns = remember(findOwn);

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

  function findKeys(service: string, typeName: string, mustResolve: boolean): readonly SelectionSetNode[] {
    const type = fullSchema.getType(typeName);
    const around = isObjectType(type) || isInterfaceType(type) ? type.getInterfaces().filter(({ name }) => findInterfaceObject(service, name)) : [];
    return [typeName, ...around.map(({ name }) => name)].flatMap((name) =>
      directivesFor(service, fullSchema.getType(name)?.astNode, 'join__type').flatMap((directive) => {
        const key = readArgument(directive, 'key');
        if (mustResolve && readArgument(directive, 'resolvable') === false) return [];
        return typeof key === 'string' ? (readSelections(key) ?? []) : [];
      }),
    );
  }

  function findSelections(service: string, coordinate: string, name: 'requires' | 'provides'): SelectionSetNode | undefined {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const [own] = directivesFor(service, findField(typeName, fieldName)?.astNode, 'join__field');
    const text = own === undefined ? undefined : readArgument(own, name);
    return typeof text === 'string' ? readSelections(text) : undefined;
  }

  function findOwn(service: string, coordinate: string): boolean {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const field = findField(typeName, fieldName);
    if (field === undefined || directivesFor(service, fullSchema.getType(typeName)?.astNode, 'join__type').length === 0) return false;
    if (!(field.astNode?.directives ?? []).some(({ name }) => name.value === 'join__field')) return true;
    const [own] = directivesFor(service, field.astNode, 'join__field');
    if (own === undefined) return false;
    if (readArgument(own, 'external') !== true && readArgument(own, 'usedOverridden') !== true) return true;
    return allKeys(service, typeName).some(({ selections }) => selections.some((one) => one.kind === Kind.FIELD && one.name.value === fieldName));
  }

  function findField(typeName: string, fieldName: string): GraphQLField<unknown, unknown> | undefined {
    const type = fullSchema.getType(typeName);
    return isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName] : undefined;
  }

  function fieldTypeText(service: string, typeName: string, fieldName: string): string | undefined {
    const field = findField(typeName, fieldName);
    if (field === undefined) return undefined;
    const [own] = directivesFor(service, field.astNode, 'join__field');
    const declared = own === undefined ? undefined : readArgument(own, 'type');
    return typeof declared === 'string' ? declared : String(field.type);
  }

  return {
    possibleTypes: possible,
    isInterfaceObject: interfaceObjects,
    fieldTypeText,
    fieldType: (service, typeName, fieldName) => fieldTypeText(service, typeName, fieldName)?.replaceAll(/[[\]!]/g, ''),
    keys,
    requirement: (service, typeName, fieldName) => requirements(service, `${typeName}.${fieldName}`),
    provision: (service, typeName, fieldName) => provisions(service, `${typeName}.${fieldName}`),
    isOwn: (service, typeName, fieldName) => owns(service, `${typeName}.${fieldName}`),
    resolvesAlone(service, typeName, fieldName) {
      const field = findField(typeName, fieldName);
      const isDefined = directivesFor(service, fullSchema.getType(typeName)?.astNode, 'join__type').length > 0;
      if (field === undefined || !isDefined || interfaceObjects(service, typeName)) return false;
      const all = (field.astNode?.directives ?? []).filter(({ name }) => name.value === 'join__field');
      if (all.length === 0) return true;
      const [own] = directivesFor(service, field.astNode, 'join__field');
      return (
        own !== undefined && !(own.arguments ?? []).some(({ name, value }) => NEEDS_MORE.has(name.value) && !(value.kind === Kind.BOOLEAN && !value.value))
      );
    },
  };
}

/** Arguments of a `join__field` under which a subgraph gives the field only sometimes, or not without values from elsewhere. */
const NEEDS_MORE: ReadonlySet<string> = new Set(['external', 'requires', 'override', 'overrideLabel', 'usedOverridden', 'contextArguments']);

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

function readSelections(text: string): SelectionSetNode | undefined {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined;
}

function readArgument(directive: ConstDirectiveNode, name: string): unknown {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value === undefined || !('value' in value) ? undefined : value.value;
}

function remember<T>(find: (service: string, name: string) => T): (service: string, name: string) => T {
  const known = new Map<string, T>();
  return (service, name) => {
    const key = `${service} ${name}`;
    const existing = known.get(key);
    if (existing !== undefined || known.has(key)) return existing as T;
    const found = find(service, name);
    known.set(key, found);
    return found;
  };
}
