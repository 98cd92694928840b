import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { Health, Probe } from '../domain/health.ts';
import type { HealthCheck, Registration, Service } from '../domain/service.ts';
import type { HealthRow, ServiceRow } from './records-tables.ts';

/** A service joined with its health, as a read selects it. */
export type ServiceWithHealth = Omit<ServiceRow, 'workspace'> & Omit<HealthRow, 'workspace' | 'service_id' | 'registration'>;

/** A service of its row. */
export function toService(row: ServiceWithHealth): Service {
  return {
    id: row.id,
    registration: row.registration,
    name: row.name,
    version: row.version,
    url: row.url ?? undefined,
    tags: JSON.parse(row.tags) as readonly string[],
    capabilities: JSON.parse(row.capabilities) as readonly string[],
    metadata: JSON.parse(row.metadata) as JsonObject,
    healthCheck: toHealthCheck(row),
    health: {
      status: row.status,
      since: Number(row.since),
      failures: Number(row.failures),
      answers: Number(row.answers),
      probes: JSON.parse(row.probes) as readonly Probe[],
    },
    registeredAt: Number(row.registered_at),
  };
}

/** The row of a registration. */
export function toServiceRow(registration: Registration): Omit<ServiceRow, 'workspace'> {
  const { id, name, version, url, tags, capabilities, metadata, healthCheck, registeredAt } = registration;
  return {
    id,
    registration: registration.registration,
    name,
    version,
    url: url ?? null,
    tags: JSON.stringify(tags),
    capabilities: JSON.stringify(capabilities),
    metadata: JSON.stringify(metadata),
    check_protocol: healthCheck?.protocol ?? null,
    check_target: healthCheck?.target ?? null,
    check_interval_ms: healthCheck?.intervalMs ?? null,
    check_timeout_ms: healthCheck?.timeoutMs ?? null,
    check_unhealthy_threshold: healthCheck?.unhealthyThreshold ?? null,
    check_healthy_threshold: healthCheck?.healthyThreshold ?? null,
    registered_at: registeredAt,
  };
}

/** What a service's health is kept as. */
export function toHealthColumns({ status, since, failures, answers, probes }: Health): Omit<HealthRow, 'workspace' | 'service_id' | 'registration'> {
  return { status, since, failures, answers, probes: JSON.stringify(probes) };
}

function toHealthCheck(row: ServiceWithHealth): HealthCheck | undefined {
  if (row.check_protocol === null || row.check_target === null) return undefined;
  return {
    protocol: row.check_protocol,
    target: row.check_target,
    intervalMs: Number(row.check_interval_ms),
    timeoutMs: Number(row.check_timeout_ms),
    unhealthyThreshold: Number(row.check_unhealthy_threshold),
    healthyThreshold: Number(row.check_healthy_threshold),
  };
}
