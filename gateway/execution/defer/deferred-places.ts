import { isDataObject, type DataObject } from '../own-property.ts';
import type { ObjectProjection, ValueProjection } from '../projection.ts';
import type { ResponsePath } from '../result-path.ts';
import { typeNameOf, type MatchesType } from '../type-condition.ts';
import type { PreparedFragment } from './prepare-deferred.ts';

/** An object that a deferred fragment adds fields to. */
export interface DeferredPlace {
  readonly path: ResponsePath;
  /** What the subgraphs brought of it. */
  readonly raw: DataObject;
  /** The fragment's fields. */
  readonly projection: ObjectProjection;
}

/** What clients were told by one part of the answer: its data, by the text of its path. */
export type ToldParts = ReadonlyMap<string, DataObject>;

/** A path as a key of maps; equal for equal paths. */
export function toPathKey(path: ResponsePath): string {
  return JSON.stringify(path);
}

/** True where a fragment, or one in it, asks something of an object of this type, or may do so when the type is known. */
export function mayAdd({ isParent }: Pick<PreparedFragment, 'isParent'>, { raw, projection }: DeferredPlace): boolean {
  if (isParent) return true;
  const possible = projection.possibleTypes();
  const typeName = projection.concreteType ?? typeNameOf(raw);
  const types = typeName !== undefined && possible.includes(typeName) ? [typeName] : possible;
  return types.some((type) => (projection.fieldsOf(type) ?? []).length > 0);
}

/** Where in the data the objects of a fragment are looked for. */
export interface FindPlacesOptions {
  readonly root: DataObject;
  /** What the part around the fragment told; a fragment is not told below what that part left null. */
  readonly told: ToldParts;
  /** How many response names lead to the objects of that part. */
  readonly toldDepth: number;
  readonly matchesType: MatchesType;
}

/** Finds the objects of a fragment that the client knows, in the order of the response. */
export function findPlaces({ keys, projection }: Pick<PreparedFragment, 'keys' | 'projection'>, options: FindPlacesOptions): DeferredPlace[] {
  const { root, told, toldDepth, matchesType } = options;
  const found: DeferredPlace[] = [];

  /** `held` is what the client has of the object, from the depth on at which the part around begins. */
  function enterObject(raw: DataObject, object: ObjectProjection, at: { path: ResponsePath; depth: number; held: unknown }): void {
    const { path, depth } = at;
    const held = depth === toldDepth ? told.get(toPathKey(path)) : at.held;
    if (depth >= toldDepth && !isDataObject(held)) return;
    const typeName = object.concreteType ?? typeNameOf(raw) ?? object.declaredType;
    const fields = matchesType(typeName, object.declaredType) ? object.fieldsOf(typeName) : undefined;
    if (fields === undefined) return;
    const key = keys[depth];
    if (key === undefined) {
      found.push({ path, raw, projection: object });
      return;
    }
    const field = fields.find((one) => one.kind === 'field' && one.key === key);
    if (field?.kind !== 'field') return;
    enterValue(field.read(raw), field.value, { path: [...path, key], depth: depth + 1, held: isDataObject(held) ? held[key] : undefined });
  }

  function enterValue(raw: unknown, value: ValueProjection, at: { path: ResponsePath; depth: number; held: unknown }): void {
    if (value.kind === 'nonNull') enterValue(raw, value.of, at);
    else if (value.kind === 'object' && isDataObject(raw)) enterObject(raw, value.of, at);
    else if (value.kind === 'list' && Array.isArray(raw)) {
      const held: readonly unknown[] = Array.isArray(at.held) ? at.held : [];
      raw.forEach((item: unknown, index) => enterValue(item, value.of, { ...at, path: [...at.path, index], held: held[index] }));
    }
  }

  enterObject(root, projection, { path: [], depth: 0, held: undefined });
  return found;
}
