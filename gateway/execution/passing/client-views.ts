import type { FieldProjection, ObjectProjection, PlainFieldProjection, ValueProjection } from '../projection.ts';
import type { Position } from '../position.ts';

/** What the client sees of the objects at the positions of a plan. */
export interface ClientViews {
  /** The client's field that holds the objects at a position; undefined unless it is one. */
  holderOf(position: Position): PlainFieldProjection | undefined;
  /**
   * Whether the objects at a position can go to the client as they come: they have its fields, under its names and in its order, and nothing else;
   * no other fetch brings something for them, and none reads them.
   */
  isPassed(position: Position): boolean;
}

/** Of what stands at most once. */
type Once<T> = T | 'several';

/** Follows an operation's projection as far as its types are known before anything has come: not below an interface or union. */
export function toClientViews(root: ObjectProjection): ClientViews {
  const objects = new Map<Position, Once<ObjectProjection>>();
  const holders = new Map<Position, Once<PlainFieldProjection>>();

  function visit(projection: ObjectProjection): void {
    add(objects, projection.position, projection);
    for (const field of (projection.concreteType === undefined ? undefined : projection.fieldsOf(projection.concreteType)) ?? []) {
      const below = field.kind === 'field' ? toObjectProjection(field.value) : undefined;
      if (field.kind !== 'field' || below === undefined) continue;
      for (const source of field.sources) if (source.below !== undefined) add(holders, source.below, field);
      visit(below);
    }
  }

  function fieldsAt(position: Position): readonly FieldProjection[] | undefined {
    const object = objects.get(position);
    if (object === undefined || object === 'several' || object.concreteType === undefined) return undefined;
    return object.fieldsOf(object.concreteType);
  }

  function holderOf(position: Position): PlainFieldProjection | undefined {
    const holder = holders.get(position);
    return holder === 'several' ? undefined : holder;
  }

  function isPassed(position: Position): boolean {
    const fields = fieldsAt(position);
    if (fields === undefined || position.links.length > 0 || position.read.size > 0 || position.isToldApart) return false;
    const keys = [...position.fields.keys()];
    return fields.length === keys.length && fields.every((field, index) => field.key === keys[index] && comesAsItGoes(field));
  }

  function comesAsItGoes(field: FieldProjection): boolean {
    if (field.kind !== 'field') return field.kind === 'typename' && field.typeName !== undefined;
    const [source] = field.sources;
    if (source === undefined || field.sources.length > 1 || source.via.length > 0 || source.key !== field.key) return false;
    const isLeaf = toObjectProjection(field.value) === undefined;
    return source.below === undefined ? isLeaf : !isLeaf && holderOf(source.below) === field;
  }

  visit(root);
  return { holderOf, isPassed };
}

/** The objects that a value consists of, in however many lists. */
export function toObjectProjection(value: ValueProjection): ObjectProjection | undefined {
  if (value.kind === 'leaf') return undefined;
  return value.kind === 'object' ? value.of : toObjectProjection(value.of);
}

function add<K, T>(map: Map<K, Once<T>>, key: K, value: T): void {
  const known = map.get(key);
  map.set(key, known === undefined || known === value ? value : 'several');
}
