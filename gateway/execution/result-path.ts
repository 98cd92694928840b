import { isDataObject, readKey, type DataObject } from './own-property.ts';
import { typeNameOf } from './type-condition.ts';

/** Where a value stands in the response: response names and list indexes from the root. */
export type ResponsePath = readonly (string | number)[];

/** One step of a plan's path, taken apart once. */
export interface PlanStep {
  /** A response name; undefined for a step that only chooses by type. */
  readonly key: string | undefined;
  /** Names of object types to go on with; undefined means all. */
  readonly types: ReadonlySet<string> | undefined;
}

/** An object that a fetch merges into. Its path is written out only for errors. */
export interface Target {
  readonly object: DataObject;
  readonly place: Place;
}

/** A path as a chain from the end to the root, cheap to extend. */
export interface Place {
  readonly parent: Place | undefined;
  readonly key: string | number;
  /** The object or list that holds the value; context arguments look upward through it. */
  readonly holder: unknown;
}

export const ROOT_PLACE: Place = { parent: undefined, key: '', holder: undefined };

/** Reads the path of a Flatten node: `name`, `@`, and `|[A,B]` behind either or alone. */
export function readPlanPath(path: readonly (string | number)[]): PlanStep[] {
  return path.map((step) => {
    const text = String(step);
    const conditionAt = text.indexOf('|[');
    const key = conditionAt === -1 ? text : text.slice(0, conditionAt);
    const types = conditionAt === -1 ? undefined : new Set(text.slice(conditionAt + 2, -1).split(','));
    return { key: key === '' || key === '@' ? undefined : key, types };
  });
}

/** The objects at a plan's path below `from`, in order. Lists are entered wherever they stand, whatever their depth. */
export function collectTargets(from: readonly Target[], steps: readonly PlanStep[]): Target[] {
  const walk: Walk = { steps, found: [] };
  for (const target of from) collect(target, 0, walk);
  return walk.found;
}

/** Runs for every object of an answer, for every fetch: it makes nothing but the targets and their places. */
interface Walk {
  readonly steps: readonly PlanStep[];
  readonly found: Target[];
}

function collect(target: Target, depth: number, walk: Walk): void {
  const { object, place } = target;
  const step = walk.steps[depth];
  if (step === undefined) walk.found.push(target);
  else if (step.key !== undefined) enter(readKey(object, step.key), { parent: place, key: step.key, holder: object }, { step, depth: depth + 1, walk });
  else if (allows(step, object)) collect(target, depth + 1, walk);
}

interface Entering {
  readonly step: PlanStep;
  readonly depth: number;
  readonly walk: Walk;
}

function enter(value: unknown, place: Place, entering: Entering): void {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const item: unknown = value[index];
      if (typeof item === 'object' && item !== null) enter(item, { parent: place, key: index, holder: value }, entering);
    }
  } else if (isDataObject(value) && allows(entering.step, value)) {
    collect({ object: value, place }, entering.depth, entering.walk);
  }
}

function allows(step: PlanStep, object: DataObject): boolean {
  if (step.types === undefined) return true;
  const typeName = typeNameOf(object);
  return typeName !== undefined && step.types.has(typeName);
}

/** Writes a place out as GraphQL's `path`. */
export function toResponsePath(place: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let step: Place | undefined = place; step?.parent !== undefined; step = step.parent) path.push(step.key);
  return path.reverse();
}
