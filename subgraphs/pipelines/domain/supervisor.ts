import type { Closable } from '../../../platform/lifecycle/lifecycle.ts';
import type { Leases } from '../../../platform/lease/lease.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { carryOnRun } from './carry-on-run.ts';
import type { RunningRun } from './pipeline-store.ts';
import type { RunPorts } from './run-session.ts';

/** Sees to it that every RUNNING run is carried on by exactly one copy of this subgraph. */
export interface Supervisor extends Closable {
  /** Looks at once for work that came or went. */
  wake(): void;
}

const LOOK_EVERY_MS = 1_000;
const LEASE_TTL_MS = 4_000;
const RENEW_EVERY_MS = 1_000;
const REST_AFTER_FAULT_MS = 1_000;
/** What background work commits as. */
const PRINCIPAL = 'autoweave-pipelines';

/**
 * Starts looking at once and then every second. A run whose holder is gone is taken up when the holder's lease has
 * expired. `close` stops all runs where they are committed and gives their leases back.
 */
export function startSupervisor(ports: RunPorts & { leases: Leases }, options: { instanceId: string }): Supervisor {
  const { store, clock, logger, leases } = ports;
  const held = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>();
  let cancelNext: (() => void) | undefined;
  let looking: Promise<void> = Promise.resolve();
  let closed = false;

  function keyOf({ workspace, runId }: RunningRun): string {
    return `${workspace}/${runId}`;
  }

  async function look(): Promise<void> {
    if (closed) return;
    try {
      const running = await store.runningRuns();
      const wanted = new Set(running.map(keyOf));
      for (const [key, { abort }] of held) if (!wanted.has(key)) abort.abort(new Error('the run is no longer running'));
      for (const run of running) {
        if (!held.has(keyOf(run))) await tryHold(run);
      }
    } catch (error) {
      logger.error({ err: error }, 'looking for runs failed');
    }
  }

  async function tryHold(running: RunningRun): Promise<void> {
    const scope: Scope = { workspace: running.workspace, principal: PRINCIPAL };
    const token = await leases.acquire(scope, `pipeline/${running.pipelineId}`, { holder: options.instanceId, ttlMs: LEASE_TTL_MS });
    if (token === undefined || closed) return;
    const abort = new AbortController();
    const key = keyOf(running);
    const done = hold(running, { scope, token, abort }).finally(() => held.delete(key));
    held.set(key, { abort, done });
  }

  async function hold(running: RunningRun, lease: { scope: Scope; token: LeaseToken; abort: AbortController }): Promise<void> {
    const { scope, token, abort } = lease;
    const stopRenewing = keepRenewing(lease);
    try {
      const [[pipeline], [run], correlationId] = await Promise.all([
        store.pipelines(scope, [running.pipelineId]),
        store.runs(scope, [running.runId]),
        store.correlationOf(scope, running.runId),
      ]);
      if (pipeline === undefined || run?.state !== 'RUNNING') return;
      await carryOnRun({ scope, pipeline, run, correlationId, fence: token, signal: abort.signal, ports });
    } catch (error) {
      if (!abort.signal.aborted) {
        logger.error({ err: error, runId: running.runId, pipelineId: running.pipelineId }, 'a run broke off and is taken up again');
        await clock.sleep(REST_AFTER_FAULT_MS, abort.signal).catch(() => undefined);
      }
    } finally {
      stopRenewing();
      abort.abort(new Error('the run was let go'));
      await leases.release(scope, token).catch((error: unknown) => logger.warn({ err: error }, 'a lease was not given back'));
    }
  }

  /** Renews until told to stop; a lease that is lost ends the work under it. */
  function keepRenewing({ scope, token, abort }: { scope: Scope; token: LeaseToken; abort: AbortController }): () => void {
    let cancel = clock.after(RENEW_EVERY_MS, renew);
    let stopped = false;
    function renew(): void {
      void leases.renew(scope, token, LEASE_TTL_MS).then(
        (kept) => {
          if (stopped) return;
          if (kept) cancel = clock.after(RENEW_EVERY_MS, renew);
          else abort.abort(new Error('the lease was lost'));
        },
        () => {
          if (!stopped) cancel = clock.after(RENEW_EVERY_MS, renew);
        },
      );
    }
    return () => {
      stopped = true;
      cancel();
    };
  }

  function schedule(): void {
    cancelNext = clock.after(LOOK_EVERY_MS, () => {
      enqueueLook();
      schedule();
    });
  }

  // One look at a time; a wake during a look leads to another one, for the look may have passed the change by.
  let pending = false;
  function enqueueLook(): void {
    if (pending) return;
    pending = true;
    looking = looking.then(() => {
      pending = false;
      return look();
    });
  }

  enqueueLook();
  schedule();
  return {
    wake: enqueueLook,
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
