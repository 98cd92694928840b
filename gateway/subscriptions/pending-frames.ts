import type { ClientFrame } from './client-view.ts';
import { addStream } from './streamed-frame.ts';

/** How a client wants its frames. */
export interface FrameShape {
  readonly maxHz?: number;
  /** Response names from the root of `data` to a leaf. */
  readonly coalesceBy?: readonly string[];
  readonly batchMs?: number;
}

/** The frames of one client that wait to leave, in the order of their positions. Bounded. */
export interface PendingFrames {
  /** Takes a frame; an older one that it replaces is counted. */
  put(frame: ClientFrame): void;
  /** The frame to leave first, with the count of what was let go since the last. */
  shift(): ClientFrame | undefined;
  readonly isEmpty: boolean;
  /** True while the frame to leave first is an event. */
  readonly holdsEvent: boolean;
  /** True when the next frame should wait outside. */
  readonly isFull: boolean;
}

/** Events kept for a client that takes none: enough for a key each of a large dashboard. */
const MAX_EVENTS = 1_000;

interface Entry {
  readonly frame: ClientFrame;
  readonly key: string | undefined;
}

/** Makes one that is empty, for frames of this shape. */
export function createPendingFrames({ maxHz, coalesceBy, batchMs = 0 }: FrameShape): PendingFrames {
  const entries = new Set<Entry>();
  const byKey = new Map<string, Entry>();
  const mayReplace = coalesceBy !== undefined || maxHz !== undefined;
  // Without keys the newest replace those that the rate would not let leave in their time.
  const maxEvents = coalesceBy === undefined && maxHz !== undefined ? Math.min(MAX_EVENTS, Math.max(1, Math.floor((maxHz * batchMs) / 1_000))) : MAX_EVENTS;
  let events = 0;
  let dropped = 0;

  function remove(entry: Entry): void {
    entries.delete(entry);
    if (entry.key !== undefined && byKey.get(entry.key) === entry) byKey.delete(entry.key);
    if (entry.frame.kind === 'event') events -= 1;
  }

  function letGoOldestEvent(): void {
    for (const entry of entries) {
      if (entry.frame.kind !== 'event') continue;
      remove(entry);
      dropped += 1;
      return;
    }
  }

  function toKey(frame: ClientFrame): string | undefined {
    if (frame.kind === 'progress') return 'progress';
    return frame.kind === 'event' && coalesceBy !== undefined ? readKey(frame, coalesceBy) : undefined;
  }

  return {
    put(frame) {
      const key = toKey(frame);
      const replaced = key === undefined ? undefined : byKey.get(key);
      if (replaced !== undefined) {
        remove(replaced);
        if (frame.kind === 'event') dropped += 1;
      }
      const entry: Entry = { frame, key };
      entries.add(entry);
      if (key !== undefined) byKey.set(key, entry);
      if (frame.kind !== 'event') return;
      events += 1;
      while (mayReplace && events > maxEvents) letGoOldestEvent();
    },
    shift() {
      const [entry] = entries;
      if (entry === undefined) return undefined;
      remove(entry);
      if (dropped === 0) return entry.frame;
      const { kind, payload } = entry.frame;
      const known = (payload.result.extensions?.['stream'] as { dropped?: number } | undefined)?.dropped ?? 0;
      const told = { kind, payload: addStream(payload.result, { dropped: dropped + known }) };
      dropped = 0;
      return told;
    },
    get isEmpty() {
      return entries.size === 0;
    },
    get holdsEvent() {
      const [entry] = entries;
      return entry?.frame.kind === 'event';
    },
    get isFull() {
      return !mayReplace && events >= MAX_EVENTS;
    },
  };
}

/** The key of an event; undefined, and the event is never replaced, when its data does not reach that far. */
function readKey({ payload }: ClientFrame, path: readonly string[]): string | undefined {
  let value: unknown = payload.result.data;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  }
  return value === undefined || value === null ? undefined : `event ${JSON.stringify(value)}`;
}
