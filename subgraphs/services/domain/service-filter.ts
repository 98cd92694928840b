import type { HealthStatus } from './health.ts';
import type { ServiceFilter } from './service-registry.ts';

/** What someone looks for; null and absent both mean: anything. */
export interface ServiceFilterRequest {
  readonly status?: HealthStatus | null | undefined;
  readonly tag?: string | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
  readonly version?: string | null | undefined;
  readonly capability?: string | null | undefined;
  readonly name?: string | null | undefined;
}

export function readServiceFilter(request: ServiceFilterRequest): ServiceFilter {
  const { status, tag, tags, version, capability, name } = request;
  const allTags = [...(tags ?? []), ...(tag === undefined || tag === null ? [] : [tag])];
  return {
    ...(allTags.length === 0 ? {} : { tags: allTags }),
    ...(status === undefined || status === null ? {} : { status }),
    ...(version === undefined || version === null ? {} : { version }),
    ...(capability === undefined || capability === null ? {} : { capability }),
    ...(name === undefined || name === null ? {} : { name }),
  };
}
