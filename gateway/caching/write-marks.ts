import type { Cache } from '../../platform/cache/cache.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import { comparePositions, readPosition, type PositionParts } from '../../platform/event-log/position.ts';
import type { Scope } from '../../platform/request/scope.ts';
import { createBoundedMap } from '../execution/bounded-map.ts';

const MAX_WRITERS = 50_000;
/** Longer than anything is kept. */
const MARK_TTL_MS = 2 * 86_400_000;

/**
 * What was written through this gateway, so that its writer reads it next.
 *
 * A write whose answer says its position is known by that: its principal then reads nothing from before it. One that
 * says none, as mutations of other subgraphs than ours, changes a mark that all copies of the gateway share through the
 * cache; what was asked for under another mark is not answered again, to nobody in the workspace. There are two marks,
 * for a value without a position can be compared with no write at all.
 */
export interface WriteMarks {
  /** How many writes and drops there were. */
  readonly count: number;
  /** The mark for values with, or without, a position. */
  current(scope: Scope, kind: MarkKind): Promise<string>;
  /** The position of the principal's last write that said one. */
  lastOf(scope: Scope): PositionParts | undefined;
  /** To be called, and awaited, after a mutation has run and before it is answered. */
  note(scope: Scope, position: Position | undefined): Promise<void>;
  /** Something was said to be other than what is kept; `all`: nothing that was kept before is answered again. */
  drop(scope: Scope, what: { all: boolean }): Promise<void>;
}

/** `dropped` changes with every drop: what was asked for under another is not kept. */
export type MarkKind = 'placed' | 'unplaced' | 'dropped';

const MARK_KEYS: Readonly<Record<MarkKind, string>> = {
  placed: 'gateway:mark:placed',
  unplaced: 'gateway:mark:unplaced',
  dropped: 'gateway:mark:dropped',
};

/** Marks in the cache that every write of a workspace changes. `createMark` must give another each time. */
export function createWriteMarks({ cache, createMark }: { cache: Cache; createMark: () => string }): WriteMarks {
  const last = createBoundedMap<string, PositionParts>(MAX_WRITERS);
  let count = 0;

  function change(scope: Scope, kind: MarkKind): Promise<void> {
    return cache.set(scope, MARK_KEYS[kind], { value: createMark(), ttlMs: MARK_TTL_MS });
  }

  function toParts(scope: Scope, position: Position | undefined): PositionParts | undefined {
    if (position === undefined) return undefined;
    try {
      return readPosition(position, scope.workspace);
    } catch {
      return undefined;
    }
  }

  return {
    get count() {
      return count;
    },
    // A mark that was lost makes all that was kept under it worthless, for who knows what changed it since.
    current: (scope, kind) => cache.getOrSet(scope, MARK_KEYS[kind], { ttlMs: MARK_TTL_MS, compute: async () => createMark() }),
    lastOf: ({ workspace, principal }) => last.get(`${workspace} ${principal}`),
    async note(scope, position) {
      count += 1;
      const parts = toParts(scope, position);
      if (parts !== undefined) {
        const key = `${scope.workspace} ${scope.principal}`;
        const before = last.get(key);
        if (before === undefined || comparePositions(before, parts) < 0) last.set(key, parts);
      }
      await Promise.all([change(scope, 'unplaced'), parts === undefined ? change(scope, 'placed') : undefined]);
      count += 1;
    },
    async drop(scope, { all }) {
      count += 1;
      await Promise.all([change(scope, 'dropped'), ...(all ? [change(scope, 'unplaced'), change(scope, 'placed')] : [])]);
      count += 1;
    },
  };
}
