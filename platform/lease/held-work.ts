import type { Clock } from '../clock/clock.ts';
import type { Closable } from '../lifecycle/lifecycle.ts';
import type { Logger } from '../logging/logger.ts';
import type { LeaseToken } from '../records/records.ts';
import type { Scope } from '../request/scope.ts';
import type { Leases } from './lease.ts';

/** Something that exactly one of several processes works on at a time. */
export interface WorkItem {
  readonly workspace: string;
  /** Names the lease, within the workspace. */
  readonly name: string;
  /** Tells items apart that share a lease, such as the runs of one thing in turn; absent: the name is unique. */
  readonly id?: string;
}

/** One process's hold on an item: commits carry `fence`, and `signal` aborts when the hold ends. */
export interface Hold {
  readonly scope: Scope;
  readonly fence: LeaseToken;
  readonly signal: AbortSignal;
  /** Aborts once the item is not listed any more: what is under way is to be brought to an end and committed. */
  readonly unwanted: AbortSignal;
  /** Resolves once something may have changed, or after `atMostMs`; rejects when the hold ends. */
  pause(atMostMs: number): Promise<void>;
  /** Ends the pause at hand, or the next one. */
  nudge(): void;
}

/** Sees to it that every item is worked on, by one process each. */
export interface HeldWork extends Closable {
  /** Looks at once for items that came or went, and ends the pauses of those that are held. */
  wake(): void;
}

/** What there is to do, how it is done, and in whose name. */
export interface HeldWorkSetup<Item extends WorkItem> {
  /** What there is to do now, in all workspaces. */
  readonly list: () => Promise<readonly Item[]>;
  /** Works until there is nothing left to do or the signal aborts; one that returns early is called again at the next look. */
  readonly work: (item: Item, hold: Hold) => Promise<void>;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly instanceId: string;
  /** What background work commits as. */
  readonly principal: string;
}

const LOOK_EVERY_MS = 1_000;
const LEASE_TTL_MS = 4_000;
const RENEW_EVERY_MS = 1_000;
const REST_AFTER_FAULT_MS = 1_000;

interface Held {
  readonly abort: AbortController;
  readonly unwanted: AbortController;
  readonly done: Promise<void>;
  readonly nudge: () => void;
}

/** Starts looking at once and then every second. What a dead process held is taken up when its lease has expired. */
export function startHeldWork<Item extends WorkItem>(setup: HeldWorkSetup<Item>): HeldWork {
  const { list, work, leases, clock, logger, instanceId, principal } = setup;
  const held = new Map<string, Held>();
  const keyOf = ({ workspace, name, id = '' }: WorkItem): string => JSON.stringify([workspace, name, id]);
  let looking: Promise<void> = Promise.resolve();
  let isLookDue = false;
  let closed = false;
  let cancelNext: (() => void) | undefined;

  async function look(): Promise<void> {
    if (closed) return;
    try {
      const items = await list();
      const wanted = new Set(items.map(keyOf));
      for (const [key, { unwanted, nudge }] of held) {
        if (wanted.has(key)) continue;
        unwanted.abort(new Error('there is nothing to do any more'));
        nudge();
      }
      for (const item of items) if (!held.has(keyOf(item))) await tryHold(item);
    } catch (error) {
      logger.error({ err: error }, 'looking for work failed');
    }
  }

  async function tryHold(item: Item): Promise<void> {
    const scope: Scope = { workspace: item.workspace, principal };
    const fence = await leases.acquire(scope, item.name, { holder: instanceId, ttlMs: LEASE_TTL_MS });
    if (fence === undefined) return;
    if (closed) return leases.release(scope, fence);
    const [abort, unwanted] = [new AbortController(), new AbortController()];
    const pauses = createPauses(clock, abort.signal);
    const done = keep(item, { scope, fence, signal: abort.signal, unwanted: unwanted.signal, ...pauses }, abort).finally(() => held.delete(keyOf(item)));
    held.set(keyOf(item), { abort, unwanted, done, nudge: pauses.nudge });
  }

  async function keep(item: Item, hold: Hold, abort: AbortController): Promise<void> {
    const stopRenewing = keepRenewing(hold, abort);
    try {
      await work(item, hold);
    } catch (error) {
      if (!abort.signal.aborted && !hold.unwanted.aborted) {
        logger.error({ err: error, workspace: item.workspace, work: item.name }, 'work broke off and is taken up again');
        await clock.sleep(REST_AFTER_FAULT_MS, abort.signal).catch(() => undefined);
      }
    } finally {
      stopRenewing();
      abort.abort(new Error('the work was let go'));
      await leases.release(hold.scope, hold.fence).catch((error: unknown) => logger.warn({ err: error }, 'a lease was not given back'));
    }
  }

  /** Renews until told to stop; a lease that is lost ends the work under it. */
  function keepRenewing({ scope, fence }: Hold, abort: AbortController): () => void {
    let stopped = false;
    let cancel = clock.after(RENEW_EVERY_MS, renew);
    function again(): void {
      if (!stopped) cancel = clock.after(RENEW_EVERY_MS, renew);
    }
    function renew(): void {
      void leases.renew(scope, fence, LEASE_TTL_MS).then((kept) => (kept ? again() : abort.abort(new Error('the lease was lost'))), again);
    }
    return () => {
      stopped = true;
      cancel();
    };
  }

  // One look at a time; a wake during a look leads to another one, for the look may have passed the change by.
  function enqueueLook(): void {
    if (isLookDue) return;
    isLookDue = true;
    looking = looking.then(() => {
      isLookDue = false;
      return look();
    });
  }

  function schedule(): void {
    cancelNext = clock.after(LOOK_EVERY_MS, () => {
      enqueueLook();
      schedule();
    });
  }

  enqueueLook();
  schedule();
  return {
    wake() {
      for (const { nudge } of held.values()) nudge();
      enqueueLook();
    },
    async close() {
      closed = true;
      cancelNext?.();
      await looking;
      const all = [...held.values()];
      for (const { abort } of all) abort.abort(new Error('the process stops'));
      await Promise.all(all.map(({ done }) => done));
    },
  };
}

/** Pauses that can be cut short. A nudge that comes between two pauses ends the next one at once. */
function createPauses(clock: Clock, signal: AbortSignal): { pause: Hold['pause']; nudge: Hold['nudge'] } {
  let isNudged = false;
  let nap = new AbortController();
  return {
    async pause(atMostMs) {
      signal.throwIfAborted();
      if (!isNudged) {
        nap = new AbortController();
        await clock.sleep(atMostMs, AbortSignal.any([signal, nap.signal])).catch(() => undefined);
        signal.throwIfAborted();
      }
      isNudged = false;
    },
    nudge() {
      isNudged = true;
      nap.abort();
    },
  };
}
