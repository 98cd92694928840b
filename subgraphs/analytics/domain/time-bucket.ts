/** The stretches of time that samples and counts may be grouped by. */
export const TIME_BUCKETS = ['MINUTE', 'HOUR', 'DAY', 'WEEK', 'MONTH'] as const;
/** One of them, in UTC. */
export type TimeBucket = (typeof TIME_BUCKETS)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The first Monday of the epoch was its fifth day. */
const MONDAY_MS = 4 * DAY_MS;

/** The beginning of the bucket that holds an instant, in UTC; weeks begin on Monday. Both in milliseconds since the epoch. */
export function toBucketStart(atMs: number, bucket: TimeBucket): number {
  switch (bucket) {
    case 'MINUTE':
      return floorTo(atMs, MINUTE_MS);
    case 'HOUR':
      return floorTo(atMs, HOUR_MS);
    case 'DAY':
      return floorTo(atMs, DAY_MS);
    case 'WEEK':
      return floorTo(atMs - MONDAY_MS, 7 * DAY_MS) + MONDAY_MS;
    case 'MONTH': {
      const at = new Date(atMs);
      return Date.UTC(at.getUTCFullYear(), at.getUTCMonth());
    }
  }
}

function floorTo(atMs: number, widthMs: number): number {
  return Math.floor(atMs / widthMs) * widthMs;
}
