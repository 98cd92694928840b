import type { FragmentDefinitionNode, GraphQLError, GraphQLOutputType, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { CompiledField } from './compiled-field.ts';

/** Where a value stands in the answer, from itself upward; the form that resolvers know as `info.path`. */
export interface Place {
  readonly prev: Place | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
}

/** What every execution of one operation shares. */
export interface Program {
  /** How many selections were compiled so far: each has a number of its own. */
  selections: number;
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  /** Compiles what becomes of values of a type. Fields hold objects and objects hold fields: this is where that circle closes. */
  readonly completerOf: (type: GraphQLOutputType, field: CompiledField, program: Program) => Complete;
}

/** One execution. */
export interface Run {
  readonly program: Program;
  readonly contextValue: unknown;
  readonly rootValue: unknown;
  /** Coerced. */
  readonly variables: Record<string, unknown>;
  /**
   * How many promises were met so far. Who finds it as it was before knows that what came meanwhile holds none, and need not
   * look into it.
   */
  promised: number;
  /** How many resolvers and methods were called so far: like `promised`, for whoever has to know that nothing but properties was read. */
  called: number;
  /** What objects were completed to, by the number of their selection; undefined where each place has an object of its own. */
  readonly completed: Map<unknown, unknown>[] | undefined;
  /** Whether an object of the answer stands in several places. */
  isShared: boolean;
  readonly errors: GraphQLError[];
  /** Places that errors made null: what else goes wrong below them is not told. */
  readonly nulled: Set<Place | undefined>;
}

/** Turns what a resolver gave into what the answer shows; a promise of that when promises were met. Throws for the place to handle. */
export type Complete = (value: unknown, run: Run, place: Place) => unknown;

/** Resolves and completes one field of an object whose own place is given (undefined at the root). Throws where the field may not be null. */
export type CompleteField = (source: unknown, run: Run, parent: Place | undefined) => unknown;

/** True for anything with a `then`, as resolvers may answer it. */
export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

/** Goes on with what a promise brings, and lets everyone around know that there is one. */
export function toPromised(run: Run, promise: PromiseLike<unknown>, goOn: (value: unknown) => unknown): PromiseLike<unknown> {
  run.promised += 1;
  return promise.then(goOn);
}
