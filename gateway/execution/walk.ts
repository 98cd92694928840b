import { followLink } from './linked-entity.ts';
import { isDataObject, type DataObject } from './own-property.ts';
import { PassedText } from './passing/passed-text.ts';
import type { Position } from './position.ts';
import type { Read } from './read-source.ts';
import { ROOT_PLACE, type Place } from './result-path.ts';
import { typeNameOf } from './type-condition.ts';

/** One step from an object to those below it. */
export interface WalkStep {
  /** The response name; undefined for a step that only chooses by type. */
  readonly key: string | undefined;
  readonly read: Read;
  readonly types: ReadonlySet<string> | undefined;
  /** Where it leads to; undefined where no fetch brings anything. */
  readonly end: Position | undefined;
}

/** The way from the response's root to the objects that a fetch is for. Lists are entered wherever they stand. */
export interface Walk {
  readonly steps: readonly WalkStep[];
  /** The objects are what this link of those at the end leads to. */
  readonly link: symbol | undefined;
}

/** Adds the objects at the end of a walk, in order, to `found`. It makes nothing else: it passes every object of an answer. */
export type Collect = (root: DataObject, found: DataObject[]) => void;

/** Lists of lists deeper than any type has are not entered: a hostile answer must not exhaust the stack. */
const MAX_LIST_DEPTH = 32;

/** The walk as one function, which gathers the objects that it leads to. */
export function toCollect({ steps }: Pick<Walk, 'steps'>): Collect {
  let passes: ReadonlyMap<Position, Collect> = new Map();
  return steps.reduceRight<Collect>(
    (next, step) => {
      const pass = toPass(next, step);
      const below = passes;
      if (step.key !== undefined && step.end !== undefined) passes = new Map([...below, [step.end, pass]]);
      return step.key === undefined ? pass : toCollectStep(pass, step.read, below);
    },
    (object, found) => void found.push(object),
  );
}

/** What the objects at the end of a step go through. */
function toPass(next: Collect, { types }: WalkStep): Collect {
  if (types === undefined) return next;
  return (object, found) => {
    if (allows(types, object)) next(object, found);
  };
}

/** `below`: what objects go through that stand further down the walk, by their position. Those in the holes of a text are found without the steps between. */
function toCollectStep(pass: Collect, read: Read, below: ReadonlyMap<Position, Collect>): Collect {
  return (object, found) => {
    const value = read(object);
    if (Array.isArray(value)) collectItems(value, { pass, found, depth: 1 });
    else if (value instanceof PassedText) collectHoles(value, below, found);
    else if (isDataObject(value)) pass(value, found);
  };
}

function collectHoles({ holes, kinds }: PassedText, passes: ReadonlyMap<Position, Collect>, found: DataObject[]): void {
  for (let index = 0; index < holes.length; index += 1) {
    const hole = holes[index];
    const position = kinds[index]?.position;
    if (hole !== undefined && position !== undefined) passes.get(position)?.(hole, found);
  }
}

function collectItems(items: readonly unknown[], to: { pass: Collect; found: DataObject[]; depth: number }): void {
  const { pass, found, depth } = to;
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (isDataObject(item)) pass(item, found);
    else if (Array.isArray(item) && depth < MAX_LIST_DEPTH) collectItems(item, { pass, found, depth: depth + 1 });
  }
}

/** The same objects, each with its place: an object that stands at several places comes with each of them. What was kept as text must have been restored. */
export function walkPlaces({ steps, link }: Walk, root: DataObject, visit: (object: DataObject, place: Place) => void): void {
  function goOn(object: DataObject, place: Place, depth: number): void {
    const step = steps[depth];
    if (step === undefined) {
      const found = link === undefined ? object : followLink(object, link)?.data;
      if (found !== undefined) visit(found, place);
    } else if (step.key === undefined) {
      if (step.types === undefined || allows(step.types, object)) goOn(object, place, depth + 1);
    } else {
      enter(step.read(object), { parent: place, key: step.key, holder: object }, { step, depth: depth + 1, listDepth: 0 });
    }
  }

  function enter(value: unknown, place: Place, at: { step: WalkStep; depth: number; listDepth: number }): void {
    if (isDataObject(value)) {
      if (at.step.types === undefined || allows(at.step.types, value)) goOn(value, place, at.depth);
    } else if (Array.isArray(value) && at.listDepth < MAX_LIST_DEPTH) {
      const items: readonly unknown[] = value;
      const deeper = { ...at, listDepth: at.listDepth + 1 };
      items.forEach((item, index) => enter(item, { parent: place, key: index, holder: items }, deeper));
    }
  }

  goOn(root, ROOT_PLACE, 0);
}

function allows(types: ReadonlySet<string>, object: DataObject): boolean {
  const typeName = typeNameOf(object);
  return typeName !== undefined && types.has(typeName);
}
