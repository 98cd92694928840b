import type { Clock } from '../../../platform/clock/clock.ts';
import type { Leases } from '../../../platform/lease/lease.ts';
import type { Closable } from '../../../platform/lifecycle/lifecycle.ts';
import type { Logger } from '../../../platform/logging/logger.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { ProbeSlots } from './probe-slots.ts';
import type { ServiceRegistry } from './service-registry.ts';
import type { TargetProbe } from './target-probe.ts';
import { createWorkspaceWatch, type WorkspaceWatch } from './workspace-watch.ts';

/**
 * Probes every registered service, each in one process only: whoever holds a workspace's lease probes its services,
 * and another takes over within a turn of the lease's end when that process is gone.
 */
export interface HealthWatch extends Closable {
  /** Something was registered or removed: look now rather than at the next turn. */
  wake(): void;
  /** Ends all probes and gives the leases back. */
  close(): Promise<void>;
}

/** Told of what the watch does, for metrics. */
export interface ProbeObserver {
  /** How many services this process probes. */
  watching(services: number): void;
  probed(ok: boolean): void;
}

/** What the watch probes with, and in whose name. */
export interface WatchSetup {
  readonly registry: ServiceRegistry;
  readonly leases: Leases;
  readonly targetProbe: TargetProbe;
  readonly slots: ProbeSlots;
  readonly observer: ProbeObserver;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Names this process as the holder of leases. */
  readonly instanceId: string;
  readonly leaseMs: number;
}

const LEASE = 'health-watch';
/** Turns within a lease's life: it is renewed at every second one, so that a failed turn or two do not lose it. */
const TURNS_PER_LEASE = 4;

/** Starts at once. A turn that fails is logged and tried again at the next. */
export function createHealthWatch(setup: WatchSetup): HealthWatch {
  const { registry, leases, observer, clock, logger, instanceId, leaseMs } = setup;
  const watches = new Map<string, WorkspaceWatch>();
  let isClosed = false;
  let isAsked = false;
  let turning: Promise<void> | undefined;
  let cancelNext: () => void = () => undefined;

  async function takeTurn(): Promise<void> {
    const wanted = new Map<string, Map<string, string>>();
    for (const { workspace, serviceId, registration } of await registry.probed()) {
      const services = wanted.get(workspace) ?? new Map<string, string>();
      wanted.set(workspace, services.set(registration, serviceId));
    }
    const workspaces = [...new Set([...watches.keys(), ...wanted.keys()])];
    await Promise.all(workspaces.map((workspace) => turnWorkspace(workspace, wanted.get(workspace) ?? new Map())));
    observer.watching([...watches.values()].reduce((sum, { size }) => sum + size, 0));
  }

  // A failure in one workspace is no reason to leave the others unprobed.
  async function turnWorkspace(workspace: string, wanted: ReadonlyMap<string, string>): Promise<void> {
    try {
      const held = watches.get(workspace);
      const isLost = held !== undefined && !(await held.keepLease());
      if (held !== undefined && (isLost || wanted.size === 0)) await drop(workspace, held);
      if (wanted.size > 0) await (watches.get(workspace) ?? (await take(workspace)))?.adjust(wanted);
    } catch (error) {
      logger.warn({ err: error, workspace }, 'the services of a workspace could not be watched; trying again');
    }
  }

  async function take(workspace: string): Promise<WorkspaceWatch | undefined> {
    const scope: Scope = { workspace, principal: 'autoweave' };
    const lease = await leases.acquire(scope, LEASE, { holder: instanceId, ttlMs: leaseMs });
    if (lease === undefined) return undefined;
    const watch = createWorkspaceWatch(setup, { scope, lease, renewAfterMs: (2 * leaseMs) / TURNS_PER_LEASE });
    watches.set(workspace, watch);
    return watch;
  }

  async function drop(workspace: string, watch: WorkspaceWatch): Promise<void> {
    watches.delete(workspace);
    await watch.stop();
    await leases.release(watch.scope, watch.lease);
  }

  async function turn(): Promise<void> {
    cancelNext();
    do {
      isAsked = false;
      try {
        await takeTurn();
      } catch (error) {
        logger.warn({ err: error }, 'the services to probe could not be read; trying again');
      }
    } while (isAsked && !isClosed);
    turning = undefined;
    if (!isClosed) cancelNext = clock.after(leaseMs / TURNS_PER_LEASE, wake);
  }

  function wake(): void {
    isAsked = true;
    if (!isClosed) turning ??= turn();
  }

  wake();
  return {
    wake,
    async close() {
      isClosed = true;
      cancelNext();
      await turning;
      await Promise.all([...watches].map(([workspace, watch]) => drop(workspace, watch)));
    },
  };
}
