import { badInput } from '../../../../platform/errors/coded-error.ts';
import type { LineSettings, PoisonPolicy } from './delivery.ts';
import { readWithin } from './read-number.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

/** The longest that a claim lasts: 12 hours. */
export const MAX_VISIBILITY_TIMEOUT_MS = 43_200_000;

/** What a caller asks a line to be like. */
export interface LineSettingsRequest {
  readonly visibilityTimeoutMs: number;
  readonly maxInFlight: number;
  readonly poison: PoisonPolicy;
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
}

/** A request of which every part may be left out. */
export type Nullable<T> = { readonly [K in keyof T]?: T[K] | null | undefined };

/** What of a request was given. */
export function given<T extends object>(request: Nullable<T>): Partial<T> {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined && value !== null)) as Partial<T>;
}

/** Reads the name of a group or queue. */
export function readLineName(name: string, field: string): string {
  if (!NAME.test(name)) throw badInput(field, '1 to 128 letters, digits or ._-, starting with a letter or digit', name);
  return name;
}

/** Reads what groups and queues have in common; throws BAD_USER_INPUT naming the field under `input`. */
export function readLineSettings(request: LineSettingsRequest): Omit<LineSettings, 'maxDeliveries' | 'maxLength' | 'filter'> {
  const { visibilityTimeoutMs, maxInFlight, poison, backoffMs, maxBackoffMs } = request;
  return {
    visibilityTimeoutMs: readWithin(visibilityTimeoutMs, 'input.visibilityTimeoutMs', { min: 1, max: MAX_VISIBILITY_TIMEOUT_MS }),
    maxInFlight: readWithin(maxInFlight, 'input.maxInFlight', { min: 1, max: 10_000 }),
    poison,
    backoffMs: readWithin(backoffMs, 'input.backoffMs', { min: 0, max: 3_600_000 }),
    maxBackoffMs: readWithin(maxBackoffMs, 'input.maxBackoffMs', { min: 0, max: 86_400_000 }),
  };
}
