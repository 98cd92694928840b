import type { SubgraphError } from '../../../platform/subgraph/endpoint.ts';
import type { DeferredResult } from '../../operation.ts';
import { toClientErrors } from '../client-errors.ts';
import type { DataObject } from '../own-property.ts';
import { projectData } from '../project.ts';
import { createResponseErrors, type ResponseErrors } from '../response-errors.ts';
import type { ResponsePath } from '../result-path.ts';
import type { MatchesType } from '../type-condition.ts';
import { findPlaces, mayAdd, toPathKey, type DeferredPlace, type FindPlacesOptions, type ToldParts } from './deferred-places.ts';
import type { PreparedFragment } from './prepare-deferred.ts';

type DeliveredResult = Omit<DeferredResult, 'id'>;

/** What a deferred fragment brings: a result for each of its objects that the client knows, and the data of those that came to something. */
export interface ToldFragment {
  readonly results: readonly DeliveredResult[];
  readonly told: ToldParts;
}

/** What is known when a fragment is told. */
export interface TellingOptions extends FindPlacesOptions {
  readonly introspected: DataObject;
  readonly matchesType: MatchesType;
  /** Of what was asked for the fragment itself, with paths of what the subgraphs brought. */
  readonly errors: readonly SubgraphError[];
  /** Of all that was asked before it. */
  readonly earlierErrors: readonly SubgraphError[];
}

/** Projects a deferred fragment at each of its objects. A null where none may be makes the fragment's data null there, and nothing above. */
export function deliverFragment(fragment: PreparedFragment, options: TellingOptions): ToldFragment {
  const { root, introspected, matchesType } = options;
  const own = toClientErrors(options.errors, fragment.projection, root);
  const earlier = toClientErrors(options.earlierErrors, fragment.projection, root);
  const told = new Map<string, DataObject>();
  const results = findPlaces(fragment, options).flatMap((place): DeliveredResult[] => {
    const errors = createResponseErrors([...toPlaceErrors(own, place), ...earlier.filter((error) => isBelow(error.path, place.path))]);
    const data = projectData(place.raw, place.projection, { errors: withPrefix(errors, place.path), matchesType, introspected });
    if (data !== null) told.set(toPathKey(place.path), data);
    // It asks nothing of an object of this type, or nothing but what is deferred further.
    if (data !== null && Object.keys(data).length === 0) return [];
    return [toResult(fragment, place, { data, errors: errors.all })];
  });
  return { results, told };
}

/** The results of a fragment that came to nothing, for one reason, where something was to come. */
export function refuseFragment(fragment: PreparedFragment, error: Pick<SubgraphError, 'message' | 'extensions'>, options: FindPlacesOptions): ToldFragment {
  const places = findPlaces(fragment, options).filter((place) => mayAdd(fragment, place));
  const results = places.map((place) => toResult(fragment, place, { data: null, errors: [{ ...error, path: place.path }] }));
  return { results, told: new Map() };
}

function toResult(
  { label }: PreparedFragment,
  { path }: Pick<DeferredPlace, 'path'>,
  { data, errors }: { data: DataObject | null; errors: readonly SubgraphError[] },
): DeliveredResult {
  return { ...(errors.length === 0 ? {} : { errors }), data, path, ...(label === undefined ? {} : { label }) };
}

/** An error that concerns several objects stands above them; each of their results tells it as its own. */
function toPlaceErrors(errors: readonly SubgraphError[], { path }: DeferredPlace): SubgraphError[] {
  return errors.flatMap((error) => {
    const at = error.path ?? [];
    if (startsWith(at, path)) return [error];
    return startsWith(path, at) ? [{ ...error, path }] : [];
  });
}

function isBelow(path: ResponsePath | undefined, above: ResponsePath): boolean {
  return path !== undefined && path.length > above.length && startsWith(path, above);
}

function startsWith(path: ResponsePath, start: ResponsePath): boolean {
  return start.every((step, index) => path[index] === step);
}

/** Errors of an object, told from the root. */
function withPrefix(errors: ResponseErrors, prefix: ResponsePath): ResponseErrors {
  const told = (path: ResponsePath) => [...prefix, ...path];
  return { all: errors.all, explain: (path, error) => errors.explain(told(path), error), excuse: (path) => errors.excuse(told(path)) };
}
