import { inBatches } from '../../../platform/async/in-batches.ts';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { EventLog, TailItem } from '../../../platform/event-log/event-log.ts';
import type { Leases } from '../../../platform/lease/lease.ts';
import type { Closable } from '../../../platform/lifecycle/lifecycle.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { toTallies, type EventCountStore } from './event-counts.ts';

export interface CounterPorts {
  readonly log: EventLog;
  readonly store: EventCountStore;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly logger: Logger;
}

const LEASE = 'event-counts';
const LEASE_TTL_MS = 4_000;
const RENEW_EVERY_MS = 1_000;
const TRY_EVERY_MS = 500;
const MAX_BATCH = 1_000;
/** What background work commits as. */
const PRINCIPAL = 'autoweave-analytics';

/**
 * Counts every event of every workspace exactly once: counts and checkpoint are committed together, and one copy of
 * this subgraph counts a workspace at a time. Starts at once; `close` stops where it is committed.
 */
export function startEventCounter(ports: CounterPorts, options: { instanceId: string }): Closable {
  const abort = new AbortController();
  const { signal } = abort;
  const counting = new Map<string, Promise<void>>();

  async function watchWorkspaces(): Promise<void> {
    for await (const workspace of ports.log.workspaces(signal)) {
      if (!counting.has(workspace)) counting.set(workspace, keepCounting(ports, { workspace, holder: options.instanceId, signal }));
    }
  }

  async function untilClosed(): Promise<void> {
    while (!signal.aborted) {
      try {
        await watchWorkspaces();
        if (!signal.aborted) ports.logger.warn('the list of workspaces ended; it is read again');
      } catch (error) {
        if (!signal.aborted) ports.logger.error({ err: error }, 'the workspaces cannot be listed');
      }
      await ports.clock.sleep(TRY_EVERY_MS, signal).catch(() => undefined);
    }
  }

  const watching = untilClosed();
  return {
    async close() {
      abort.abort(new Error('the process stops'));
      await watching;
      await Promise.all(counting.values());
    },
  };
}

interface Workplace {
  readonly workspace: string;
  readonly holder: string;
  readonly signal: AbortSignal;
}

/** Counts one workspace whenever this copy gets the lease, until the signal aborts. */
async function keepCounting(ports: CounterPorts, { workspace, holder, signal }: Workplace): Promise<void> {
  const scope: Scope = { workspace, principal: PRINCIPAL };
  const { leases, clock, logger } = ports;
  while (!signal.aborted) {
    try {
      const token = await leases.acquire(scope, LEASE, { holder, ttlMs: LEASE_TTL_MS });
      if (token !== undefined) await countUnderLease(scope, token, { ports, signal });
    } catch (error) {
      if (!signal.aborted) logger.error({ err: error, workspace }, 'counting events broke off and is taken up again');
    }
    await clock.sleep(TRY_EVERY_MS, signal).catch(() => undefined);
  }
}

async function countUnderLease(scope: Scope, token: LeaseToken, { ports, signal }: { ports: CounterPorts; signal: AbortSignal }): Promise<void> {
  const { leases, clock } = ports;
  const lost = new AbortController();
  let cancel = clock.after(RENEW_EVERY_MS, renew);
  let over = false;
  function renew(): void {
    const again = (): void => {
      if (!over) cancel = clock.after(RENEW_EVERY_MS, renew);
    };
    leases.renew(scope, token, LEASE_TTL_MS).then((kept) => (kept ? again() : lost.abort(new Error('the lease was lost'))), again);
  }
  try {
    await countOn(scope, token, { ports, signal: AbortSignal.any([signal, lost.signal]) });
  } finally {
    over = true;
    cancel();
    lost.abort(new Error('counting was let go'));
    await leases.release(scope, token).catch((error: unknown) => ports.logger.warn({ err: error }, 'a lease was not given back'));
  }
}

async function countOn(scope: Scope, fence: LeaseToken, { ports, signal }: { ports: CounterPorts; signal: AbortSignal }): Promise<void> {
  const { log, store, clock, logger } = ports;
  let from = await store.checkpoint(scope);
  const tail = log.tail(scope, { from: from === undefined ? 'beginning' : { after: from.position }, signal });
  for await (const batch of inBatches(tail, { max: MAX_BATCH, clock })) {
    const gap = batch.find((item) => item.kind === 'gap');
    if (gap !== undefined) logger.warn({ workspace: scope.workspace }, 'events were trimmed before they were counted');
    const to = lastPosition(batch);
    if (to === undefined || to === from?.position) continue;
    const events = batch.flatMap((item) => (item.kind === 'event' ? [item.event] : []));
    if (!(await store.advance(scope, toTallies(events), { from, to, fence }))) return;
    from = { position: to, version: (from?.version ?? 0) + 1 };
  }
}

function lastPosition(batch: readonly TailItem[]): string | undefined {
  for (const item of batch.toReversed()) {
    if (item.kind === 'event') return item.event.position;
    if (item.kind === 'progress') return item.position;
    if (item.kind === 'gap') return item.availableFrom;
  }
  return undefined;
}
