import type { Scope } from '../../platform/request/scope.ts';
import { beyondLimit } from '../admission/limits/beyond-limit.ts';

/** How many sockets one principal of one workspace has open at a time. */
export interface SocketPlaces {
  /** Takes a place; the returned function, to be called once, gives it back. Throws LIMIT_EXCEEDED when none is left. */
  take(owner: Scope): () => void;
}

/** Counts the open sockets of each principal of each workspace, `max` at most. */
export function createSocketPlaces(max: number): SocketPlaces {
  const taken = new Map<string, number>();
  return {
    take({ workspace, principal }) {
      const key = `${workspace}/${principal}`;
      const open = taken.get(key) ?? 0;
      if (open >= max) throw beyondLimit('sockets of a principal', max, open + 1);
      taken.set(key, open + 1);
      return function giveBack() {
        const left = (taken.get(key) ?? 1) - 1;
        if (left === 0) taken.delete(key);
        else taken.set(key, left);
      };
    },
  };
}
