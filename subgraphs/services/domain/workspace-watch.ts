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
  /** True once someone else was found to hold the lease. */
  readonly isSuperseded: boolean;
  readonly size: number;
  /** Starts loops for the registrations that have none and stops those that are no more. Keys are registrations, values service ids. */
  adjust(wanted: ReadonlyMap<string, string>): Promise<void>;
  stop(): Promise<void>;
}

export function createWorkspaceWatch(setup: WatchSetup, scope: Scope, lease: LeaseToken): WorkspaceWatch {
  const { registry, targetProbe, slots, clock, logger, observer } = setup;
  const loops = new Map<string, ProbeLoop>();
  let isSuperseded = false;

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
    get isSuperseded() {
      return isSuperseded;
    },
    get size() {
      return loops.size;
    },
    async adjust(wanted) {
      const surplus = [...loops].filter(([registration]) => !wanted.has(registration));
      for (const [registration, loop] of surplus) {
        loops.delete(registration);
        await loop.stop();
      }
      const missing = [...wanted].filter(([registration]) => !loops.has(registration));
      if (missing.length === 0) return;
      const services = await registry.find(scope, missing.map(([, serviceId]) => serviceId));
      for (const service of services) if (wanted.has(service.registration) && !loops.has(service.registration)) start(service);
    },
    async stop() {
      const running = [...loops.values()];
      loops.clear();
      await Promise.all(running.map((loop) => loop.stop()));
    },
  };
}
