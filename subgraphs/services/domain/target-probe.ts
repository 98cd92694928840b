import type { Probe } from './health.ts';
import type { HealthCheck } from './service.ts';

/** Asks a target whether it answers. */
export interface TargetProbe {
  /** Resolves with what came of it, a failure included, within the check's `timeoutMs`; rejects only when `signal` aborts. */
  probe(check: HealthCheck, signal: AbortSignal): Promise<Probe>;
}
