import { isObjectType, type GraphQLFieldResolver, type GraphQLObjectType, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import { isPromise } from './compiled/run.ts';

/** As resolver maps give it: `__resolveReference`. */
type ResolveReference = (reference: unknown, context: unknown, info: GraphQLResolveInfo) => unknown;

/**
 * Lets a schema's `_entities` answer at once what its resolvers answer at once: the subgraph library makes a promise of every entity. The answers are
 * the same. References to interfaces stay with the library.
 */
export function resolveEntitiesAtOnce(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  if (field?.resolve === undefined) return;
  field.resolve = toResolver(field.resolve);
}

function toResolver(resolveAll: GraphQLFieldResolver<unknown, unknown>): GraphQLFieldResolver<unknown, unknown> {
  return (...call): unknown => {
    const [, args, context, info] = call;
    const references = (args as { representations: readonly unknown[] }).representations;
    const types: GraphQLObjectType[] = [];
    for (const reference of references) {
      const type = info.schema.getType((reference as { __typename: string }).__typename);
      if (!isObjectType(type)) return resolveAll(...call);
      types.push(type);
    }
    return references.map((reference, index) => resolveOne(reference, { type: types[index], context, info }));
  };
}

function resolveOne(reference: unknown, of: { type: GraphQLObjectType | undefined; context: unknown; info: GraphQLResolveInfo }): unknown {
  const { type, context, info } = of;
  const resolveReference = type === undefined ? undefined : findResolver(type);
  const { __typename } = reference as { __typename: string };
  const found = resolveReference === undefined ? reference : resolveReference(reference, context, info);
  return isPromise(found) ? found.then((entity) => withTypeName(entity, __typename)) : withTypeName(found, __typename);
}

function findResolver({ extensions }: GraphQLObjectType): ResolveReference | undefined {
  const { apollo } = extensions as { apollo?: { subgraph?: { resolveReference?: ResolveReference } } };
  return apollo?.subgraph?.resolveReference;
}

/** Answers the same object where it can: its identity may mean something. One that says to be of another type is taken for the one asked for. */
function withTypeName(entity: unknown, typeName: string): unknown {
  if (typeof entity !== 'object' || entity === null) return entity;
  if ('__typename' in entity) return entity.__typename === typeName ? entity : { ...entity, __typename: typeName };
  return Object.defineProperty(entity, '__typename', { value: typeName });
}
