import {
  Kind,
  OperationTypeNode,
  visit,
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import { generate, toCompiledFields } from './complete-object.ts';
import { createCompleter } from './complete-value.ts';
import { addError } from './field-errors.ts';
import { createVariableReader, type ReadVariables } from './read-variables.ts';
import { isPromise, type CompleteField, type Program, type Run } from './run.ts';

/** What one execution is given. */
export interface CompiledArguments {
  readonly rootValue?: unknown;
  readonly contextValue?: unknown;
  readonly variableValues?: { readonly [name: string]: unknown };
  /** Whether one object of the answer may stand in several places of one field: where the source is one, and nothing but properties of it is read. */
  readonly mayShare?: boolean;
}

/** What an execution comes to; `isShared` when an object of `data` stands in several places. */
export interface CompiledResult extends ExecutionResult {
  readonly isShared?: boolean;
}

/** An operation as functions made for it. Its answers are those of graphql-js `execute`. */
export type CompiledOperation = (args: CompiledArguments) => CompiledResult | Promise<CompiledResult>;

/** Combinations of conditions that are kept compiled at a time. */
const MAX_VARIANTS = 16;

/**
 * Compiles a query, or the selection that a subscription executes for each event; undefined for what is not compiled: mutations
 * (their fields run one after the other, and what they store costs far more than executing them) and operations that are not
 * found. The document must be valid. Fields that conditions leave out are not compiled: each combination of the values that
 * conditions have is compiled by itself.
 */
export function compileOperation(schema: GraphQLSchema, document: DocumentNode, operationName: string | undefined): CompiledOperation | undefined {
  const operation = findOperation(document, operationName);
  if (operation === undefined || operation.operation === OperationTypeNode.MUTATION) return undefined;
  const program: Program = { selections: 0, schema, operation, fragments: collectFragments(document), completerOf: createCompleter };
  const conditions = findConditions(document);
  const readVariables = rememberWhereRepeated(operation, createVariableReader(schema, operation));
  const variants = new Map<string, CompleteField>();

  function completerFor(run: Run): CompleteField {
    const conditioned = conditions.map((name) => String(run.variables[name])).join();
    let completer = variants.get(conditioned);
    if (completer === undefined) {
      if (variants.size >= MAX_VARIANTS) variants.clear();
      completer = compileRoot(run);
      variants.set(conditioned, completer);
    }
    return completer;
  }

  return function execute({ rootValue, contextValue, variableValues = {}, mayShare = false }) {
    const read = readVariables(variableValues);
    if (read.errors !== undefined) return { errors: read.errors };
    const run: Run = {
      program,
      rootValue,
      contextValue,
      variables: read.coerced,
      promised: 0,
      called: 0,
      completed: mayShare ? [] : undefined,
      isShared: false,
      errors: [],
      nulled: new Set(),
    };
    try {
      const data = completerFor(run)(rootValue, run, undefined);
      if (run.promised === 0 || !isPromise(data)) return toResult(data, run);
      return (data as Promise<unknown>).then(
        (settled) => toResult(settled, run),
        (error: unknown) => toFailure(error, run),
      );
    } catch (error) {
      return toFailure(error, run);
    }
  };
}

/** What a subscription was given is the same for each of its events. */
function rememberWhereRepeated({ operation }: OperationDefinitionNode, read: ReadVariables): ReadVariables {
  if (operation !== OperationTypeNode.SUBSCRIPTION) return read;
  const known = new WeakMap<object, ReturnType<ReadVariables>>();
  return (values) => {
    let result = known.get(values);
    if (result === undefined) {
      result = read(values);
      known.set(values, result);
    }
    return result;
  };
}

function compileRoot({ program, variables }: Run): CompleteField {
  const { schema, operation, fragments } = program;
  const type = schema.getRootType(operation.operation);
  if (type === undefined || type === null) throw new Error(`the schema has no ${operation.operation} though the document is valid`);
  return generate(toCompiledFields(type, collectFields(schema, fragments, variables, type, operation.selectionSet), program), program);
}

function toResult(data: unknown, { errors, isShared }: Run): CompiledResult {
  return errors.length === 0 ? { data: data as Record<string, unknown>, isShared } : { errors, data: data as Record<string, unknown> | null, isShared };
}

function toFailure(error: unknown, run: Run): CompiledResult {
  addError(error as GraphQLError, run, undefined);
  return toResult(null, run);
}

function findOperation(document: DocumentNode, name: string | undefined): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (name === undefined) return operations.length === 1 ? operations[0] : undefined;
  return operations.find((operation) => operation.name?.value === name);
}

function collectFragments(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  return fragments;
}

/** Names of the variables that decide on `@skip` and `@include`. */
function findConditions(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: args = [] }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of args) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}
