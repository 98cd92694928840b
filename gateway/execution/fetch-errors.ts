import { CodedError } from '../../platform/errors/coded-error.ts';
import type { SubgraphError } from '../../platform/subgraph/endpoint.ts';
import type { CompiledCall, CompiledPart } from './compiled-plan.ts';
import type { DataObject } from './own-property.ts';
import { restorePassed } from './passing/passed-text.ts';
import { toResponsePath, type ResponsePath } from './result-path.ts';
import type { Run } from './run.ts';
import { walkPlaces } from './walk.ts';

/** Above so many objects a failed fetch is told once for what they share, not once for each. */
const TOLD_APART = 1;

/** Errors that are kept of one operation: an error of a shared entity is told at each of its places, and there may be many of both. */
const MAX_ERRORS = 10_000;

/** A part of a call whose errors are told. */
export interface Failing {
  readonly call: CompiledCall;
  readonly part: CompiledPart;
  readonly run: Run;
  /** The objects that it concerns, when not all that the part is for. */
  readonly only?: ReadonlySet<DataObject>;
}

/**
 * The error of a part that was not answered at all: one for each field that is missing when it concerned one object,
 * else one at the list that holds the objects.
 */
export function reportFailure(error: unknown, failing: Failing): void {
  const { call, run } = failing;
  const { service } = call;
  const failure = error instanceof CodedError ? error : toUnavailable(error, service, run);
  const { signal, identity } = run.operation;
  // A client that goes away ends its calls; that says nothing of the subgraph, and may happen very often.
  const level = signal.aborted && !(signal.reason instanceof CodedError) ? 'debug' : 'warn';
  run.setting.logger[level]({ err: error, service, correlationId: identity.correlationId }, 'a subgraph did not answer');
  const extensions = { ...failure.toExtensions(), service };
  for (const path of whereMissing(failing)) addError(run, { message: failure.message, path, extensions });
}

/**
 * An error of an answer at the place where the client sees it. `paths` is the error's own path as the response has it;
 * an error without a path, or with one that leads nowhere, is told at what the part was to bring.
 */
export function reportAnswered(error: SubgraphError, failing: Failing & { paths: readonly ResponsePath[]; finder: PlaceFinder }): void {
  const { call, run, paths, finder } = failing;
  const extensions = { ...error.extensions, service: call.service };
  const message = typeof error.message === 'string' && error.message !== '' ? error.message : `the subgraph ${call.service} answered with an error`;
  const where = paths.length > 0 ? paths : finder.missing();
  for (const path of where) addError(run, { message, path, extensions });
}

/** False once so many errors have been told that further ones are let go. */
export function hasRoomForErrors({ errors }: Run): boolean {
  return errors.length < MAX_ERRORS;
}

function addError(run: Run, error: SubgraphError): void {
  if (hasRoomForErrors(run)) run.errors.push(error);
}

/** Finds the places of objects; looks for all at once when it is first asked. */
export interface PlaceFinder {
  find(object: DataObject): readonly ResponsePath[];
  /** Where an error of all of them is told. */
  missing(): readonly ResponsePath[];
}

/** The places of the objects that a part is for, as they are when the first is asked for. */
export function createPlaceFinder(failing: Failing): PlaceFinder {
  const { part, run } = failing;
  let missing: readonly ResponsePath[] | undefined;
  let found: Map<DataObject, ResponsePath[]> | undefined;
  function findAll(): Map<DataObject, ResponsePath[]> {
    const places = new Map<DataObject, ResponsePath[]>();
    restorePassed(run);
    for (const { walk } of part.places) {
      walkPlaces(walk, run.root, (object, place) => {
        const known = places.get(object);
        if (known === undefined) places.set(object, [toResponsePath(place)]);
        else known.push(toResponsePath(place));
      });
    }
    return places;
  }
  return {
    find(object) {
      found ??= findAll();
      return found.get(object) ?? [];
    },
    missing: () => (missing ??= whereMissing(failing)),
  };
}

function whereMissing({ part, run, only }: Failing): ResponsePath[] {
  const paths: ResponsePath[] = [];
  restorePassed(run);
  for (const { walk } of part.places) {
    walkPlaces(walk, run.root, (object, place) => {
      if (only === undefined || only.has(object)) paths.push(toResponsePath(place));
    });
  }
  const [first] = paths;
  if (first === undefined) return [];
  if (paths.length <= TOLD_APART) return part.responseKeys.length === 0 ? [first] : part.responseKeys.map((key) => [...first, key]);
  let shared = first.length;
  for (const path of paths) {
    while (first.slice(0, shared).some((step, index) => step !== path[index])) shared -= 1;
  }
  return [first.slice(0, shared)];
}

function toUnavailable(error: unknown, service: string, run: Run): CodedError {
  const { signal } = run.operation;
  if (signal.aborted && signal.reason instanceof CodedError) return signal.reason;
  return new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${service} cannot be reached`, { cause: error });
}
