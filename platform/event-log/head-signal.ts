import type { Clock } from '../clock/clock.ts';

/**
 * Says that a workspace's head has moved. A watch keeps only the newest head, so any number of signals costs one number; a lost signal
 * costs the reader its next look, never an event. A signal may bring what was appended: it is offered to those who take it, once, and kept
 * nowhere.
 */
export interface HeadSignal<News = never> {
  publish(workspace: string, head: number, news?: News): void;
  /** `take` is offered what signals bring and answers whether that was all it needs: then it is not woken. It must not throw. */
  watch(workspace: string, take?: (news: News) => boolean): HeadWatch;
  /** Makes every reader look, e.g. when the log can be reached again. */
  wakeAll(): void;
}

/** One waiter's view of a workspace's head. Its owner closes it. */
export interface HeadWatch {
  /** Resolves when a head beyond `after` is known, after `timeoutMs`, on `wakeAll`, or when `signal` aborts. Never rejects. */
  wait(after: number, options: { timeoutMs: number; signal: AbortSignal }): Promise<void>;
  close(): void;
}

interface Watcher<News> {
  head: number;
  readonly take: ((news: News) => boolean) | undefined;
  onWake: (() => void) | undefined;
}

/** A signal within this process. */
export function createHeadSignal<News = never>(clock: Clock): HeadSignal<News> {
  const watchers = new Map<string, Set<Watcher<News>>>();
  return {
    publish(workspace, head, news) {
      for (const watcher of watchers.get(workspace) ?? []) {
        if (news !== undefined && watcher.take?.(news) === true) continue;
        watcher.head = head;
        watcher.onWake?.();
      }
    },
    wakeAll() {
      for (const workspace of watchers.keys()) this.publish(workspace, Infinity);
    },
    watch(workspace, take) {
      const watcher: Watcher<News> = { head: 0, take, onWake: undefined };
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

function waitForHead(
  watcher: Pick<Watcher<unknown>, 'head' | 'onWake'>,
  after: number,
  options: { timeoutMs: number; signal: AbortSignal; clock: Clock },
): Promise<void> {
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
