import {
  isObjectType,
  Kind,
  parse,
  print,
  visit,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type GraphQLSchema,
  type ObjectTypeDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * A field that is required with unlike arguments has a stand-in for each choice of them in the supergraph that planners see: a
 * field of its own, without arguments. Planners confuse the choices where they meet in one fetch or one representation.
 */
export interface StandIn {
  readonly name: string;
  /** The field and arguments that it stands for. */
  readonly field: FieldNode;
}

export interface StandIns {
  /** By the stand-in's name, which no other field of any type has. */
  readonly byName: ReadonlyMap<string, StandIn>;
  /** What a field requires of its object in a subgraph, stand-ins in place; undefined when it requires nothing. */
  requirementOf(service: string, typeName: string, fieldName: string): SelectionSetNode | undefined;
}

/** The document with stand-ins in it; undefined when no field is required with unlike arguments. */
export function withStandIns(document: DocumentNode, fullSchema: GraphQLSchema): { readonly document: DocumentNode; readonly standIns: StandIns } | undefined {
  const required = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ? (definition.fields ?? []).flatMap((field) => requirementsIn(definition, field)) : [],
  );
  const choices = new Map<string, Map<string, StandIn>>();
  const byName = new Map<string, StandIn>();
  /** Which subgraphs require which stand-in. */
  const users = new Set<string>();
  for (const { graph, typeName, selectionSet } of required) {
    eachField(typeName, { selectionSet, fullSchema }, (parentType, field) => {
      const coordinate = `${parentType} ${field.name.value}`;
      const known = choices.get(coordinate) ?? new Map<string, StandIn>();
      choices.set(coordinate, known);
      const text = argumentsText(field);
      const standIn = known.get(text) ?? { name: `${field.name.value}__for_${choices.size}_${known.size}`, field };
      known.set(text, standIn);
      users.add(`${graph} ${standIn.name}`);
      return field;
    });
  }
  for (const known of choices.values()) if (known.size > 1) for (const one of known.values()) byName.set(one.name, one);
  if (byName.size === 0) return undefined;

  function standInFor(parentType: string, field: FieldNode): StandIn | undefined {
    const known = choices.get(`${parentType} ${field.name.value}`);
    return known === undefined || known.size < 2 ? undefined : known.get(argumentsText(field));
  }

  function stand(typeName: string, selectionSet: SelectionSetNode): SelectionSetNode {
    return eachField(typeName, { selectionSet, fullSchema }, (parentType, field) => {
      const standIn = standInFor(parentType, field);
      if (standIn === undefined) return field;
      const { arguments: _given, ...rest } = field;
      return { ...rest, name: { ...field.name, value: standIn.name } };
    });
  }

  function rewriteField(typeName: string, field: FieldDefinitionNode): FieldDefinitionNode[] {
    const directives = (field.directives ?? []).map((directive) => {
      const fields = requiresOf(directive);
      if (fields === undefined) return directive;
      const text = print(stand(typeName, fields)).slice(1, -1).replaceAll(/\s+/g, ' ').trim();
      const given = (directive.arguments ?? []).map((one) =>
        one.name.value === 'requires' ? { ...one, value: { kind: Kind.STRING, value: text } as const } : one,
      );
      return { ...directive, arguments: given };
    });
    const own = { ...field, directives };
    const known = choices.get(`${typeName} ${field.name.value}`);
    if (known === undefined || known.size < 2) return [own];
    const { arguments: _arguments, description: _description, ...rest } = own;
    const standsIn = [...known.values()].map(({ name }): FieldDefinitionNode => {
      const isUsed = (directive: ConstDirectiveNode) => !isExternal(directive) || users.has(`${graphOf(directive)} ${name}`);
      return { ...rest, name: { ...field.name, value: name }, directives: directives.filter(isUsed) };
    });
    return [{ ...own, directives: directives.filter((directive) => !isReplaced(typeName, field, directive)) }, ...standsIn];
  }

  /** An external field that only its stand-ins were there for; planners refuse one that nothing uses. */
  function isReplaced(typeName: string, { name }: FieldDefinitionNode, directive: ConstDirectiveNode): boolean {
    const graph = graphOf(directive);
    const isRequired = [...(choices.get(`${typeName} ${name.value}`)?.values() ?? [])].some((one) => users.has(`${graph} ${one.name}`));
    return isExternal(directive) && isRequired && !isOtherwiseUsed(typeName, name.value, fullSchema);
  }

  const graphs = graphNames(document);
  const requirements = new Map(
    required.map(({ graph, typeName, fieldName, selectionSet }) => [`${graphs.get(graph) ?? graph} ${typeName}.${fieldName}`, stand(typeName, selectionSet)]),
  );
  return {
    document: visit(document, {
      ObjectTypeDefinition: (node) => ({ ...node, fields: (node.fields ?? []).flatMap((field) => rewriteField(node.name.value, field)) }),
    }),
    standIns: { byName, requirementOf: (service, typeName, fieldName) => requirements.get(`${service} ${typeName}.${fieldName}`) },
  };
}

interface Required {
  /** The subgraph, as a value of the enum of subgraphs. */
  readonly graph: string;
  readonly typeName: string;
  readonly fieldName: string;
  readonly selectionSet: SelectionSetNode;
}

function requirementsIn({ name }: ObjectTypeDefinitionNode, field: FieldDefinitionNode): Required[] {
  return (field.directives ?? []).flatMap((directive) => {
    const selectionSet = requiresOf(directive);
    if (selectionSet === undefined) return [];
    return [{ graph: graphOf(directive), typeName: name.value, fieldName: field.name.value, selectionSet }];
  });
}

function graphOf(directive: ConstDirectiveNode): string {
  const graph = directive.arguments?.find((argument) => argument.name.value === 'graph')?.value;
  return graph?.kind === Kind.ENUM ? graph.value : '';
}

function isExternal({ name, arguments: given = [] }: ConstDirectiveNode): boolean {
  const value = name.value === 'join__field' ? given.find((argument) => argument.name.value === 'external')?.value : undefined;
  return value?.kind === Kind.BOOLEAN && value.value;
}

/** True for a field of an interface of its type, or one that a key or a provision may name. */
function isOtherwiseUsed(typeName: string, fieldName: string, fullSchema: GraphQLSchema): boolean {
  const type = fullSchema.getType(typeName);
  if (isObjectType(type) && type.getInterfaces().some((one) => one.getFields()[fieldName] !== undefined)) return true;
  const word = new RegExp(`\\b${fieldName}\\b`);
  let isNamed = false;
  for (const { astNode } of Object.values(fullSchema.getTypeMap())) {
    if (astNode === undefined || astNode === null) continue;
    visit(astNode, {
      Argument: ({ name, value }) => void (isNamed ||= ['key', 'provides'].includes(name.value) && value.kind === Kind.STRING && word.test(value.value)),
    });
  }
  return isNamed;
}

function requiresOf({ name, arguments: given = [] }: ConstDirectiveNode): SelectionSetNode | undefined {
  if (name.value !== 'join__field') return undefined;
  const value = given.find((argument) => argument.name.value === 'requires')?.value;
  if (value?.kind !== Kind.STRING) return undefined;
  const [definition] = parse(`{ ${value.value} }`, { noLocation: true }).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined;
}

/** Subgraphs' names by their values in the enum of subgraphs. */
function graphNames(document: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  visit(document, {
    EnumValueDefinition({ name, directives = [] }) {
      const graph = directives.find((directive) => directive.name.value === 'join__graph');
      const value = graph?.arguments?.find((argument) => argument.name.value === 'name')?.value;
      if (value?.kind === Kind.STRING) names.set(name.value, value.value);
    },
  });
  return names;
}

function argumentsText({ arguments: given = [] }: FieldNode): string {
  return given.map(print).toSorted().join();
}

/** Replaces each field of object types, those below objects included. Fields of interfaces stay as they are. */
function eachField(
  typeName: string,
  { selectionSet, fullSchema }: { readonly selectionSet: SelectionSetNode; readonly fullSchema: GraphQLSchema },
  replace: (parentType: string, field: FieldNode) => FieldNode,
): SelectionSetNode {
  const type = fullSchema.getType(typeName);
  const selections = selectionSet.selections.map((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const inner = selection.typeCondition?.name.value ?? typeName;
      return { ...selection, selectionSet: eachField(inner, { selectionSet: selection.selectionSet, fullSchema }, replace) };
    }
    const own = isObjectType(type) ? replace(typeName, selection) : selection;
    if (own.selectionSet === undefined || type === undefined || !('getFields' in type)) return own;
    const below = String(type.getFields()[selection.name.value]?.type ?? '').replaceAll(/[[\]!]/g, '');
    return { ...own, selectionSet: eachField(below, { selectionSet: own.selectionSet, fullSchema }, replace) };
  });
  return { ...selectionSet, selections };
}
