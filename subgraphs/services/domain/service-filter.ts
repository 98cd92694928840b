import { badInput } from '../../../platform/errors/coded-error.ts';
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

const MAX_TAGS = 50;

/** Reads a filter; BAD_USER_INPUT for more tags than a service can have. */
export function readServiceFilter(request: ServiceFilterRequest): ServiceFilter {
  const { status, tag, tags, version, capability, name } = request;
  const allTags = [...new Set([...(tags ?? []), ...(tag === undefined || tag === null ? [] : [tag])])];
  if (allTags.length > MAX_TAGS) throw badInput('tags', `at most ${MAX_TAGS} tags`, allTags.length);
  return {
    ...(allTags.length === 0 ? {} : { tags: allTags }),
    ...(status === undefined || status === null ? {} : { status }),
    ...(version === undefined || version === null ? {} : { version }),
    ...(capability === undefined || capability === null ? {} : { capability }),
    ...(name === undefined || name === null ? {} : { name }),
  };
}
