import { defaultFieldResolver, getArgumentValues, getNullableType, isLeafType, isNonNullType, type GraphQLFieldResolver } from 'graphql';
import { toInfo, type CompiledField } from './compiled-field.ts';
import { createErrorHandler, guardCompletion } from './field-errors.ts';
import { isPromise, type CompleteField, type Program } from './run.ts';

/** Compiles one field: its resolver, what becomes of the value, and what becomes of an error. */
export function createFieldCompleter(field: CompiledField, program: Program): CompleteField {
  const { resolve } = field.definition;
  if (resolve !== undefined && resolve !== defaultFieldResolver) return createResolved(field, resolve, program);
  const whole = createResolved(field, defaultFieldResolver, program);
  return isLeafType(getNullableType(field.definition.type)) ? createReadLeaf(field, whole) : whole;
}

function createResolved(field: CompiledField, resolve: GraphQLFieldResolver<unknown, unknown>, program: Program): CompleteField {
  const { key, definition, parentType, nodes } = field;
  const handle = createErrorHandler(nodes, definition.type);
  const complete = guardCompletion(program.completerOf(definition.type, field, program), handle);
  const hasArguments = definition.args.length > 0;
  const isRead = resolve === defaultFieldResolver;
  return function completeField(source, run, parent) {
    const place = { prev: parent, key, typename: parentType.name };
    let value: unknown;
    try {
      if (isRead) value = readProperty(source, definition.name);
      if (!isRead || typeof value === 'function') {
        const args = hasArguments ? getArgumentValues(definition, nodes[0], run.variables) : {};
        run.called += 1;
        value = resolve(source, args, run.contextValue, toInfo(field, run, place));
      }
    } catch (error) {
      return handle(error, run, place);
    }
    return complete(value, run, place);
  };
}

/** The common case, a leaf that is read from its object, without a place and a guard; all that is uncommon goes the whole way. */
function createReadLeaf({ definition }: CompiledField, whole: CompleteField): CompleteField {
  const type = getNullableType(definition.type);
  if (!isLeafType(type)) return whole;
  const isRequired = isNonNullType(definition.type);
  return function completeLeaf(source, run, parent) {
    let serialized: unknown;
    try {
      const value = readProperty(source, definition.name);
      if (value === null || value === undefined) return isRequired ? whole(source, run, parent) : null;
      if (typeof value === 'function' || value instanceof Error || isPromise(value)) return whole(source, run, parent);
      serialized = type.serialize(value);
    } catch {
      return whole(source, run, parent);
    }
    return serialized === null || serialized === undefined ? whole(source, run, parent) : serialized;
  };
}

function readProperty(source: unknown, name: string): unknown {
  return (typeof source === 'object' && source !== null) || typeof source === 'function' ? (source as Record<string, unknown>)[name] : undefined;
}
