import { isDataObject, writeKey, type DataObject } from './execution/own-property.ts';

/** What a client has of an answer that comes in parts. */
export interface ToldData {
  /** Adds what a part brings for the object at a path, and answers what of it is new, each piece with its way from that object if it has one. */
  add(path: readonly (string | number)[], data: DataObject): readonly ToldPiece[];
}

/** Data that was told at a place below the object at hand. */
export interface ToldPiece {
  readonly subPath?: readonly (string | number)[];
  readonly data: DataObject;
}

type Container = DataObject | unknown[];

/** What is added is never changed: an object or list that has to grow is copied once. */
export function createToldData(): ToldData {
  const own = new WeakSet<object>();
  let root: DataObject = {};

  function toOwn<Kind extends Container>(container: Kind): Kind {
    if (own.has(container)) return container;
    const copy = (Array.isArray(container) ? [...container] : { ...container }) as Kind;
    own.add(copy);
    return copy;
  }

  /** The container under a key, made this client's own. */
  function descend(holder: Container, key: string | number): Container | undefined {
    const inner: unknown = Object.hasOwn(holder, key) ? (holder as DataObject)[key] : undefined;
    if (!isDataObject(inner) && !Array.isArray(inner)) return undefined;
    const mine = toOwn(inner);
    if (mine !== inner) writeKey(holder as DataObject, String(key), mine);
    return mine;
  }

  function addTo(target: DataObject, data: DataObject, at: { subPath: readonly (string | number)[]; pieces: ToldPiece[] }): void {
    const { subPath, pieces } = at;
    const news: DataObject = {};
    const known: string[] = [];
    for (const [key, value] of Object.entries(data)) {
      if (Object.hasOwn(target, key)) known.push(key);
      else {
        writeKey(news, key, value);
        writeKey(target, key, value);
      }
    }
    if (Object.keys(news).length > 0) pieces.push({ ...(subPath.length === 0 ? {} : { subPath }), data: news });
    for (const key of known) addBelow(target, data[key], { key, subPath: [...subPath, key], pieces });
  }

  function addBelow(holder: Container, value: unknown, at: { key: string | number; subPath: readonly (string | number)[]; pieces: ToldPiece[] }): void {
    if (!isDataObject(value) && !Array.isArray(value)) return;
    const target = descend(holder, at.key);
    if (Array.isArray(value) && Array.isArray(target)) {
      value.forEach((item: unknown, index) => addBelow(target, item, { ...at, key: index, subPath: [...at.subPath, index] }));
    } else if (isDataObject(value) && isDataObject(target)) addTo(target, value, at);
  }

  return {
    add(path, data) {
      root = toOwn(root);
      const target = path.reduce<Container | undefined>((holder, key) => (holder === undefined ? undefined : descend(holder, key)), root);
      const pieces: ToldPiece[] = [];
      if (isDataObject(target)) addTo(target, data, { subPath: [], pieces });
      return pieces;
    },
  };
}
