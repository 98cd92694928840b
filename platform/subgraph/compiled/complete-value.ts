import {
  getNullableType,
  GraphQLError,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import { createAbstractCompleter } from './complete-abstract.ts';
import { createObjectCompleter } from './complete-object.ts';
import { toInfo, type CompiledField } from './compiled-field.ts';
import { abandon, createErrorHandler, guardCompletion } from './field-errors.ts';
import { isPromise, toPromised, type Complete, type Program } from './run.ts';

/** Compiles what becomes of a field's values by their type, as the specification's "Value Completion" says. */
export function createCompleter(type: GraphQLOutputType, field: CompiledField, program: Program): Complete {
  const completePresent = createPresentCompleter(getNullableType(type), field, program);
  const isRequired = isNonNullType(type);
  return function complete(value, run, place) {
    if (value instanceof Error) throw value;
    const completed = value === null || value === undefined ? null : completePresent(value, run, place);
    if (isRequired && completed === null) throw new Error(`Cannot return null for non-nullable field ${toName(field)}.`);
    return completed;
  };
}

function createPresentCompleter(type: GraphQLOutputType, field: CompiledField, program: Program): Complete {
  if (isListType(type)) return createListCompleter(type, field, program);
  if (isLeafType(type)) return (value) => completeLeaf(type, value);
  if (isAbstractType(type)) return createAbstractCompleter(type, field, (objectType) => createTypedCompleter(objectType, field, program));
  return createTypedCompleter(type as GraphQLObjectType, field, program);
}

function createListCompleter(type: GraphQLList<GraphQLOutputType>, field: CompiledField, program: Program): Complete {
  const completeItem = guardCompletion(createCompleter(type.ofType, field, program), createErrorHandler(field.nodes, type.ofType));
  return function completeList(value, run, place) {
    if (!isIterableObject(value)) throw new GraphQLError(`Expected Iterable, but did not find one for field "${toName(field)}".`);
    const before = run.promised;
    const completed: unknown[] = [];
    try {
      for (const item of value) completed.push(completeItem(item, run, { prev: place, key: completed.length, typename: undefined }));
    } catch (error) {
      return abandon(error, run.promised !== before, completed);
    }
    return run.promised === before ? completed : Promise.all(completed);
  };
}

/** Objects of one type, once `isTypeOf` of that type has agreed. */
function createTypedCompleter(type: GraphQLObjectType, field: CompiledField, program: Program): Complete {
  const completeObject = createObjectCompleter(type, field.nodes, program);
  const { isTypeOf } = type;
  if (isTypeOf === undefined || isTypeOf === null) return completeObject;
  const refuse = (value: unknown): never => {
    throw new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, { nodes: field.nodes });
  };
  return function completeTyped(value, run, place) {
    const isOfType = isTypeOf(value, run.contextValue, toInfo(field, run, place));
    if (isPromise(isOfType)) return toPromised(run, isOfType, (is) => (is === true ? completeObject(value, run, place) : refuse(value)));
    return isOfType ? completeObject(value, run, place) : refuse(value);
  };
}

function completeLeaf(type: GraphQLLeafType, value: unknown): unknown {
  const serialized = type.serialize(value);
  if (serialized !== null && serialized !== undefined) return serialized;
  throw new Error(`Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, returned: ${inspect(serialized)}`);
}

function toName({ parentType, definition }: CompiledField): string {
  return `${parentType.name}.${definition.name}`;
}

function isIterableObject(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && typeof (value as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] === 'function';
}
