import type { Clock } from '../../../../platform/clock/clock.ts';
import type { LineUnit } from './delivery-store.ts';

/** What this process did with deliveries in a second, on average over the last minute. */
export interface DeliveryRates {
  readonly takenPerSecond: number;
  readonly acknowledgedPerSecond: number;
  readonly redeliveredPerSecond: number;
}

/** Counts what is committed, second by second. */
export interface DeliveryMeter {
  note(workspace: string, unit: LineUnit): void;
  rates(workspace: string): DeliveryRates;
}

const WINDOW_SECONDS = 60;

interface Second {
  at: number;
  taken: number;
  acknowledged: number;
  redelivered: number;
}

/** A minute of seconds for each workspace that has had deliveries. */
export function createDeliveryMeter(clock: Clock): DeliveryMeter {
  const workspaces = new Map<string, Second[]>();
  const now = (): number => Math.floor(clock.elapsed() / 1_000);

  function current(workspace: string): Second {
    const seconds = workspaces.get(workspace) ?? [];
    workspaces.set(workspace, seconds);
    const at = now();
    const last = seconds.at(-1);
    if (last?.at === at) return last;
    while (seconds[0] !== undefined && seconds[0].at <= at - WINDOW_SECONDS) seconds.shift();
    const next = { at, taken: 0, acknowledged: 0, redelivered: 0 };
    seconds.push(next);
    return next;
  }

  return {
    note(workspace, { changes }) {
      for (const change of changes) {
        if (change.kind !== 'turn') continue;
        const { enqueued = 0, acknowledged = 0, redelivered = 0 } = change.turn;
        if (enqueued + acknowledged + redelivered === 0) continue;
        const second = current(workspace);
        second.taken += enqueued;
        second.acknowledged += acknowledged;
        second.redelivered += redelivered;
      }
    },
    rates(workspace) {
      const seconds = (workspaces.get(workspace) ?? []).filter(({ at }) => at > now() - WINDOW_SECONDS);
      const perSecond = (of: (second: Second) => number) => seconds.reduce((sum, second) => sum + of(second), 0) / WINDOW_SECONDS;
      return {
        takenPerSecond: perSecond(({ taken }) => taken),
        acknowledgedPerSecond: perSecond(({ acknowledged }) => acknowledged),
        redeliveredPerSecond: perSecond(({ redelivered }) => redelivered),
      };
    },
  };
}
