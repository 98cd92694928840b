import {
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import type { CostWeights } from './cost-weights.ts';

/** What a mutation costs beyond what it answers with. */
const MUTATION_WEIGHT = 10;

/** The type of a field's parent and the field; undefined for what has no cost: `__typename`, introspection. */
export function findField(parent: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

/** What one value of the field costs without what is inside it: an object 1, a leaf 0, a mutation 10 more; `@cost` overrides. */
export function weighField(
  field: { parent: GraphQLNamedType; definition: GraphQLField<unknown, unknown>; given: readonly string[] },
  schema: GraphQLSchema,
  { weights }: CostWeights,
): number {
  const { parent, definition, given } = field;
  const key = `${parent.name}.${definition.name}`;
  const type = getNamedType(definition.type);
  const ownDefault = (parent === schema.getMutationType() ? MUTATION_WEIGHT : 0) + (weights.get(type.name) ?? (isCompositeType(type) ? 1 : 0));
  const argumentWeights = given.reduce((sum, argument) => sum + (weights.get(`${key}(${argument})`) ?? 0), 0);
  return (weights.get(key) ?? ownDefault) + argumentWeights;
}

/** True for a list that may stand in a non-null, as it multiplies what is below it. */
export function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
