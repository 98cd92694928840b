import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { Health } from './health.ts';

/** Something that runs and can be called. All times are milliseconds since the epoch. */
export interface Service {
  /** Unique in its workspace. */
  readonly id: string;
  /** Which registration it is: another one once the id was removed and registered again. */
  readonly registration: string;
  readonly name: string;
  /** A semantic version. */
  readonly version: string;
  readonly url: string | undefined;
  readonly tags: readonly string[];
  readonly capabilities: readonly string[];
  readonly metadata: JsonObject;
  /** Absent when the service is not probed. */
  readonly healthCheck: HealthCheck | undefined;
  readonly health: Health;
  readonly registeredAt: number;
}

/** What an operator registers; its health is found out. */
export type Registration = Omit<Service, 'health'>;

/** How a target is asked whether it answers: a request, or a connection alone. */
export type ProbeProtocol = 'HTTP' | 'TCP';

/** How a service is probed. */
export interface HealthCheck {
  readonly protocol: ProbeProtocol;
  /** A whole URL: http, https or tcp (the last with a port). */
  readonly target: string;
  /** From the start of one probe to the start of the next. */
  readonly intervalMs: number;
  readonly timeoutMs: number;
  /** So many failures in a row make the service unhealthy. */
  readonly unhealthyThreshold: number;
  /** So many answers in a row make an unhealthy service healthy again. */
  readonly healthyThreshold: number;
}

/** The subject of a service's events, and the source of what it says itself. */
export function toSubject(serviceId: string): string {
  return `service/${serviceId}`;
}

/** The source of what the registry says of services. */
export const REGISTRY_SOURCE = 'autoweave/services';
