import { Kind, parse, type DefinitionNode, type DirectiveNode, type FieldDefinitionNode, type SelectionSetNode } from 'graphql';

/** One subgraph of a random graph, as SDL without the `@link`. */
export interface GraphPart {
  readonly name: string;
  readonly sdl: string;
}

/** What a subgraph says of a field. */
export interface ModelField {
  readonly node: FieldDefinitionNode;
  readonly isExternal: boolean;
  readonly requires: SelectionSetNode | undefined;
  readonly provides: SelectionSetNode | undefined;
  /** The subgraph that it is taken from, whatever a label says. */
  readonly overrides: { readonly from: string; readonly isProgressive: boolean } | undefined;
}

export interface ModelKey {
  readonly selectionSet: SelectionSetNode;
  readonly isResolvable: boolean;
}

/** What a subgraph says of a type. */
export interface ModelType {
  readonly kind: 'object' | 'interface' | 'union' | 'enum' | 'other';
  readonly name: string;
  readonly isInterfaceObject: boolean;
  readonly fields: Map<string, ModelField>;
  readonly keys: ModelKey[];
  readonly interfaces: Set<string>;
  /** Of a union. */
  readonly members: string[];
  /** Of an enum. */
  readonly values: string[];
}

export interface ModelSubgraph {
  readonly name: string;
  readonly types: ReadonlyMap<string, ModelType>;
}

/** Reads what resolvers and data are made from. */
export function readModel({ name, sdl }: GraphPart): ModelSubgraph {
  const types = new Map<string, ModelType>();
  for (const definition of parse(sdl, { noLocation: true }).definitions) {
    const kind = toKind(definition);
    if (kind === undefined || !('name' in definition) || definition.name === undefined) continue;
    const type = types.get(definition.name.value) ?? createType(kind, definition.name.value, definition.directives ?? []);
    types.set(type.name, type);
    for (const directive of definition.directives ?? []) {
      const fields = directive.name.value === 'key' ? readSelections(directive, 'fields') : undefined;
      if (fields !== undefined) type.keys.push({ selectionSet: fields, isResolvable: readArgument(directive, 'resolvable') !== false });
    }
    if ('interfaces' in definition) for (const one of definition.interfaces ?? []) type.interfaces.add(one.name.value);
    if ('types' in definition) for (const one of definition.types ?? []) type.members.push(one.name.value);
    if ('values' in definition) for (const one of definition.values ?? []) type.values.push(one.name.value);
    if (kind === 'other' || !('fields' in definition)) continue;
    for (const node of definition.fields ?? []) if (node.kind === Kind.FIELD_DEFINITION) type.fields.set(node.name.value, toField(node));
  }
  return { name, types };
}

function createType(kind: ModelType['kind'], name: string, directives: readonly DirectiveNode[]): ModelType {
  const isInterfaceObject = directives.some((one) => one.name.value === 'interfaceObject');
  return { kind, name, isInterfaceObject, fields: new Map(), keys: [], interfaces: new Set(), members: [], values: [] };
}

function toKind({ kind }: DefinitionNode): ModelType['kind'] | undefined {
  switch (kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
      return 'object';
    case Kind.INTERFACE_TYPE_DEFINITION:
      return 'interface';
    case Kind.UNION_TYPE_DEFINITION:
      return 'union';
    case Kind.ENUM_TYPE_DEFINITION:
      return 'enum';
    case Kind.SCALAR_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return 'other';
    default:
      return undefined;
  }
}

function toField(node: FieldDefinitionNode): ModelField {
  const find = (name: string) => node.directives?.find((one) => one.name.value === name);
  const [requires, provides, override] = [find('requires'), find('provides'), find('override')];
  const from = override === undefined ? undefined : readArgument(override, 'from');
  return {
    node,
    isExternal: find('external') !== undefined,
    requires: requires && readSelections(requires, 'fields'),
    provides: provides && readSelections(provides, 'fields'),
    overrides: typeof from === 'string' && override !== undefined ? { from, isProgressive: readArgument(override, 'label') !== undefined } : undefined,
  };
}

function readSelections(directive: DirectiveNode, name: string): SelectionSetNode | undefined {
  const text = readArgument(directive, name);
  const [definition] = typeof text === 'string' ? parse(`{ ${text} }`, { noLocation: true }).definitions : [];
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined;
}

function readArgument(directive: DirectiveNode, name: string): unknown {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value === undefined || !('value' in value) ? undefined : value.value;
}
