import {
  isInterfaceType,
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
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { createFieldFamilies } from './field-families.ts';

/**
 * A field that is required with unlike arguments has a stand-in for each choice of them in the supergraph that planners see: a
 * field of its own, without arguments, on its type and on all that are bound to it by interfaces. Planners confuse the choices where
 * they meet in one fetch or one representation, and the native one may end its process over it.
 */
export interface StandIn {
  readonly name: string;
  /** The field and arguments that it stands for. */
  readonly field: FieldNode;
}

/** The stand-ins of a supergraph, and what requires them. */
export interface StandIns {
  /** By the stand-in's name, which no other field of any type has. */
  readonly byName: ReadonlyMap<string, StandIn>;
  /** What a field requires of its object in a subgraph, stand-ins in place: one for each type that an interface stands for; none when it requires nothing. */
  requirementsOf(service: string, typeName: string, fieldName: string): readonly Requirement[];
  /** True for the name of a type that an object can have. */
  isObjectType(typeName: string): boolean;
}

/** What a field requires of objects of one type. */
export interface Requirement {
  readonly typeName: string;
  readonly selectionSet: SelectionSetNode;
}

/** The document with stand-ins in it; undefined when no field is required with unlike arguments. */
export function withStandIns(document: DocumentNode, fullSchema: GraphQLSchema): { readonly document: DocumentNode; readonly standIns: StandIns } | undefined {
  const required = document.definitions.flatMap((definition) =>
    isComposite(definition) ? (definition.fields ?? []).flatMap((field) => requirementsIn(definition, field)) : [],
  );
  const familyOf = createFieldFamilies(fullSchema);
  /** By the field's family, by its arguments. */
  const choices = new Map<string, Map<string, StandIn>>();
  const numbers = new Map<string, number>();
  const byName = new Map<string, StandIn>();
  /** Which subgraphs require which stand-in. */
  const users = new Set<string>();
  for (const { graph, typeName, selectionSet } of required) {
    eachField(typeName, { selectionSet, fullSchema }, (parentType, field) => {
      const family = familyOf(parentType, field.name.value);
      const known = choices.get(family) ?? new Map<string, StandIn>();
      choices.set(family, known);
      const number = numbers.get(family) ?? numbers.size;
      numbers.set(family, number);
      const text = argumentsText(field);
      const standIn = known.get(text) ?? { name: `${field.name.value}__for_${number}_${known.size}`, field };
      known.set(text, standIn);
      users.add(`${graph} ${standIn.name}`);
      return field;
    });
  }
  for (const known of choices.values()) if (known.size > 1) for (const one of known.values()) byName.set(one.name, one);
  if (byName.size === 0) return undefined;

  function standInFor(parentType: string, field: FieldNode): StandIn | undefined {
    const known = choices.get(familyOf(parentType, field.name.value));
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

  function rewriteField(type: CompositeDefinition, field: FieldDefinitionNode): FieldDefinitionNode[] {
    const typeName = type.name.value;
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
    const known = choices.get(familyOf(typeName, field.name.value));
    if (known === undefined || known.size < 2) return [own];
    const { arguments: _arguments, description: _description, ...rest } = own;
    const standsIn = [...known.values()].map(({ name }): FieldDefinitionNode => {
      const isUsed = (directive: ConstDirectiveNode) =>
        !isExternal(directive) || users.has(`${graphOf(directive)} ${name}`) || isPrescribed(type, field, { graph: graphOf(directive), fullSchema });
      return { ...rest, name: { ...field.name, value: name }, directives: directives.filter(isUsed) };
    });
    return [{ ...own, directives: directives.filter((directive) => !isReplaced(type, field, directive)) }, ...standsIn];
  }

  /** An external field that only its stand-ins were there for; planners refuse one that nothing uses. */
  function isReplaced(type: CompositeDefinition, field: FieldDefinitionNode, directive: ConstDirectiveNode): boolean {
    const graph = graphOf(directive);
    const { value } = field.name;
    const isRequired = [...(choices.get(familyOf(type.name.value, value))?.values() ?? [])].some((one) => users.has(`${graph} ${one.name}`));
    return isExternal(directive) && isRequired && !isPrescribed(type, field, { graph, fullSchema }) && !isNamed(value, fullSchema);
  }

  const graphs = graphNames(document);
  const requirements = new Map(
    required.map(({ graph, typeName, fieldName, selectionSet }): [string, Requirement] => [
      `${graphs.get(graph) ?? graph} ${typeName}.${fieldName}`,
      { typeName, selectionSet: stand(typeName, selectionSet) },
    ]),
  );

  function requirementsOf(service: string, typeName: string, fieldName: string): readonly Requirement[] {
    const type = fullSchema.getType(typeName);
    const names = isInterfaceType(type) ? [typeName, ...fullSchema.getPossibleTypes(type).map(({ name }) => name)] : [typeName];
    return names.flatMap((name) => requirements.get(`${service} ${name}.${fieldName}`) ?? []);
  }

  const rewrite = <Definition extends CompositeDefinition>(node: Definition): Definition => ({
    ...node,
    fields: (node.fields ?? []).flatMap((field) => rewriteField(node, field)),
  });
  return {
    document: visit(document, { ObjectTypeDefinition: rewrite, InterfaceTypeDefinition: rewrite }),
    standIns: { byName, requirementsOf, isObjectType: (typeName) => isObjectType(fullSchema.getType(typeName)) },
  };
}

type CompositeDefinition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

function isComposite(definition: { readonly kind: Kind }): definition is CompositeDefinition {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

interface Required {
  /** The subgraph, as a value of the enum of subgraphs. */
  readonly graph: string;
  readonly typeName: string;
  readonly fieldName: string;
  readonly selectionSet: SelectionSetNode;
}

function requirementsIn({ name }: CompositeDefinition, field: FieldDefinitionNode): Required[] {
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

/** True for a field that an interface prescribes to its type in a subgraph. */
function isPrescribed(type: CompositeDefinition, { name }: FieldDefinitionNode, of: { readonly graph: string; readonly fullSchema: GraphQLSchema }): boolean {
  return (type.directives ?? []).some((directive) => {
    if (directive.name.value !== 'join__implements' || graphOf(directive) !== of.graph) return false;
    const value = directive.arguments?.find((argument) => argument.name.value === 'interface')?.value;
    const prescribing = value?.kind === Kind.STRING ? of.fullSchema.getType(value.value) : undefined;
    return isInterfaceType(prescribing) && prescribing.getFields()[name.value] !== undefined;
  });
}

/** True for a field that a key or a provision may name. */
function isNamed(fieldName: string, fullSchema: GraphQLSchema): boolean {
  const word = new RegExp(`\\b${fieldName}\\b`);
  let found = false;
  for (const { astNode } of Object.values(fullSchema.getTypeMap())) {
    if (astNode === undefined || astNode === null) continue;
    visit(astNode, {
      Argument: ({ name, value }) => void (found ||= ['key', 'provides'].includes(name.value) && value.kind === Kind.STRING && word.test(value.value)),
    });
  }
  return found;
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

/** Replaces each field, those below objects included. */
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
    const own = isObjectType(type) || isInterfaceType(type) ? replace(typeName, selection) : selection;
    if (own.selectionSet === undefined || type === undefined || !('getFields' in type)) return own;
    const below = String(type.getFields()[selection.name.value]?.type ?? '').replaceAll(/[[\]!]/g, '');
    return { ...own, selectionSet: eachField(below, { selectionSet: own.selectionSet, fullSchema }, replace) };
  });
  return { ...selectionSet, selections };
}
