import type { DataObject } from './own-property.ts';

/**
 * What one fetch brought for one entity. Every object of the operation that waited for the entity holds it under the
 * fetch's symbol; the answer itself is never copied.
 */
export class LinkedEntity {
  readonly data: DataObject;
  /** One of the objects that waited: what identifies the entity can be read from any of them. */
  readonly example: DataObject;
  /** Parts of the response that depend on nothing but this entity, by the number of the part, written once. */
  readonly texts: (string | undefined)[] = [];

  constructor(data: DataObject, example: DataObject) {
    this.data = data;
    this.example = example;
  }
}

/** Follows a link; undefined when nothing came. */
export function followLink(object: DataObject, link: symbol): LinkedEntity | undefined {
  const linked = object[link];
  return linked instanceof LinkedEntity ? linked : undefined;
}
