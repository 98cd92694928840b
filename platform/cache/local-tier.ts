import type { Clock } from '../clock/clock.ts';

/** A bounded map in this process whose entries expire; the least recently used goes first. All synchronous. */
export interface LocalTier {
  get(key: string): string | undefined;
  set(key: string, value: string, options: { ttlMs: number; tags: readonly string[] }): void;
  /** True when the key was there. */
  delete(key: string): boolean;
  /** Drops every entry that was set with the tag; answers how many. */
  deleteTag(tag: string): number;
  clear(): void;
}

interface Entry {
  readonly value: string;
  readonly dueMs: number;
  readonly tags: readonly string[];
}

export function createLocalTier({ clock, maxEntries }: { clock: Clock; maxEntries: number }): LocalTier {
  // A Map keeps the order of insertion: an entry that is used is put back at the end, so the first is the least recently used.
  const entries = new Map<string, Entry>();
  const keysByTag = new Map<string, Set<string>>();

  function remove(key: string): boolean {
    const entry = entries.get(key);
    if (entry === undefined) return false;
    entries.delete(key);
    for (const tag of entry.tags) {
      const keys = keysByTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) keysByTag.delete(tag);
    }
    return entry.dueMs > clock.elapsed();
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      if (entry.dueMs <= clock.elapsed()) {
        remove(key);
        return undefined;
      }
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, { ttlMs, tags }) {
      remove(key);
      entries.set(key, { value, dueMs: clock.elapsed() + ttlMs, tags });
      for (const tag of tags) {
        const keys = keysByTag.get(tag) ?? new Set();
        keysByTag.set(tag, keys.add(key));
      }
      if (entries.size > maxEntries) remove(entries.keys().next().value!);
    },
    delete: remove,
    deleteTag: (tag) => [...(keysByTag.get(tag) ?? [])].filter(remove).length,
    clear() {
      entries.clear();
      keysByTag.clear();
    },
  };
}
