import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';

/**
 * Which of the fields of one response name a field is, where an operation asks them of objects of unlike types, each with a selection
 * of its own; 0 for some of them, and for a field that has no rival.
 */
export type RivalNumber = (field: FieldNode) => number;

/** Finds the rivals in an operation. */
export type FindRivals = (apiSchema: GraphQLSchema, document: DocumentNode) => RivalNumber;

const NO_RIVALS: RivalNumber = () => 0;

/**
 * Rivals are looked for among fields that a subgraph gives through an interface object: it is asked for all objects at once, and
 * what fails below the field for the sake of one type would take along what another was asked for.
 */
export function createFindRivals(fullSchema: GraphQLSchema): FindRivals {
  const coordinates = findInterfaceObjectFields(fullSchema);
  if (coordinates.size === 0) return () => NO_RIVALS;
  return (apiSchema, document) => {
    const found = new Map<string, Rival[]>();
    const typeInfo = new TypeInfo(apiSchema);
    visit(
      document,
      visitWithTypeInfo(typeInfo, {
        Field(field) {
          const parent = typeInfo.getParentType();
          const name = field.name.value;
          if (!parent || !isCompositeType(getNamedType(typeInfo.getType())) || !coordinates.has(`${parent.name}.${name}`)) return;
          const key = `${field.alias?.value ?? name} ${name}`;
          const types = isAbstractType(parent) ? apiSchema.getPossibleTypes(parent).map((type) => type.name) : [parent.name];
          found.set(key, [...(found.get(key) ?? []), { field, types: new Set(types) }]);
        },
      }),
    );
    const numbers = new Map([...found.values()].flatMap(numberRivals));
    return numbers.size === 0 ? NO_RIVALS : (field) => numbers.get(field) ?? 0;
  };
}

interface Rival {
  readonly field: FieldNode;
  /** Names of the object types that it is asked of. */
  readonly types: ReadonlySet<string>;
}

/** Fields that one object may be asked for together get one number. */
function numberRivals(rivals: readonly Rival[]): [FieldNode, number][] {
  if (new Set(rivals.map(({ field }) => (field.selectionSet === undefined ? '' : print(field.selectionSet)))).size < 2) return [];
  let groups: { types: ReadonlySet<string>; fields: readonly FieldNode[] }[] = [];
  for (const { field, types } of rivals) {
    const met = groups.filter((group) => !group.types.isDisjointFrom(types));
    const joined = met.reduce((one, other) => ({ types: one.types.union(other.types), fields: [...one.fields, ...other.fields] }), {
      types,
      fields: [field],
    });
    groups = [...groups.filter((group) => !met.includes(group)), joined];
  }
  return groups.flatMap(({ fields }, number) => fields.map((field): [FieldNode, number] => [field, number]));
}

/** Coordinates of the fields that a subgraph in which an interface is an interface object gives, on the interface and on all types behind it. */
function findInterfaceObjectFields(fullSchema: GraphQLSchema): ReadonlySet<string> {
  const coordinates = new Set<string>();
  for (const type of Object.values(fullSchema.getTypeMap())) {
    if (!isInterfaceType(type)) continue;
    const graphs = (type.astNode?.directives ?? []).filter(isOfInterfaceObject).map((directive) => readArgument(directive, 'graph'));
    if (graphs.length === 0) continue;
    const { objects, interfaces } = fullSchema.getImplementations(type);
    for (const field of Object.values(type.getFields())) {
      const owners = (field.astNode?.directives ?? []).filter(({ name }) => name.value === 'join__field');
      const isGiven = owners.length === 0 || owners.some((one) => readArgument(one, 'external') !== true && graphs.includes(readArgument(one, 'graph')));
      if (isGiven) for (const { name } of [type, ...objects, ...interfaces]) coordinates.add(`${name}.${field.name}`);
    }
  }
  return coordinates;
}

function isOfInterfaceObject(directive: ConstDirectiveNode): boolean {
  return directive.name.value === 'join__type' && readArgument(directive, 'isInterfaceObject') === true;
}

function readArgument(directive: ConstDirectiveNode, name: string): unknown {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.BOOLEAN || value?.kind === Kind.ENUM ? value.value : undefined;
}
