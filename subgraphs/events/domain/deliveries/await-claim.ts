import type { Clock } from '../../../../platform/clock/clock.ts';
import type { EventFilter } from '../../../../platform/event-log/event-log.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import type { Arrivals } from './arrivals.ts';
import type { DeliveryStore } from './delivery-store.ts';
import type { Delivery } from './delivery.ts';

/** How long a claim waits for something to come. */
export interface ClaimPatience {
  readonly waitMs: number;
  /** Nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

interface Waiting {
  readonly store: Pick<DeliveryStore, 'nextDue'>;
  readonly clock: Clock;
  readonly arrivals: Arrivals;
}

/** What other processes change shows after so long at the latest. */
const LOOK_EVERY_MS = 2_000;

/** Claims at once, or as soon as there is something, until the patience is at its end. Then the answer is empty. */
export async function awaitClaim(
  { store, clock, arrivals }: Waiting,
  scope: Scope,
  options: { lineId: string; filter: EventFilter | undefined; patience: ClaimPatience; claim: () => Promise<readonly Delivery[]> },
): Promise<readonly Delivery[]> {
  const { lineId, filter, patience, claim } = options;
  const { waitMs, signal } = patience;
  const first = await claim();
  if (first.length > 0 || waitMs === 0) return first;
  const untilMs = clock.elapsed() + waitMs;
  const arrival = await arrivals.watch(scope, { id: lineId, filter });
  try {
    for (;;) {
      // Who has gone must not be given what others could take.
      if (signal.aborted) return [];
      const claimed = await claim();
      const leftMs = untilMs - clock.elapsed();
      if (claimed.length > 0 || leftMs <= 0) return claimed;
      const nowMs = clock.now();
      const dueAtMs = await store.nextDue(scope, lineId, nowMs);
      await arrival.wait(Math.max(1, Math.min(leftMs, LOOK_EVERY_MS, dueAtMs === undefined ? LOOK_EVERY_MS : dueAtMs - nowMs)), signal);
    }
  } finally {
    arrival.close();
  }
}
