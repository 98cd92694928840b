import { isDataObject, type DataObject } from './own-property.ts';
import type { Rewrite } from './query-plan.ts';
import type { Read } from './read-source.ts';
import { selectRequired, type Required } from './required.ts';
import { applyRewrites } from './rewrites.ts';
import { typeNameOf, type MatchesType } from './type-condition.ts';

/** The distinct references that a fetch sends, and which objects each answer belongs to. */
export interface Representations {
  readonly values: readonly DataObject[];
  /** For each of `values`, the objects that wait for its answer. */
  readonly targets: readonly (readonly DataObject[])[];
  /** For each of `values`, the object that it was read from. */
  readonly examples: readonly DataObject[];
}

/** Objects that one requirement is read from; what comes is for `targets`, index by index. */
export interface Candidates {
  readonly objects: readonly DataObject[];
  readonly targets: readonly DataObject[];
  readonly required: Required;
}

/** How representations are made of objects. */
export interface RepresentationOptions {
  readonly inputRewrites: readonly Rewrite[] | undefined;
  readonly matchesType: MatchesType;
}

interface Gathering {
  readonly values: DataObject[];
  readonly targets: DataObject[][];
  readonly examples: DataObject[];
  /** By the text of the representation. */
  readonly places: Map<string, number>;
  /** By type and required values, which are cheaper to come by than a representation: most objects of a large answer are told again. */
  readonly known: Map<string, Map<unknown, DataObject[]>>;
}

/**
 * What a fetch needs to know of each object, in the form of federation's `_Any`. An object that lacks something
 * required is left out, since its subgraph could not answer for it; equal references are sent once.
 */
export function toRepresentations(candidates: readonly Candidates[], options: RepresentationOptions): Representations {
  const gathering: Gathering = { values: [], targets: [], examples: [], places: new Map(), known: new Map() };
  for (const { objects, targets, required } of candidates) {
    for (let index = 0; index < objects.length; index += 1) {
      const object = objects[index];
      const target = targets[index];
      if (object !== undefined && target !== undefined) gather(gathering, { object, target, required }, options);
    }
  }
  return gathering;
}

function gather(gathering: Gathering, of: { object: DataObject; target: DataObject; required: Required }, options: RepresentationOptions): void {
  const { object, target, required } = of;
  const typeName = typeNameOf(object);
  if (typeName === undefined) return;
  const brief = required.simple === undefined ? undefined : toBrief(object, required.simple);
  let known: Map<unknown, DataObject[]> | undefined;
  if (brief !== undefined) {
    known = gathering.known.get(typeName);
    if (known === undefined) gathering.known.set(typeName, (known = new Map<unknown, DataObject[]>()));
    const alike = known.get(brief);
    if (alike !== undefined) {
      alike.push(target);
      return;
    }
  }
  const together = gatherNew(gathering, { ...of, isNew: known !== undefined && options.inputRewrites === undefined }, options);
  if (together === undefined) return;
  together.push(target);
  known?.set(brief, together);
}

/**
 * The objects that wait for the same as this one; undefined when it lacks something required. `isNew`: no other object has had the same values
 * of what is required, and all were asked for these.
 */
function gatherNew(
  { values, targets, examples, places }: Gathering,
  { object, required, isNew }: { object: DataObject; required: Required; isNew: boolean },
  { inputRewrites, matchesType }: RepresentationOptions,
): DataObject[] | undefined {
  const value = selectRequired(object, required.selections, matchesType);
  if (value === undefined || typeNameOf(value) === undefined) return undefined;
  if (inputRewrites !== undefined) applyRewrites(value, inputRewrites, matchesType);
  if (!isNew) {
    const identity = JSON.stringify(value);
    const existing = targets[places.get(identity) ?? values.length];
    if (existing !== undefined) return existing;
    places.set(identity, values.length);
  }
  const together: DataObject[] = [];
  values.push(value);
  targets.push(together);
  examples.push(object);
  return together;
}

/** Equal only for equal values: a string among several values is led by its length. Undefined where a value is missing, or is an object or a list. */
function toBrief(object: DataObject, reads: readonly Read[]): unknown {
  const [only] = reads;
  if (only !== undefined && reads.length === 1) {
    const value = only(object);
    return isPlain(value) ? value : undefined;
  }
  let brief = '';
  for (const read of reads) {
    const value = read(object);
    if (!isPlain(value)) return undefined;
    brief += typeof value === 'string' ? `${value.length}:${value}` : `${String(value)};`;
  }
  return brief;
}

function isPlain(value: unknown): boolean {
  return value !== undefined && !Array.isArray(value) && !isDataObject(value);
}
