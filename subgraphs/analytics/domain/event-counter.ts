import { inBatches } from '../../../platform/async/in-batches.ts';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { EventLog } from '../../../platform/event-log/event-log.ts';
import { lastPosition } from '../../../platform/event-log/last-position.ts';
import { startHeldWork, type Hold } from '../../../platform/lease/held-work.ts';
import type { Leases } from '../../../platform/lease/lease.ts';
import type { Closable } from '../../../platform/lifecycle/lifecycle.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import { toTallies, type EventCountStore } from './event-counts.ts';

/** What counting reads from and commits to. */
export interface CounterPorts {
  readonly log: EventLog;
  readonly store: EventCountStore;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly logger: Logger;
}

const LEASE = 'event-counts';
const TRY_EVERY_MS = 500;
const MAX_BATCH = 1_000;
/** While few come at a time counts are committed this often at most: each commit is an fsync, and the log wants the disk too. */
const FEW = 100;
const COMMIT_EVERY_MS = 100;
/** What background work commits as. */
const PRINCIPAL = 'autoweave-analytics';

/**
 * Counts every event of every workspace exactly once: counts and checkpoint are committed together, and one copy of
 * this subgraph counts a workspace at a time. Starts at once; `close` stops where it is committed.
 */
export function startEventCounter(ports: CounterPorts, options: { instanceId: string }): Closable {
  const { log, leases, clock, logger } = ports;
  const abort = new AbortController();
  const { signal } = abort;
  const known = new Set<string>();
  const counting = startHeldWork({
    list: () => Promise.resolve([...known].map((workspace) => ({ workspace, name: LEASE }))),
    work: (_item, hold) => countOn(ports, hold),
    leases,
    clock,
    logger,
    instanceId: options.instanceId,
    principal: PRINCIPAL,
  });

  async function watchWorkspaces(): Promise<void> {
    for await (const workspace of log.workspaces(signal)) {
      known.add(workspace);
      counting.wake();
    }
  }

  async function untilClosed(): Promise<void> {
    while (!signal.aborted) {
      try {
        await watchWorkspaces();
        if (!signal.aborted) logger.warn('the list of workspaces ended; it is read again');
      } catch (error) {
        if (!signal.aborted) logger.error({ err: error }, 'the workspaces cannot be listed');
      }
      await clock.sleep(TRY_EVERY_MS, signal).catch(() => undefined);
    }
  }

  const watching = untilClosed();
  return {
    async close() {
      abort.abort(new Error('the process stops'));
      await watching;
      await counting.close();
    },
  };
}

async function countOn({ log, store, clock, logger }: CounterPorts, { scope, fence, signal }: Hold): Promise<void> {
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
    if (batch.length < FEW) await clock.sleep(COMMIT_EVERY_MS, signal).catch(() => undefined);
  }
}
