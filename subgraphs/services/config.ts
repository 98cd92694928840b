import { integerSetting, readSettings, type Environment, type Values } from '../../platform/config/settings.ts';

/** What an operator may set for this subgraph. */
export const servicesSettings = {
  probeConcurrency: integerSetting('SERVICES_PROBE_CONCURRENCY', {
    default: 100,
    min: 1,
    max: 10_000,
    description: 'Health probes that one process runs at once',
  }),
  leaseMs: integerSetting('SERVICES_LEASE_MS', {
    default: 3_000,
    min: 500,
    max: 60_000,
    description: 'After so many ms without a sign of the process that probes, another takes over',
  }),
} as const;

/** The settings of this subgraph, read. */
export type ServicesConfig = Values<typeof servicesSettings>;

/** Reads the settings; throws ConfigError with every problem. */
export function readServicesConfig(environment: Environment): ServicesConfig {
  return readSettings(servicesSettings, environment);
}
