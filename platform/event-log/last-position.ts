import type { Position, TailItem } from './event-log.ts';

/** Where a reader of a tail stands once it has taken `items`, which are in the tail's order; undefined when none of them says. */
export function lastPosition(items: readonly TailItem[]): Position | undefined {
  for (const item of items.toReversed()) {
    if (item.kind === 'event') return item.event.position;
    if (item.kind === 'progress') return item.position;
    if (item.kind === 'gap') return item.availableFrom;
  }
  return undefined;
}
