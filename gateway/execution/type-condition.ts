import { isAbstractType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import type { DataObject } from './own-property.ts';

/** Answers whether an object of the type named first passes a condition on the type named second. */
export type MatchesType = (typeName: string, condition: string) => boolean;

/** True for the name of an object type, which is what `__typename` must end up with. */
export type IsConcreteType = (typeName: string) => boolean;

/**
 * True where a type name that an answer brings says more of an object than the one that is known: of an interface object only the
 * interface was known. No subgraph can make an object of one type one of another.
 */
export function isNearerType(known: unknown, told: unknown, isConcreteType: IsConcreteType): boolean {
  if (known === undefined) return true;
  return typeof told === 'string' && isConcreteType(told) && !(typeof known === 'string' && isConcreteType(known));
}

/** Type conditions over a schema; unknown names match only themselves. */
export function createTypeMatcher(schema: GraphQLSchema): MatchesType {
  return (typeName, condition) => {
    if (typeName === condition) return true;
    const type = schema.getType(typeName);
    const conditionType = schema.getType(condition);
    if (!isAbstractType(conditionType)) return false;
    return (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(conditionType, type);
  };
}

/** `__typename` of an object, when it has one. */
export function typeNameOf(object: DataObject): string | undefined {
  const name = object['__typename'];
  return typeof name === 'string' ? name : undefined;
}
