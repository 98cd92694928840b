import type { Migration } from '../../../platform/records/records.ts';
import type { HealthStatus } from '../domain/health.ts';
import type { ProbeProtocol } from '../domain/service.ts';

/** The tables of this subgraph. Times are ms since the epoch; `tags`, `capabilities`, `metadata` and `probes` are JSON text. */
export interface ServiceTables {
  service: ServiceRow;
  /** An index over the labels of services: `kind` is `tag` or `capability`. */
  service_label: { workspace: string; service_id: string; kind: 'tag' | 'capability'; label: string };
  service_health: HealthRow;
}

/** A registered service. */
export interface ServiceRow {
  workspace: string;
  id: string;
  registration: string;
  name: string;
  version: string;
  url: string | null;
  tags: string;
  capabilities: string;
  metadata: string;
  /** Null when the service is not probed; then all of `check_…` are. */
  check_protocol: ProbeProtocol | null;
  check_target: string | null;
  check_interval_ms: number | null;
  check_timeout_ms: number | null;
  check_unhealthy_threshold: number | null;
  check_healthy_threshold: number | null;
  registered_at: number;
}

/** Apart from the service, because probes write it all the time. */
export interface HealthRow {
  workspace: string;
  service_id: string;
  registration: string;
  status: HealthStatus;
  since: number;
  failures: number;
  answers: number;
  probes: string;
}

/** The history of these tables. */
export const migrations: readonly Migration[] = [
  {
    name: '0001-services',
    statements: [
      `CREATE TABLE service (
        workspace TEXT NOT NULL, id TEXT NOT NULL, registration TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL, url TEXT,
        tags TEXT NOT NULL, capabilities TEXT NOT NULL, metadata TEXT NOT NULL,
        check_protocol TEXT, check_target TEXT, check_interval_ms BIGINT, check_timeout_ms BIGINT,
        check_unhealthy_threshold BIGINT, check_healthy_threshold BIGINT,
        registered_at BIGINT NOT NULL, PRIMARY KEY (workspace, id))`,
      'CREATE INDEX service_by_place ON service (workspace, registered_at, id)',
      `CREATE TABLE service_label (
        workspace TEXT NOT NULL, service_id TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (workspace, kind, label, service_id))`,
      'CREATE INDEX service_label_by_service ON service_label (workspace, service_id)',
      `CREATE TABLE service_health (
        workspace TEXT NOT NULL, service_id TEXT NOT NULL, registration TEXT NOT NULL, status TEXT NOT NULL, since BIGINT NOT NULL,
        failures BIGINT NOT NULL, answers BIGINT NOT NULL, probes TEXT NOT NULL, PRIMARY KEY (workspace, service_id))`,
      'CREATE INDEX service_health_by_status ON service_health (workspace, status)',
    ],
  },
];
