import { badInput } from '../../../platform/errors/coded-error.ts';
import type { HealthCheck } from './service.ts';

/** UNKNOWN before the first probe, and for what is never probed. */
export type HealthStatus = 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';

/** One probe and what came of it. */
export interface Probe {
  /** When it began, ms since the epoch. */
  readonly at: number;
  readonly ok: boolean;
  /** From its start to the answer or the failure. */
  readonly latencyMs: number;
  /** Of an HTTP answer. */
  readonly statusCode?: number;
  /** Why it failed. */
  readonly error?: string;
}

/** What is known of a service's health, and the evidence. */
export interface Health {
  readonly status: HealthStatus;
  /** When the status became what it is, ms since the epoch. */
  readonly since: number;
  /** Probes in a row that failed, and that were answered; one of the two is 0. */
  readonly failures: number;
  readonly answers: number;
  /** The last probes, newest first. */
  readonly probes: readonly Probe[];
}

/** A service went from one state of health to another. */
export interface HealthChange {
  readonly previous: HealthStatus;
  readonly current: HealthStatus;
  readonly changedAt: number;
  readonly probe: Probe;
}

const KEPT_PROBES = 10;

/** Before the first probe. */
export function createUnknownHealth(sinceMs: number): Health {
  return { status: 'UNKNOWN', since: sinceMs, failures: 0, answers: 0, probes: [] };
}

/** The health after one more probe, and the change when it brought one. `nowMs` is when the probe ended. */
export function applyProbe(health: Health, probe: Probe, rule: { check: HealthCheck; nowMs: number }): { health: Health; change: HealthChange | undefined } {
  const failures = probe.ok ? 0 : health.failures + 1;
  const answers = probe.ok ? health.answers + 1 : 0;
  const status = nextStatus(health.status, { failures, answers }, rule.check);
  const probes = [probe, ...health.probes].slice(0, KEPT_PROBES);
  if (status === health.status) return { health: { ...health, failures, answers, probes }, change: undefined };
  return {
    health: { status, since: rule.nowMs, failures, answers, probes },
    change: { previous: health.status, current: status, changedAt: rule.nowMs, probe },
  };
}

/** When the last probe ended, ms since the epoch; undefined before the first. */
export function lastProbeEnd({ probes: [last] }: Health): number | undefined {
  return last === undefined ? undefined : last.at + Math.round(last.latencyMs);
}

/** The newest `count` of the probes that are kept, newest first; throws BAD_USER_INPUT unless it is 1 to 10. */
export function lastProbes({ probes }: Health, count: number): readonly Probe[] {
  if (count < 1 || count > KEPT_PROBES) throw badInput('last', `1 to ${KEPT_PROBES}`, count);
  return probes.slice(0, count);
}

// The first answer makes an unknown service healthy: there is no earlier failure that it would have to outweigh.
function nextStatus(status: HealthStatus, run: { failures: number; answers: number }, check: HealthCheck): HealthStatus {
  if (run.failures >= check.unhealthyThreshold) return 'UNHEALTHY';
  if (run.answers >= (status === 'UNKNOWN' ? 1 : check.healthyThreshold)) return 'HEALTHY';
  return status;
}
