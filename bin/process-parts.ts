import type { Registry } from 'prom-client';
import { systemClock, type Clock } from '../platform/clock/clock.ts';
import { createLifecycle, type Lifecycle } from '../platform/lifecycle/lifecycle.ts';
import { createLogger, type Logger, type LogLevel } from '../platform/logging/logger.ts';
import { createProcessMetrics } from '../platform/metrics/process-metrics.ts';

/** What every process has before it opens anything. */
export interface ProcessParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly lifecycle: Lifecycle;
  readonly metrics: Registry;
}

/** Makes them for the process `name`, which its log lines carry. */
export function createProcessParts(name: string, level: LogLevel): ProcessParts {
  const logger = createLogger({ level, process: name });
  return { clock: systemClock, logger, lifecycle: createLifecycle(logger), metrics: createProcessMetrics() };
}
