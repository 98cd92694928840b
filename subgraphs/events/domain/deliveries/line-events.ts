import type { EventDraft } from '../../../../platform/event-log/event-log.ts';
import { toOwnEvent } from '../own-event.ts';
import type { Line, LogGap } from './delivery.ts';

/** The log had dropped events before the group took them. */
export function toGapEvent({ id, name }: Line, { from, availableFrom, missed, atMs }: LogGap, commandId: string): EventDraft {
  return toOwnEvent('consumer-group.gap', { commandId, nowMs: atMs }, { subject: id, data: { name, from, availableFrom, missed } });
}

/** No consumer has asked for so long that the log's retention does not wait for the group any more. */
export function toLapsedEvent({ id, name, settings, activeAtMs }: Line, { nowMs, commandId }: { nowMs: number; commandId: string }): EventDraft {
  const data = { name, inactiveExpiryMs: settings.inactiveExpiryMs ?? null, activeAt: new Date(activeAtMs).toISOString() };
  return toOwnEvent('consumer-group.lapsed', { commandId, nowMs }, { subject: id, data });
}
