import { collectDefaultMetrics, Registry } from 'prom-client';

/** A process's Prometheus registry with Node's own figures (memory, CPU, event-loop lag) in it. */
export function createProcessMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
