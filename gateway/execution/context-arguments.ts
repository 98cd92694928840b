import { isDataObject, readKey, type DataObject } from './own-property.ts';
import type { KeyRenamer } from './query-plan.ts';
import type { Place } from './result-path.ts';
import { typeNameOf, type MatchesType } from './type-condition.ts';

/** An object and where it stands. */
export interface ContextTarget {
  readonly object: DataObject;
  readonly place: Place;
}

/** Objects whose context gives the same arguments: they can share one request. */
export interface ContextGroup {
  readonly objects: readonly DataObject[];
  readonly variables: DataObject;
}

/**
 * Arguments that a field takes from the objects above its own (`@fromContext`) are variables of the whole request,
 * so objects under different contexts are asked for in requests of their own.
 */
export function groupByContext(rewrites: readonly KeyRenamer[], targets: readonly ContextTarget[], matchesType: MatchesType): ContextGroup[] {
  const groups = new Map<string, { objects: DataObject[]; variables: DataObject }>();
  for (const target of targets) {
    const variables = readContext(rewrites, target, matchesType);
    const identity = JSON.stringify(variables);
    const group = groups.get(identity);
    if (group === undefined) groups.set(identity, { objects: [target.object], variables });
    else group.objects.push(target.object);
  }
  return [...groups.values()];
}

/** A variable may have several sources, one for each type that sets the context: the first that applies counts. */
function readContext(rewrites: readonly KeyRenamer[], target: ContextTarget, matchesType: MatchesType): DataObject {
  const variables: DataObject = {};
  for (const { path, renameKeyTo } of rewrites) {
    if (variables[renameKeyTo] !== undefined && variables[renameKeyTo] !== null) continue;
    variables[renameKeyTo] = readFrom(target, path, matchesType) ?? null;
  }
  return variables;
}

function readFrom(target: ContextTarget, path: readonly string[], matchesType: MatchesType): unknown {
  let value: unknown = target.object;
  let place: Place | undefined = target.place;
  for (const step of path) {
    if (step === '..') {
      while (place !== undefined && !isDataObject(place.holder)) place = place.parent;
      value = place?.holder;
      place = place?.parent;
    } else if (step.startsWith('... on ')) {
      const typeName = isDataObject(value) ? typeNameOf(value) : undefined;
      if (typeName !== undefined && !matchesType(typeName, step.slice('... on '.length))) return undefined;
    } else {
      value = isDataObject(value) ? readKey(value, step) : undefined;
    }
  }
  return value;
}
