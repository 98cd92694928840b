import type { Clock } from '../clock/clock.ts';

/** What one entry takes beside its text: its places in the maps. */
const ENTRY_BYTES = 200;

/** How much a local tier holds at most. Bytes are counted as one a character, which the text of JSON mostly has. */
export interface LocalTierBounds {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

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
  readonly bytes: number;
  readonly value: string;
  readonly dueMs: number;
  readonly tags: readonly string[];
}

/** Makes an empty tier. A value larger than a quarter of `maxBytes` is not kept. */
export function createLocalTier({ clock, maxEntries, maxBytes }: LocalTierBounds & { clock: Clock }): LocalTier {
  // A Map keeps the order of insertion: an entry that is used is put back at the end, so the first is the least recently used.
  const entries = new Map<string, Entry>();
  const keysByTag = new Map<string, Set<string>>();
  let bytes = 0;

  function remove(key: string): boolean {
    const entry = entries.get(key);
    if (entry === undefined) return false;
    entries.delete(key);
    bytes -= entry.bytes;
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
      const size = ENTRY_BYTES + key.length + value.length;
      // One that fills the tier would leave room for nothing else.
      if (size > maxBytes / 4) return;
      entries.set(key, { bytes: size, value, dueMs: clock.elapsed() + ttlMs, tags });
      bytes += size;
      for (const tag of tags) {
        const keys = keysByTag.get(tag) ?? new Set();
        keysByTag.set(tag, keys.add(key));
      }
      while (entries.size > maxEntries || bytes > maxBytes) remove(entries.keys().next().value!);
    },
    delete: remove,
    deleteTag: (tag) => [...(keysByTag.get(tag) ?? [])].filter(remove).length,
    clear() {
      entries.clear();
      bytes = 0;
      keysByTag.clear();
    },
  };
}
