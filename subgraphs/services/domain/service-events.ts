import type { EventDraft, EventFilter, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { RequestIdentity } from '../../../platform/request/scope.ts';
import type { HealthChange, HealthStatus, Probe } from './health.ts';
import { REGISTRY_SOURCE, toSubject, type Registration, type Service } from './service.ts';

const SERVICE_REGISTERED = 'service.registered';
const SERVICE_DEREGISTERED = 'service.deregistered';
const SERVICE_HEALTH_CHANGED = 'service.health.changed';

/** What an event takes from the command that it tells of. */
export interface EventCause {
  /** The command's id; also the event's. */
  readonly commandId: string;
  readonly nowMs: number;
  /** Absent for what the registry does by itself. */
  readonly identity?: RequestIdentity;
}

/** A service is in the registry. */
export function toRegisteredEvent(registration: Registration, cause: EventCause): EventDraft {
  const { id, name, version, url, tags, capabilities, healthCheck } = registration;
  return toEvent(SERVICE_REGISTERED, cause, {
    serviceId: id,
    name,
    version,
    url: url ?? null,
    tags,
    capabilities,
    healthCheck: healthCheck === undefined ? null : { ...healthCheck },
  });
}

/** A service is no longer in the registry. */
export function toDeregisteredEvent(serviceId: string, cause: EventCause): EventDraft {
  return toEvent(SERVICE_DEREGISTERED, cause, { serviceId });
}

/** A service's health changed; the probe that brought the change is its evidence. */
export function toHealthChangedEvent(service: Pick<Service, 'id' | 'name'>, change: HealthChange, cause: EventCause): EventDraft {
  const { previous, current, changedAt, probe } = change;
  return toEvent(SERVICE_HEALTH_CHANGED, cause, {
    serviceId: service.id,
    name: service.name,
    previous,
    current,
    changedAt: toTime(changedAt),
    probe: { ...probe, at: toTime(probe.at) },
  });
}

/** The data of a change's event: as the change, its times RFC 3339. */
interface HealthChangeTold {
  readonly serviceId: string;
  readonly previous: HealthStatus;
  readonly current: HealthStatus;
  readonly changedAt: string;
  readonly probe: Omit<Probe, 'at'> & { readonly at: string };
}

/** A change as it is read back from its event. */
export interface HealthChangeSeen extends HealthChange {
  readonly serviceId: string;
}

/** Lets through the changes of one service, or of all. */
export function toHealthChangeFilter(serviceId: string | undefined): EventFilter {
  return { source: REGISTRY_SOURCE, types: [SERVICE_HEALTH_CHANGED], ...(serviceId === undefined ? {} : { subject: toSubject(serviceId) }) };
}

/** Reads a change back from its event; undefined when the event is not one of the registry's. */
export function readHealthChange(event: RecordedEvent): HealthChangeSeen | undefined {
  if (event.source !== REGISTRY_SOURCE || event.type !== SERVICE_HEALTH_CHANGED) return undefined;
  const { serviceId, previous, current, changedAt, probe } = event.data as unknown as HealthChangeTold;
  return { serviceId, previous, current, changedAt: Date.parse(changedAt), probe: { ...probe, at: Date.parse(probe.at) } };
}

function toEvent(type: string, cause: EventCause, data: JsonObject & { readonly serviceId: string }): EventDraft {
  const { commandId, nowMs, identity } = cause;
  return {
    id: commandId,
    source: REGISTRY_SOURCE,
    type,
    subject: toSubject(data.serviceId),
    time: toTime(nowMs),
    data,
    causationId: commandId,
    ...(identity === undefined ? {} : { correlationId: identity.correlationId, traceparent: identity.traceparent }),
  };
}

function toTime(ms: number): string {
  return new Date(ms).toISOString();
}
