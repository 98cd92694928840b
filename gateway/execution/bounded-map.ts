/** A map of at most `limit` entries; those that were not used for the longest time make room. */
export interface BoundedMap<Key, Value> {
  readonly size: number;
  get(key: Key): Value | undefined;
  /** `weight`, where the map bounds it, in the unit of that bound. */
  set(key: Key, value: Value, weight?: number): void;
  delete(key: Key): void;
}

interface Entry<Value> {
  readonly value: Value;
  readonly weight: number;
}

/** `limit` must be at least 1. All entries together weigh at most `maxWeight`; what is heavier by itself is not kept. */
export function createBoundedMap<Key, Value>(limit: number, maxWeight = Number.POSITIVE_INFINITY): BoundedMap<Key, Value> {
  const entries = new Map<Key, Entry<Value>>();
  let total = 0;

  function remove(key: Key): void {
    total -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  }

  return {
    get size() {
      return entries.size;
    },
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, weight = 0) {
      remove(key);
      if (weight > maxWeight) return;
      entries.set(key, { value, weight });
      total += weight;
      for (const oldest of entries.keys()) {
        if (entries.size <= limit && total <= maxWeight) return;
        remove(oldest);
      }
    },
    delete: remove,
  };
}
