import type { Clock } from '../clock/clock.ts';

/**
 * Says that a workspace's head has moved, and nothing else. A watch keeps only the newest head, so any number of
 * signals costs one number; a lost signal costs the reader its next look, never an event.
 */
export interface HeadSignal {
  publish(workspace: string, head: number): void;
  watch(workspace: string): HeadWatch;
  /** Makes every reader look, e.g. when the log can be reached again. */
  wakeAll(): void;
}

/** One waiter's view of a workspace's head. Its owner closes it. */
export interface HeadWatch {
  /** Resolves when a head beyond `after` is known, after `timeoutMs`, on `wakeAll`, or when `signal` aborts. Never rejects. */
  wait(after: number, options: { timeoutMs: number; signal: AbortSignal }): Promise<void>;
  close(): void;
}

interface Watcher {
  head: number;
  onWake: (() => void) | undefined;
}

/** A signal within this process. */
export function createHeadSignal(clock: Clock): HeadSignal {
  const watchers = new Map<string, Set<Watcher>>();
  return {
    publish(workspace, head) {
      for (const watcher of watchers.get(workspace) ?? []) {
        watcher.head = head;
        watcher.onWake?.();
      }
    },
    wakeAll() {
      for (const workspace of watchers.keys()) this.publish(workspace, Infinity);
    },
    watch(workspace) {
      const watcher: Watcher = { head: 0, onWake: undefined };
      const others = watchers.get(workspace) ?? new Set();
      watchers.set(workspace, others.add(watcher));
      return {
        wait: (after, options) => waitForHead(watcher, after, { ...options, clock }),
        close() {
          others.delete(watcher);
          if (others.size === 0 && watchers.get(workspace) === others) watchers.delete(workspace);
        },
      };
    },
  };
}

function waitForHead(watcher: Watcher, after: number, options: { timeoutMs: number; signal: AbortSignal; clock: Clock }): Promise<void> {
  const { timeoutMs, signal, clock } = options;
  // A signal is taken once: were it kept, a head that has gone backwards since would make the reader spin.
  const isNews = watcher.head > after;
  watcher.head = 0;
  if (isNews || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const onWake = () => {
      watcher.head = 0;
      cancel();
      signal.removeEventListener('abort', onWake);
      watcher.onWake = undefined;
      resolve();
    };
    const cancel = clock.after(timeoutMs, onWake);
    signal.addEventListener('abort', onWake, { once: true });
    watcher.onWake = onWake;
  });
}
