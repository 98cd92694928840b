import { defaultTypeResolver, GraphQLError, isObjectType, type GraphQLAbstractType, type GraphQLObjectType } from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import { toInfo, type CompiledField } from './compiled-field.ts';
import { isPromise, toPromised, type Complete, type Run } from './run.ts';

/** Finds the type of each value, then completes it as one of that; `completerOf` is asked once for each type that occurs. */
export function createAbstractCompleter(type: GraphQLAbstractType, field: CompiledField, completerOf: (type: GraphQLObjectType) => Complete): Complete {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const completers = new Map<unknown, Complete>();

  function completerFor(name: unknown, value: unknown, run: Run): Complete {
    let completer = completers.get(name);
    if (completer === undefined) {
      completer = completerOf(toPossibleType(name, { type, field, value, run }));
      completers.set(name, completer);
    }
    return completer;
  }

  return function completeAbstract(value, run, place) {
    const name: unknown = resolveType(value, run.contextValue, toInfo(field, run, place), type);
    if (isPromise(name)) return toPromised(run, name, (resolved) => completerFor(resolved, value, run)(value, run, place));
    return completerFor(name, value, run)(value, run, place);
  };
}

function toPossibleType(
  name: unknown,
  { type, field, value, run }: { type: GraphQLAbstractType; field: CompiledField; value: unknown; run: Run },
): GraphQLObjectType {
  const { schema } = run.program;
  const at = `${field.parentType.name}.${field.definition.name}`;
  if (name === null || name === undefined) {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${at}". Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes: field.nodes },
    );
  }
  if (typeof name !== 'string') {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${at}" with value ${inspect(value)}, received "${inspect(name)}".`,
    );
  }
  const found = schema.getType(name);
  if (found === undefined)
    throw new GraphQLError(`Abstract type "${type.name}" was resolved to a type "${name}" that does not exist inside the schema.`, { nodes: field.nodes });
  if (!isObjectType(found)) throw new GraphQLError(`Abstract type "${type.name}" was resolved to a non-object type "${name}".`, { nodes: field.nodes });
  if (!schema.isSubType(type, found))
    throw new GraphQLError(`Runtime Object type "${name}" is not a possible type for "${type.name}".`, { nodes: field.nodes });
  return found;
}
