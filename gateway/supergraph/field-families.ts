import { isInterfaceType, isObjectType, type GraphQLInterfaceType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';

/**
 * Names the family of a type's field: that of the interfaces which prescribe it to the type, and of all types which they prescribe it
 * to in turn. Whoever changes a field of one of them has to change the others as well. What is no field of the type is a family of its own.
 */
export type FieldFamilies = (typeName: string, fieldName: string) => string;

/** Answers are remembered. */
export function createFieldFamilies(schema: GraphQLSchema): FieldFamilies {
  const known = new Map<string, string>();

  function findRelatives(type: GraphQLObjectType | GraphQLInterfaceType): readonly (GraphQLObjectType | GraphQLInterfaceType)[] {
    if (!isInterfaceType(type)) return type.getInterfaces();
    const { objects, interfaces } = schema.getImplementations(type);
    return [...type.getInterfaces(), ...objects, ...interfaces];
  }

  return (typeName, fieldName) => {
    const coordinate = `${typeName}.${fieldName}`;
    const existing = known.get(coordinate);
    const type = schema.getType(typeName);
    if (existing !== undefined || !(isObjectType(type) || isInterfaceType(type))) return existing ?? coordinate;
    const family = new Set<GraphQLObjectType | GraphQLInterfaceType>();
    const waiting: (GraphQLObjectType | GraphQLInterfaceType)[] = [type];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (family.has(next) || next.getFields()[fieldName] === undefined) continue;
      family.add(next);
      waiting.push(...findRelatives(next));
    }
    for (const member of family) known.set(`${member.name}.${fieldName}`, coordinate);
    return coordinate;
  };
}
