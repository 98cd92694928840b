import {
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { collectFields, type CollectSetting } from './collect-fields.ts';
import { toLeafCompletion, type CompleteLeaf } from './complete-leaf.ts';

/** How one operation's answer is built from merged data, type by type; worked out on the first object of each type. */
export interface ObjectProjection {
  /** Undefined for a type that clients do not know. */
  fieldsOf(typeName: string): readonly FieldProjection[] | undefined;
  /** The only type that an object here can have; undefined where its `__typename` decides. */
  readonly concreteType: string | undefined;
  readonly declaredType: string;
}

export type FieldProjection =
  | { readonly kind: 'typename'; readonly key: string }
  /** Answered whole by introspection. */
  | { readonly kind: 'whole'; readonly key: string }
  | { readonly kind: 'field'; readonly key: string; readonly coordinate: string; readonly value: ValueProjection };

export type ValueProjection =
  | { readonly kind: 'nonNull'; readonly of: ValueProjection }
  | { readonly kind: 'list'; readonly of: ValueProjection }
  | { readonly kind: 'leaf'; readonly typeName: string; readonly complete: CompleteLeaf }
  | { readonly kind: 'object'; readonly of: ObjectProjection };

/** The projection of an operation's root, for one set of values of the variables in its conditions. */
export function toRootProjection(options: { schema: GraphQLSchema; rootType: GraphQLObjectType; selectionSet: SelectionSetNode; setting: CollectSetting }): ObjectProjection {
  const { schema, rootType, selectionSet, setting } = options;
  return toObjectProjection(rootType, [selectionSet], { schema, setting });
}

interface Projecting {
  readonly schema: GraphQLSchema;
  readonly setting: CollectSetting;
}

function toObjectProjection(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[], projecting: Projecting): ObjectProjection {
  const known = new Map<string, readonly FieldProjection[] | undefined>();
  const declaredType = String(type);
  return {
    declaredType,
    concreteType: isObjectType(type) ? type.name : undefined,
    fieldsOf(typeName) {
      const fields = known.get(typeName);
      if (fields !== undefined || known.has(typeName)) return fields;
      const objectType = projecting.schema.getType(typeName);
      const made = isObjectType(objectType) ? toFields(objectType, selectionSets, projecting) : undefined;
      if (isObjectType(objectType)) known.set(typeName, made);
      return made;
    },
  };
}

function toFields(type: GraphQLObjectType, selectionSets: readonly SelectionSetNode[], projecting: Projecting): FieldProjection[] {
  const fields: FieldProjection[] = [];
  for (const [key, nodes] of collectFields(type.name, selectionSets, projecting.setting)) {
    const field = toField(type, { key, nodes }, projecting);
    if (field !== undefined) fields.push(field);
  }
  return fields;
}

function toField(type: GraphQLObjectType, { key, nodes }: { key: string; nodes: readonly FieldNode[] }, projecting: Projecting): FieldProjection | undefined {
  const name = nodes[0]?.name.value ?? key;
  if (name === '__typename') return { kind: 'typename', key };
  if (name === SchemaMetaFieldDef.name || name === TypeMetaFieldDef.name) return { kind: 'whole', key };
  const field = type.getFields()[name];
  if (field === undefined) return undefined;
  const selectionSets = nodes.flatMap((node) => (node.selectionSet === undefined ? [] : [node.selectionSet]));
  return { kind: 'field', key, coordinate: `${type.name}.${name}`, value: toValueProjection(field.type, selectionSets, projecting) };
}

function toValueProjection(type: GraphQLOutputType, selectionSets: readonly SelectionSetNode[], projecting: Projecting): ValueProjection {
  if (isNonNullType(type)) return { kind: 'nonNull', of: toValueProjection(type.ofType, selectionSets, projecting) };
  if (isListType(type)) return { kind: 'list', of: toValueProjection(type.ofType, selectionSets, projecting) };
  if (isLeafType(type)) return { kind: 'leaf', typeName: type.name, complete: toLeafCompletion(type) };
  if (isCompositeType(type)) return { kind: 'object', of: toObjectProjection(type, selectionSets, projecting) };
  throw new Error(`cannot project a value of type ${String(type)}`);
}
