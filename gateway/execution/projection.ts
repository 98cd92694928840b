import {
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { collectFields, type CollectSetting } from './collect-fields.ts';
import { findSources, type FoundSource, type Position } from './position.ts';
import { toRead, type Read } from './read-source.ts';
import { toLeafCompletion, type CompleteLeaf } from './complete-leaf.ts';

/** How one operation's answer is built from merged data, type by type; worked out on the first object of each type. */
export interface ObjectProjection {
  /** Undefined for a type that clients do not know. An interface's name comes from a subgraph in which it is an interface object. */
  fieldsOf(typeName: string): readonly FieldProjection[] | undefined;
  /** The only type that an object here can have; undefined where its `__typename` decides. */
  readonly concreteType: string | undefined;
  readonly declaredType: string;
  /** Where the plan puts what is read here. */
  readonly position: Position;
  /** Names of the object types that can stand here. */
  possibleTypes(): readonly string[];
}

/** How a field of the answer comes from the data. */
export type FieldProjection =
  /** `typeName` is undefined where only an interface is known. */
  | { readonly kind: 'typename'; readonly key: string; readonly typeName: string | undefined }
  /** Answered whole by introspection. */
  | { readonly kind: 'whole'; readonly key: string }
  | PlainFieldProjection;

/** A field that subgraphs bring. */
export interface PlainFieldProjection {
  readonly kind: 'field';
  readonly key: string;
  /** The key in what the subgraphs bring. */
  readonly source: string;
  /** Every place where that is found. */
  readonly sources: readonly FoundSource[];
  readonly read: Read;
  readonly coordinate: string;
  readonly value: ValueProjection;
}

/** How a value is completed, from the outside in. */
export type ValueProjection =
  | { readonly kind: 'nonNull'; readonly of: ValueProjection }
  | { readonly kind: 'list'; readonly of: ValueProjection }
  | { readonly kind: 'leaf'; readonly typeName: string; readonly complete: CompleteLeaf }
  | { readonly kind: 'object'; readonly of: ObjectProjection };

/** What projections are made with. */
export interface Projecting {
  readonly schema: GraphQLSchema;
  readonly setting: CollectSetting;
  /** The key in the merged data for a field of the client's document. */
  readonly keyOf: (field: FieldNode) => string;
}

const NOWHERE: Position = { fields: new Map(), links: [], read: new Set(), isToldApart: false };

/** The projection of an operation's root, for one set of values of the variables in its conditions. */
export function toRootProjection(rootType: GraphQLObjectType, selectionSet: SelectionSetNode, projecting: Projecting & { root: Position }): ObjectProjection {
  return toObjectProjection(rootType, [selectionSet], { ...projecting, position: projecting.root });
}

/** At one position of the plan; undefined where it brings nothing. */
interface ProjectingAt extends Projecting {
  readonly position: Position | undefined;
}

function toObjectProjection(type: GraphQLCompositeType, selectionSets: readonly SelectionSetNode[], projecting: ProjectingAt): ObjectProjection {
  const known = new Map<string, readonly FieldProjection[]>();
  const declaredType = type.name;
  return {
    declaredType,
    position: projecting.position ?? NOWHERE,
    concreteType: isObjectType(type) ? type.name : undefined,
    possibleTypes: () => (isObjectType(type) ? [type.name] : projecting.schema.getPossibleTypes(type).map(({ name }) => name)),
    fieldsOf(typeName) {
      const fields = known.get(typeName);
      if (fields !== undefined) return fields;
      const actual = projecting.schema.getType(typeName);
      if (!isObjectType(actual) && !isInterfaceType(actual)) return undefined;
      const made = toFields(actual, selectionSets, projecting);
      known.set(typeName, made);
      return made;
    },
  };
}

function toFields(type: GraphQLObjectType | GraphQLInterfaceType, selectionSets: readonly SelectionSetNode[], projecting: ProjectingAt): FieldProjection[] {
  const fields: FieldProjection[] = [];
  for (const [key, nodes] of collectFields(type.name, selectionSets, projecting.setting)) {
    const field = toField(type, { key, nodes }, projecting);
    if (field !== undefined) fields.push(field);
  }
  return fields;
}

function toField(
  type: GraphQLObjectType | GraphQLInterfaceType,
  { key, nodes }: { key: string; nodes: readonly FieldNode[] },
  projecting: ProjectingAt,
): FieldProjection | undefined {
  const [first] = nodes;
  if (first === undefined) return undefined;
  const name = first.name.value;
  if (name === '__typename') return { kind: 'typename', key, typeName: isObjectType(type) ? type.name : undefined };
  if (name === SchemaMetaFieldDef.name || name === TypeMetaFieldDef.name) return { kind: 'whole', key };
  const field = type.getFields()[name];
  if (field === undefined) return undefined;
  const selectionSets = nodes.flatMap((node) => (node.selectionSet === undefined ? [] : [node.selectionSet]));
  const source = projecting.keyOf(first);
  const sources = projecting.position === undefined ? [] : findSources(projecting.position, source);
  const position = sources.find(({ below }) => below !== undefined)?.below;
  return {
    kind: 'field',
    key,
    source,
    sources,
    read: toRead(sources),
    coordinate: `${type.name}.${name}`,
    value: toValueProjection(field.type, selectionSets, { ...projecting, position }),
  };
}

function toValueProjection(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[], projecting: ProjectingAt): ValueProjection {
  if (isNonNullType(type)) return { kind: 'nonNull', of: toValueProjection(type.ofType, selectionSets, projecting) };
  if (isListType(type)) return { kind: 'list', of: toValueProjection(type.ofType, selectionSets, projecting) };
  if (isLeafType(type)) return { kind: 'leaf', typeName: type.name, complete: toLeafCompletion(type) };
  if (isCompositeType(type)) return { kind: 'object', of: toObjectProjection(type, selectionSets, projecting) };
  throw new Error(`cannot project a value of type ${String(type)}`);
}
