import type { LineChange, SourceCounts } from './delivery-store.ts';
import type { Delivery, Line } from './delivery.ts';

type Counted = Exclude<keyof SourceCounts, 'source'>;

/** The change by which a group counts deliveries by the source of their events; none for queues, which take messages without one too. */
export function toSourceCounts(
  line: Line,
  counted: readonly { readonly what: Counted; readonly deliveries: readonly Pick<Delivery, 'event' | 'createdAtMs'>[] }[],
): readonly LineChange[] {
  if (line.kind !== 'group') return [];
  const sums = new Map<string, { [K in Counted]?: number }>();
  for (const { what, deliveries } of counted) {
    for (const { event, createdAtMs } of deliveries) {
      // What was taken before the group was sought elsewhere is not in its counts.
      if (event === undefined || createdAtMs < line.audit.sinceMs) continue;
      const sum = sums.get(event.source) ?? {};
      sum[what] = (sum[what] ?? 0) + 1;
      sums.set(event.source, sum);
    }
  }
  if (sums.size === 0) return [];
  return [{ kind: 'count-sources', lineId: line.id, counts: [...sums].map(([source, sum]) => ({ source, ...sum })) }];
}
