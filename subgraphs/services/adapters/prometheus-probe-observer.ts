import { Counter, Gauge, type Registry } from 'prom-client';
import type { ProbeObserver } from '../domain/health-watch.ts';

/** Counts probes and the services that this process probes. */
export function createPrometheusProbeObserver(registry: Registry): ProbeObserver {
  const probes = new Counter({
    name: 'autoweave_service_health_checks_total',
    help: 'Probes of registered services by this process',
    labelNames: ['result'],
    registers: [registry],
  });
  const watched = new Gauge({ name: 'autoweave_services_watched', help: 'Registered services that this process probes', registers: [registry] });
  return {
    watching: (services) => watched.set(services),
    probed: (ok) => probes.inc({ result: ok ? 'answered' : 'failed' }),
  };
}
