import { badInput } from '../../../platform/errors/coded-error.ts';
import { readServiceUrl } from './service-url.ts';
import type { HealthCheck, ProbeProtocol } from './service.ts';

/** How an operator asks a service to be probed. */
export interface HealthCheckRequest {
  readonly protocol?: ProbeProtocol | null | undefined;
  /** A URL, or a path on the service's own. */
  readonly target?: string | null | undefined;
  /** Default 30 000. */
  readonly intervalMs?: number;
  /** Default 5 000. */
  readonly timeoutMs?: number;
  /** Default 1. */
  readonly unhealthyThreshold?: number;
  /** Default 1. */
  readonly healthyThreshold?: number;
}

const DEFAULTS = { intervalMs: 30_000, timeoutMs: 5_000, unhealthyThreshold: 1, healthyThreshold: 1 };
const BOUNDS = {
  intervalMs: [100, 86_400_000],
  timeoutMs: [10, 60_000],
  unhealthyThreshold: [1, 10],
  healthyThreshold: [1, 10],
} as const;

/** Reads how to probe; undefined when neither a check nor a URL is given. Throws BAD_USER_INPUT that names the field. */
export function readHealthCheck(request: HealthCheckRequest | undefined, serviceUrl: string | undefined): HealthCheck | undefined {
  if (request === undefined && serviceUrl === undefined) return undefined;
  const { protocol, target, ...rest } = { ...DEFAULTS, ...request };
  const url = readTarget(target ?? undefined, serviceUrl);
  const spoken = url.startsWith('tcp:') ? 'TCP' : 'HTTP';
  if (protocol === 'HTTP' && spoken === 'TCP') throw badInput('input.healthCheck.protocol', 'TCP, for the target is a tcp URL', protocol);
  for (const [name, [min, max]] of Object.entries(BOUNDS) as [keyof typeof BOUNDS, readonly [number, number]][]) {
    if (rest[name] < min || rest[name] > max) throw badInput(`input.healthCheck.${name}`, `${min} to ${max}`, rest[name]);
  }
  return { protocol: protocol ?? spoken, target: url, ...rest };
}

function readTarget(target: string | undefined, serviceUrl: string | undefined): string {
  if (target === undefined) {
    if (serviceUrl === undefined) throw badInput('input.healthCheck.target', 'a URL, for the service has none');
    return serviceUrl;
  }
  if (!target.startsWith('/')) return readServiceUrl(target, 'input.healthCheck.target');
  if (serviceUrl === undefined || serviceUrl.startsWith('tcp:'))
    throw badInput('input.healthCheck.target', 'a whole URL, for the service has no http URL', target);
  // A path that begins with two slashes would name another host.
  if (target.startsWith('//')) throw badInput('input.healthCheck.target', 'a path with one slash at its start, or a whole URL', target);
  return readServiceUrl(new URL(target, serviceUrl).href, 'input.healthCheck.target');
}
