import type { MergeShape } from './merge-shape.ts';
import { isDataObject, readKey, writeKey, type DataObject } from './own-property.ts';
import { isNearerType, type IsConcreteType } from './type-condition.ts';

/** Merges one object into another along a shape. */
export type MergeInto = (target: DataObject, source: DataObject, shape: MergeShape) => void;

/**
 * Merges what a subgraph answered into an object of the result, key by key of the shape. What was there wins, except against
 * null (another subgraph may know more) and, for `__typename`, where it names an abstract type and the answer an object type. The
 * source stays as it is and none of its objects is shared, so that one answer may be merged into several places.
 */
export function createMerge(isConcreteType: IsConcreteType): MergeInto {
  function mergeInto(target: DataObject, source: DataObject, shape: MergeShape): void {
    for (const [key, child] of shape.fields) {
      const incoming = readKey(source, key);
      if (incoming === undefined) continue;
      const existing = readKey(target, key);
      if (key === '__typename') {
        if (isNearerType(existing, incoming, isConcreteType)) target[key] = incoming;
      } else if (existing === undefined || existing === null) {
        writeKey(target, key, child === undefined ? incoming : copyShaped(incoming, child));
      } else if (child !== undefined) {
        mergeValues(existing, incoming, child);
      }
    }
  }

  function mergeValues(existing: unknown, incoming: unknown, shape: MergeShape): void {
    if (Array.isArray(existing) && Array.isArray(incoming)) {
      for (let index = 0; index < existing.length; index += 1) {
        if (existing[index] === null || existing[index] === undefined) existing[index] = copyShaped(incoming[index] ?? null, shape);
        else mergeValues(existing[index], incoming[index], shape);
      }
    } else if (isDataObject(existing) && isDataObject(incoming)) {
      mergeInto(existing, incoming, shape);
    }
  }

  return mergeInto;
}

function copyShaped(value: unknown, shape: MergeShape): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => copyShaped(item, shape));
  if (!isDataObject(value)) return value;
  const copy: DataObject = {};
  for (const [key, child] of shape.fields) {
    const item = readKey(value, key);
    if (item !== undefined) writeKey(copy, key, child === undefined ? item : copyShaped(item, child));
  }
  return copy;
}
