import type { Clock } from '../../../../platform/clock/clock.ts';
import { readEventFilter, type EventMatcher } from '../../../../platform/event-log/event-filter.ts';
import type { EventFilter, EventLog } from '../../../../platform/event-log/event-log.ts';
import type { Closable } from '../../../../platform/lifecycle/lifecycle.ts';
import type { Scope } from '../../../../platform/request/scope.ts';

/** Waits for something that a line's consumers may claim. */
export interface Arrival {
  /** Resolves once something may have come, or after `atMostMs`. */
  wait(atMostMs: number, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** Tells who waits on lines: of events in the log, through one reader a workspace however many wait, and of changes made in this process. */
export interface Arrivals extends Closable {
  /** Resolves once nothing that comes can be missed. Without a filter only changes of the line itself count. */
  watch(scope: Scope, line: { readonly id: string; readonly filter: EventFilter | undefined }): Promise<Arrival>;
  /** A line has changed. */
  touch(workspace: string, lineId: string): void;
}

/** How long a workspace is read on when nobody waits: consumers come back at once as a rule. */
const KEEP_READING_MS = 10_000;

interface Waiter {
  readonly lineId: string;
  readonly matcher: EventMatcher | undefined;
  nudge(): void;
}

interface Watched {
  readonly waiters: Set<Waiter>;
  readonly end: AbortController;
  /** Settles when the reader has caught up, or broke off. */
  ready: Promise<void> | undefined;
  cancelEnd: (() => void) | undefined;
}

/** Reads the log of a workspace while somebody waits there. */
export function createArrivals({ log, clock }: { log: Pick<EventLog, 'tail'>; clock: Clock }): Arrivals {
  const workspaces = new Map<string, Watched>();

  function read(scope: Scope, watched: Watched): Promise<void> {
    return new Promise((resolve) => {
      async function follow(): Promise<void> {
        for await (const item of log.tail(scope, { from: 'head', signal: watched.end.signal })) {
          if (item.kind === 'progress') resolve();
          if (item.kind !== 'event') continue;
          for (const waiter of watched.waiters) if (waiter.matcher?.matches(item.event) === true) waiter.nudge();
        }
      }
      // A reader that breaks off costs only time: who waits looks again by itself.
      void follow()
        .catch(() => undefined)
        .finally(() => {
          watched.ready = undefined;
          resolve();
        });
    });
  }

  return {
    async watch(scope, { id, filter }) {
      const watched = workspaces.get(scope.workspace) ?? { waiters: new Set(), end: new AbortController(), ready: undefined, cancelEnd: undefined };
      workspaces.set(scope.workspace, watched);
      watched.cancelEnd?.();
      let isNudged = false;
      let nap = new AbortController();
      const waiter: Waiter = {
        lineId: id,
        matcher: filter === undefined ? undefined : readEventFilter(filter),
        nudge() {
          isNudged = true;
          nap.abort();
        },
      };
      watched.waiters.add(waiter);
      if (filter !== undefined) await (watched.ready ??= read(scope, watched));
      return {
        async wait(atMostMs, signal) {
          nap = new AbortController();
          if (!isNudged) await clock.sleep(atMostMs, AbortSignal.any([signal, nap.signal])).catch(() => undefined);
          isNudged = false;
        },
        close() {
          watched.waiters.delete(waiter);
          if (watched.waiters.size > 0) return;
          watched.cancelEnd = clock.after(KEEP_READING_MS, () => {
            if (watched.waiters.size > 0) return;
            workspaces.delete(scope.workspace);
            watched.end.abort();
          });
        },
      };
    },
    touch(workspace, lineId) {
      for (const waiter of workspaces.get(workspace)?.waiters ?? []) if (waiter.lineId === lineId) waiter.nudge();
    },
    close() {
      for (const { end, cancelEnd, waiters } of workspaces.values()) {
        cancelEnd?.();
        end.abort();
        for (const { nudge } of waiters) nudge();
      }
      workspaces.clear();
    },
  };
}
