import { randomUUID } from 'node:crypto';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Health, HealthChange } from './health.ts';
import { createProbeLoop, type ProbeLoop } from './probe-loop.ts';
import { toHealthChangedEvent } from './service-events.ts';
import type { Service } from './service.ts';
import type { WatchSetup } from './health-watch.ts';

/** The probe loops of one workspace, run under one lease. */
export interface WorkspaceWatch {
  readonly scope: Scope;
  readonly lease: LeaseToken;
  /** How many services are probed. */
  readonly size: number;
  /** Renews the lease when it is time; false when another holds it, or when a commit found that. */
  keepLease(): Promise<boolean>;
  /** Starts loops for the registrations that have none and stops those that are no more. Keys are registrations, values service ids. */
  adjust(wanted: ReadonlyMap<string, string>): Promise<void>;
  /** Ends all loops; the lease stays. */
  stop(): Promise<void>;
}

/** A workspace that this process has the lease of. */
export interface WatchedWorkspace {
  readonly scope: Scope;
  readonly lease: LeaseToken;
  /** The age at which the lease is renewed. */
  readonly renewAfterMs: number;
}

/** Probes nothing before `adjust` says what. */
export function createWorkspaceWatch(setup: WatchSetup, { scope, lease, renewAfterMs }: WatchedWorkspace): WorkspaceWatch {
  const { registry, leases, targetProbe, slots, clock, logger, observer, leaseMs } = setup;
  const loops = new Map<string, ProbeLoop>();
  let isSuperseded = false;
  let renewedAtMs = clock.elapsed();

  async function record(service: Service, health: Health, change: HealthChange | undefined): Promise<boolean> {
    const commandId = randomUUID();
    const events = change === undefined ? [] : [toHealthChangedEvent(service, change, { commandId, nowMs: change.changedAt })];
    const outcome = await registry.recordHealth(scope, { serviceId: service.id, registration: service.registration, health, lease, commandId, events });
    if (outcome === 'superseded') isSuperseded = true;
    if (outcome === 'recorded') observer.probed(health.probes[0]?.ok === true);
    return outcome === 'recorded';
  }

  function start(service: Service): void {
    if (service.healthCheck === undefined) return;
    const loop = createProbeLoop({
      check: service.healthCheck,
      health: service.health,
      record: (health, change) => record(service, health, change),
      targetProbe,
      slots,
      clock,
      logger: logger.child({ workspace: scope.workspace, serviceId: service.id }),
    });
    loops.set(service.registration, loop);
  }

  return {
    scope,
    lease,
    get size() {
      return loops.size;
    },
    async keepLease() {
      if (isSuperseded) return false;
      const nowMs = clock.elapsed();
      if (nowMs - renewedAtMs < renewAfterMs) return true;
      if (!(await leases.renew(scope, lease, leaseMs))) return false;
      renewedAtMs = nowMs;
      return true;
    },
    async adjust(wanted) {
      const surplus = [...loops].filter(([registration]) => !wanted.has(registration));
      for (const [registration, loop] of surplus) {
        loops.delete(registration);
        await loop.stop();
      }
      const missing = [...wanted].filter(([registration]) => !loops.has(registration));
      if (missing.length === 0) return;
      const services = await registry.find(
        scope,
        missing.map(([, serviceId]) => serviceId),
      );
      for (const service of services) if (wanted.has(service.registration) && !loops.has(service.registration)) start(service);
    },
    async stop() {
      const running = [...loops.values()];
      loops.clear();
      await Promise.all(running.map((loop) => loop.stop()));
    },
  };
}
