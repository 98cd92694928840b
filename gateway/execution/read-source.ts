import { followLink } from './linked-entity.ts';
import { readKey, type DataObject } from './own-property.ts';

/** Where a value is found: under `key` of what the links of `via` lead to, one after the other. */
export interface Source {
  readonly via: readonly symbol[];
  readonly key: string;
}

/** Reads one value that belongs to an object, wherever it came from; undefined when nothing came, not even null. */
export type Read = (object: DataObject) => unknown;

/** Reads from the first of the sources that has a value; null counts only where no other has one. */
export function toRead(sources: readonly Source[]): Read {
  const [first, ...others] = sources.map(toReadOne);
  if (first === undefined) return () => undefined;
  if (others.length === 0) return first;
  const rest = others;
  return (object) => {
    let found = first(object);
    for (const read of rest) {
      if (found !== undefined && found !== null) return found;
      const next = read(object);
      if (next !== undefined) found = next;
    }
    return found;
  };
}

function toReadOne({ via, key }: Source): Read {
  const [link, ...further] = via;
  if (link === undefined) return (object) => readKey(object, key);
  const inner = toReadOne({ via: further, key });
  return (object) => {
    const linked = followLink(object, link);
    return linked === undefined ? undefined : inner(linked.data);
  };
}
