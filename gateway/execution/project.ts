import { isDataObject, readKey, writeKey, type DataObject } from './own-property.ts';
import type { FieldProjection, ObjectProjection, ValueProjection } from './projection.ts';
import type { ResponseErrors } from './response-errors.ts';
import { typeNameOf, type MatchesType } from './type-condition.ts';

/**
 * Builds the response's data from what the subgraphs brought: the fields of the operation in its order, each value
 * checked against the API schema, nulls carried up to the next nullable place, errors added where none explains a null.
 */
export function projectData(data: DataObject, projection: ObjectProjection, options: ProjectOptions): DataObject | null {
  return projectObject(data, projection, { ...options, path: [], coordinate: projection.declaredType });
}

/** What an answer is made with beside the data. */
export interface ProjectOptions {
  readonly errors: ResponseErrors;
  readonly matchesType: MatchesType;
  /** What introspection answered, by response name. */
  readonly introspected: DataObject;
}

interface Projecting extends ProjectOptions {
  /** Where the projection stands; grows and shrinks with it. */
  readonly path: (string | number)[];
  readonly coordinate: string;
}

/** Stands for a null where none may be: whatever holds it becomes null. */
const BUBBLE = Symbol('null where none may be');

function projectObject(value: DataObject, projection: ObjectProjection, projecting: Projecting): DataObject | null {
  const typeName = toTypeName(value, projection, projecting);
  const fields = typeName === undefined ? undefined : projection.fieldsOf(typeName);
  if (typeName === undefined || fields === undefined) {
    refuse(projecting, `an object of a type that is no ${projection.declaredType}`);
    return null;
  }
  const projected: DataObject = {};
  for (const field of fields) {
    const item = projectField(value, field, projecting);
    if (item === BUBBLE) return null;
    writeKey(projected, field.key, item);
  }
  return projected;
}

/**
 * The declared type when that is an object type, else what `__typename` says, if it fits. A subgraph in which an interface
 * is an interface object is not asked for type names where only the interface's own fields are wanted.
 */
function toTypeName(value: DataObject, projection: ObjectProjection, projecting: Projecting): string | undefined {
  if (projection.concreteType !== undefined) return projection.concreteType;
  const typeName = typeNameOf(value) ?? projection.declaredType;
  return projecting.matchesType(typeName, projection.declaredType) ? typeName : undefined;
}

function projectField(holder: DataObject, field: FieldProjection, projecting: Projecting): unknown {
  switch (field.kind) {
    case 'typename':
      if (field.typeName !== undefined) return field.typeName;
      refuse(projecting, 'an object of a type that it does not tell');
      return BUBBLE;
    case 'whole':
      return readKey(projecting.introspected, field.key) ?? null;
    case 'field': {
      const value = field.read(holder);
      const leaf = completeLeaf(value, field.value);
      if (leaf !== undefined) return leaf;
      projecting.path.push(field.key);
      const item = projectValue(value, field.value, { ...projecting, coordinate: field.coordinate });
      projecting.path.pop();
      return item;
    }
  }
}

/** A right value of a leaf, which most values are, without a path kept for an error; undefined for everything else. */
function completeLeaf(value: unknown, projection: ValueProjection): unknown {
  const inner = projection.kind === 'nonNull' ? projection.of : projection;
  return inner.kind === 'leaf' && value !== null && value !== undefined ? inner.complete(value) : undefined;
}

function projectValue(value: unknown, projection: ValueProjection, projecting: Projecting): unknown {
  if (projection.kind === 'nonNull') {
    const item = projectValue(value, projection.of, projecting);
    if (item !== null) return item;
    projecting.errors.explain(projecting.path, {
      message: `Cannot return null for non-nullable field ${projecting.coordinate}.`,
      code: 'INTERNAL_SERVER_ERROR',
    });
    return BUBBLE;
  }
  if (value === null || value === undefined) return null;
  switch (projection.kind) {
    case 'list':
      return Array.isArray(value) ? projectList(value, projection.of, projecting) : refuse(projecting, 'what is not a list');
    case 'leaf':
      return projection.complete(value) ?? refuse(projecting, `what is not a value of ${projection.typeName}`);
    case 'object':
      return isDataObject(value) ? projectObject(value, projection.of, projecting) : refuse(projecting, 'what is not an object');
  }
}

function projectList(items: readonly unknown[], projection: ValueProjection, projecting: Projecting): unknown {
  const projected: unknown[] = [];
  for (let index = 0; index < items.length; index += 1) {
    projecting.path.push(index);
    const item = projectValue(items[index], projection, projecting);
    projecting.path.pop();
    if (item === BUBBLE) return null;
    projected.push(item);
  }
  return projected;
}

function refuse(projecting: Projecting, what: string): null {
  projecting.errors.explain(projecting.path, { message: `A subgraph answered ${projecting.coordinate} with ${what}.`, code: 'INTERNAL_SERVER_ERROR' });
  return null;
}
