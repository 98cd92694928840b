import { isDataObject } from './own-property.ts';
import type { ObjectProjection, PlainFieldProjection, ValueProjection } from './projection.ts';
import type { ResponsePath } from './result-path.ts';
import { typeNameOf } from './type-condition.ts';

/** Where a walk came to. */
interface Walked {
  readonly paths: readonly ResponsePath[];
  /** How many steps the client's selection goes along; all of them where it ends in a leaf. */
  readonly reached: number;
  /** Whether an object stands where it ended, with all that it was asked for: what failed has taken nothing of it along. */
  readonly isWhole: boolean;
}

/** Walks on from one object of the data; answers what is below it. */
type Walk = (value: unknown, projection: ObjectProjection, depth: number) => Walked;

/**
 * Turns a path through the merged data into paths as the client knows them: one for each alias of what it leads to. Where the
 * client asked for no more (a field that was only required, say), the path ends. There is none for a field that the client asked of
 * objects of other types alone, at once or further below, and that took nothing along which the client did ask for: planners ask an
 * interface object for the sake of all types behind it.
 */
export function toClientPaths(path: ResponsePath, projection: ObjectProjection, data: unknown): readonly ResponsePath[] {
  const walkObject: Walk = (value, object, depth) => {
    const step = path[depth];
    const here: Walked = { paths: [[]], reached: depth, isWhole: isWhole(value, object) };
    if (step === undefined) return here;
    const fields = matchingFields(value, object, step);
    if (fields.length === 0) return isOfOthers(object, step) ? { ...here, paths: [] } : here;
    const own = join(fields.map((field) => walkField(field, isDataObject(value) ? field.read(value) : undefined, depth + 1)));
    if (own.reached === path.length || !own.isWhole || object.concreteType !== undefined) return own;
    const others = allFields(object, step).map((field) => walkField(field, undefined, depth + 1));
    return join(others).reached > own.reached ? { ...own, paths: [] } : own;
  };

  function walkField({ key, value: projected }: PlainFieldProjection, value: unknown, depth: number): Walked {
    const walked = walkValue(value, projected, depth);
    return { ...walked, paths: walked.paths.map((rest) => [key, ...rest]) };
  }

  function walkValue(value: unknown, projected: ValueProjection, depth: number): Walked {
    const step = path[depth];
    switch (projected.kind) {
      case 'nonNull':
        return walkValue(value, projected.of, depth);
      case 'list': {
        if (typeof step !== 'number') return { paths: [[]], reached: depth, isWhole: false };
        const walked = walkValue(Array.isArray(value) ? value[step] : undefined, projected.of, depth + 1);
        return { ...walked, paths: walked.paths.map((rest) => [step, ...rest]) };
      }
      case 'object':
        return walkObject(value, projected.of, depth);
      case 'leaf':
        return { paths: [[]], reached: path.length, isWhole: false };
    }
  }

  return walkObject(data, projection, 0).paths;
}

function isWhole(value: unknown, object: ObjectProjection): boolean {
  if (!isDataObject(value)) return false;
  const fields = object.fieldsOf(object.concreteType ?? typeNameOf(value) ?? object.declaredType) ?? [];
  return fields.every((field) => field.kind !== 'field' || field.read(value) !== undefined);
}

function join(walks: readonly Walked[]): Walked {
  return {
    paths: walks.flatMap(({ paths }) => paths),
    reached: Math.max(...walks.map(({ reached }) => reached)),
    isWhole: walks.every(({ isWhole }) => isWhole),
  };
}

/** True for a field that the object's own type was not asked for, when another type that could stand there was. */
function isOfOthers(object: ObjectProjection, step: string | number): boolean {
  if (object.concreteType !== undefined) return false;
  return allFields(object, step).length > 0;
}

/** What any type that could stand there was asked for under that key. */
function allFields(object: ObjectProjection, step: string | number): PlainFieldProjection[] {
  return object.possibleTypes().flatMap((type) => fieldsOf(object, type, step));
}

function fieldsOf(object: ObjectProjection, type: string, step: string | number): PlainFieldProjection[] {
  return (object.fieldsOf(type) ?? []).filter((field) => field.kind === 'field').filter(({ source }) => source === step);
}

/** An object that is null for the error has no type any more; then any type that has the field will do. */
function matchingFields(value: unknown, object: ObjectProjection, step: string | number): PlainFieldProjection[] {
  const typeName = object.concreteType ?? (isDataObject(value) ? typeNameOf(value) : undefined);
  const types = typeName === undefined ? object.possibleTypes() : [typeName];
  for (const type of types) {
    const fields = fieldsOf(object, type, step);
    if (fields.length > 0) return fields;
  }
  return [];
}
