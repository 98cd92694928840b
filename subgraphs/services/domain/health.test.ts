import { describe, expect, it } from '@jest/globals';
import { applyProbe, createUnknownHealth, lastProbeEnd, lastProbes, type Health, type HealthChange, type Probe } from './health.ts';
import type { HealthCheck } from './service.ts';

const CHECK: HealthCheck = { protocol: 'HTTP', target: 'http://host/', intervalMs: 1_000, timeoutMs: 100, unhealthyThreshold: 1, healthyThreshold: 1 };

/** Applies one probe a second: `+` is answered, `-` fails. Tells the health in the end and the changes on the way. */
function run(outcomes: string, check: Partial<HealthCheck> = {}): { health: Health; changes: HealthChange[] } {
  const changes: HealthChange[] = [];
  let health = createUnknownHealth(0);
  [...outcomes].forEach((outcome, index) => {
    const probe: Probe = { at: index * 1_000, ok: outcome === '+', latencyMs: 5 };
    const applied = applyProbe(health, probe, { check: { ...CHECK, ...check }, nowMs: index * 1_000 + 5 });
    health = applied.health;
    if (applied.change !== undefined) changes.push(applied.change);
  });
  return { health, changes };
}

const told = (changes: readonly HealthChange[]): string[] => changes.map(({ previous, current, changedAt }) => `${previous} ${current} ${changedAt}`);

describe('health', () => {
  it('changes at the first probe, and then only when the outcome does', () => {
    expect(told(run('+++--+').changes)).toEqual(['UNKNOWN HEALTHY 5', 'HEALTHY UNHEALTHY 3005', 'UNHEALTHY HEALTHY 5005']);
  });

  it('carries the probe that brought the change', () => {
    expect(run('+-').changes[1]?.probe).toEqual({ at: 1_000, ok: false, latencyMs: 5 });
  });

  it('needs as many failures in a row as the threshold says', () => {
    expect(told(run('+--+---', { unhealthyThreshold: 3 }).changes)).toEqual(['UNKNOWN HEALTHY 5', 'HEALTHY UNHEALTHY 6005']);
    expect(run('--', { unhealthyThreshold: 3 }).health).toMatchObject({ status: 'UNKNOWN', failures: 2, since: 0 });
  });

  it('needs as many answers in a row to recover as the threshold says, but one to become known', () => {
    expect(told(run('+-+-++', { healthyThreshold: 2 }).changes)).toEqual(['UNKNOWN HEALTHY 5', 'HEALTHY UNHEALTHY 1005', 'UNHEALTHY HEALTHY 5005']);
  });

  it('keeps the last ten probes, newest first', () => {
    const { health } = run('+'.repeat(12));
    expect(health.probes.map(({ at }) => at / 1_000)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    expect(lastProbes(health, 2).map(({ at }) => at)).toEqual([11_000, 10_000]);
    expect(lastProbeEnd(health)).toBe(11_005);
    expect(() => lastProbes(health, 11)).toThrow('last: expected 1 to 10, received 11');
  });
});
