/** Keeps what was made for the keys used last. */
export interface RecentMap<Key, Value> {
  get(key: Key, make: () => Value): Value;
}

/** Keeps the `capacity` values that were used last. */
export function createRecentMap<Key, Value extends object>(capacity: number): RecentMap<Key, Value> {
  const kept = new Map<Key, Value>();
  return {
    get(key, make) {
      const value = kept.get(key) ?? make();
      kept.delete(key);
      kept.set(key, value);
      if (kept.size > capacity) {
        const [oldest] = kept.keys();
        if (oldest !== undefined) kept.delete(oldest);
      }
      return value;
    },
  };
}
