import { isDataObject } from './own-property.ts';
import type { FieldProjection, ObjectProjection, ValueProjection } from './projection.ts';
import type { ResponsePath } from './result-path.ts';
import { typeNameOf } from './type-condition.ts';

/** Walks on from one object of the data; answers what is below it. */
type Walk = (value: unknown, projection: ObjectProjection, depth: number) => ResponsePath[];

/**
 * Turns a path through the merged data into paths as the client knows them: one for each alias of what it leads to. Where the
 * client asked for no more (a field that was only required, say), the path ends. There is none for a field that the client asked of
 * objects of other types alone: planners ask an interface object for the sake of all types behind it.
 */
export function toClientPaths(path: ResponsePath, projection: ObjectProjection, data: unknown): ResponsePath[] {
  const walkObject: Walk = (value, object, depth) => {
    const step = path[depth];
    if (step === undefined) return [[]];
    const fields = matchingFields(value, object, step);
    if (fields.length === 0) return isOfOthers(object, step) ? [] : [[]];
    return fields.flatMap(({ key, read, value: of }) => walkValue(isDataObject(value) ? read(value) : undefined, of, depth + 1).map((rest) => [key, ...rest]));
  };

  const walkValue = (value: unknown, projected: ValueProjection, depth: number): ResponsePath[] => {
    const step = path[depth];
    switch (projected.kind) {
      case 'nonNull':
        return walkValue(value, projected.of, depth);
      case 'list':
        if (typeof step !== 'number') return [[]];
        return walkValue(Array.isArray(value) ? value[step] : undefined, projected.of, depth + 1).map((rest) => [step, ...rest]);
      case 'object':
        return walkObject(value, projected.of, depth);
      case 'leaf':
        return [[]];
    }
  };

  return walkObject(data, projection, 0);
}

/** True for a field that the object's own type was not asked for, when another type that could stand there was. */
function isOfOthers(object: ObjectProjection, step: string | number): boolean {
  if (object.concreteType !== undefined) return false;
  return object.possibleTypes().some((type) => (object.fieldsOf(type) ?? []).some((field) => field.kind === 'field' && field.source === step));
}

/** An object that is null for the error has no type any more; then any type that has the field will do. */
function matchingFields(value: unknown, object: ObjectProjection, step: string | number): Extract<FieldProjection, { kind: 'field' }>[] {
  const typeName = object.concreteType ?? (isDataObject(value) ? typeNameOf(value) : undefined);
  const types = typeName === undefined ? object.possibleTypes() : [typeName];
  for (const type of types) {
    const fields = (object.fieldsOf(type) ?? []).filter((field) => field.kind === 'field').filter(({ source }) => source === step);
    if (fields.length > 0) return fields;
  }
  return [];
}
