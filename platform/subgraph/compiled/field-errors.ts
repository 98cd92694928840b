import { isNonNullType, locatedError, type FieldNode, type GraphQLError, type GraphQLOutputType } from 'graphql';
import { isPromise, type Complete, type Place, type Run } from './run.ts';

/** Makes of what was thrown while a value was completed an error of the answer and null; throws it on where null may not stand. */
export function createErrorHandler(nodes: readonly FieldNode[], type: GraphQLOutputType): (thrown: unknown, run: Run, place: Place) => null {
  const isRequired = isNonNullType(type);
  return function handle(thrown, run, place) {
    const error = locatedError(thrown, nodes, toKeys(place));
    if (isRequired) throw error;
    addError(error, run, place);
    return null;
  };
}

/** Completes a value, or what a promise of it brings; what goes wrong on the way goes to `handle`. */
export function guardCompletion(complete: Complete, handle: (thrown: unknown, run: Run, place: Place) => null): Complete {
  return function completeGuarded(value, run, place) {
    const before = run.promised;
    try {
      if (isPromise(value)) {
        run.promised += 1;
        return value.then((resolved) => complete(resolved, run, place)).then(undefined, (error: unknown) => handle(error, run, place));
      }
      const completed = complete(value, run, place);
      if (run.promised === before || !isPromise(completed)) return completed;
      return completed.then(undefined, (error: unknown) => handle(error, run, place));
    } catch (error) {
      return handle(error, run, place);
    }
  };
}

/** Adds an error, unless it or something above it is null because of another. */
export function addError(error: GraphQLError, { errors, nulled }: Run, place: Place | undefined): void {
  for (let at = place; at !== undefined; at = at.prev) if (nulled.has(at)) return;
  if (nulled.has(undefined)) return;
  nulled.add(place);
  errors.push(error);
}

/** Ends an object or list that cannot be: once the promises that it holds are settled, so that none is left behind, the error is thrown. */
export function abandon(error: unknown, holdsPromises: boolean, members: readonly unknown[]): Promise<never> {
  if (!holdsPromises) throw error;
  return Promise.allSettled(members).then(() => {
    throw error;
  });
}

function toKeys(place: Place): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.prev) keys.push(at.key);
  return keys.reverse();
}
