import type { Clock } from '../../../../platform/clock/clock.ts';
import type { Position } from '../../../../platform/event-log/event-log.ts';
import { comparePositions, readPosition, toPosition } from '../../../../platform/event-log/position.ts';
import type { DeliveryStore } from '../deliveries/delivery-store.ts';
import { toLapsedEvent } from '../deliveries/line-events.ts';

/** Up to where the required groups of each workspace have taken the log: what lies after it is kept for them. */
export type RequiredPositions = () => Promise<ReadonlyMap<string, Position>>;

/** Groups that no consumer has asked for too long stop being required on the way, and an event tells of each. */
export function createRequiredPositions({
  store,
  clock,
  newId,
  principal,
}: {
  store: Pick<DeliveryStore, 'requiredLines' | 'commit'>;
  clock: Clock;
  newId: () => string;
  principal: string;
}): RequiredPositions {
  return async () => {
    const nowMs = clock.now();
    const positions = new Map<string, Position>();
    for (const { workspace, line } of await store.requiredLines()) {
      const { inactiveExpiryMs } = line.settings;
      if (inactiveExpiryMs !== undefined && nowMs - line.activeAtMs > inactiveExpiryMs) {
        const changes = [{ kind: 'lapse' as const, lineId: line.id, activeAtMs: line.activeAtMs }];
        const outcome = await store.commit({ workspace, principal }, { changes, events: [toLapsedEvent(line, { nowMs, commandId: newId() })] });
        if (outcome.kind === 'committed') continue;
      }
      const position = line.position ?? toPosition({ workspace, epoch: 0, sequence: 0 });
      const least = positions.get(workspace);
      const isLess = least === undefined || comparePositions(readPosition(position, workspace), readPosition(least, workspace)) < 0;
      if (isLess) positions.set(workspace, position);
    }
    return positions;
  };
}
