/** The objects behind the schema's types, as the generated resolver types name them. */
export type { Durability as DurabilityMapper } from '../../platform/event-log/event-log.ts';
export type { Receipt as CommandReceiptMapper } from '../../platform/records/commands.ts';
export type { Health as ServiceHealthMapper, Probe as HealthProbeMapper } from './domain/health.ts';
export type { HealthChangeSeen as ServiceHealthChangeMapper } from './domain/service-events.ts';
export type { ServicePage as ServiceConnectionMapper } from './domain/service-page.ts';
export type { HealthCheck as HealthCheckMapper, Service as ServiceMapper } from './domain/service.ts';
