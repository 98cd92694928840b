import { followLink } from './linked-entity.ts';
import { isDataObject, type DataObject } from './own-property.ts';
import type { Read } from './read-source.ts';
import { ROOT_PLACE, type Place } from './result-path.ts';
import { typeNameOf } from './type-condition.ts';

/** One step from an object to those below it. */
export interface WalkStep {
  /** The response name; undefined for a step that only chooses by type. */
  readonly key: string | undefined;
  readonly read: Read;
  readonly types: ReadonlySet<string> | undefined;
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
  return steps.reduceRight<Collect>(toCollectStep, (object, found) => void found.push(object));
}

function toCollectStep(next: Collect, { key, read, types }: WalkStep): Collect {
  const pass: Collect =
    types === undefined
      ? next
      : (object, found) => {
          if (allows(types, object)) next(object, found);
        };
  if (key === undefined) return pass;
  return (object, found) => {
    const value = read(object);
    if (Array.isArray(value)) collectItems(value, { pass, found, depth: 1 });
    else if (isDataObject(value)) pass(value, found);
  };
}

function collectItems(items: readonly unknown[], to: { pass: Collect; found: DataObject[]; depth: number }): void {
  const { pass, found, depth } = to;
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    if (isDataObject(item)) pass(item, found);
    else if (Array.isArray(item) && depth < MAX_LIST_DEPTH) collectItems(item, { pass, found, depth: depth + 1 });
  }
}

/** The same objects, each with its place: an object that stands at several places comes with each of them. */
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
