import { badInput } from '../../../platform/errors/coded-error.ts';

/** Half-open: from `fromMs` up to but without `toMs`; an absent bound is open. Milliseconds since the epoch. */
export interface TimeRange {
  readonly fromMs?: number;
  readonly toMs?: number;
}

/** Reads RFC 3339 bounds; BAD_USER_INPUT under `field` when the range ends before it begins. */
export function readTimeRange(bounds: { readonly from?: string | null | undefined; readonly to?: string | null | undefined }, field = ''): TimeRange {
  const range: TimeRange = {
    ...(typeof bounds.from === 'string' ? { fromMs: Date.parse(bounds.from) } : {}),
    ...(typeof bounds.to === 'string' ? { toMs: Date.parse(bounds.to) } : {}),
  };
  if ((range.fromMs ?? -Infinity) > (range.toMs ?? Infinity)) throw badInput(`${field}to`, 'no earlier than from', bounds.to);
  return range;
}
