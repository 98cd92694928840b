/** Where a value stands in the response: response names and list indexes from the root. */
export type ResponsePath = readonly (string | number)[];

/** One step of a plan's path, taken apart once. */
export interface PlanStep {
  /** A response name; undefined for a step that only chooses by type. */
  readonly key: string | undefined;
  /** Names of object types to go on with; undefined means all. */
  readonly types: ReadonlySet<string> | undefined;
}

/** A path as a chain from the end to the root, cheap to extend. Made only for errors and context arguments. */
export interface Place {
  readonly parent: Place | undefined;
  readonly key: string | number;
  /** The object or list that holds the value; context arguments look upward through it. */
  readonly holder: unknown;
}

/** Above all that is answered. */
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

/** Writes a place out as GraphQL's `path`. */
export function toResponsePath(place: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let step: Place | undefined = place; step?.parent !== undefined; step = step.parent) path.push(step.key);
  return path.reverse();
}
