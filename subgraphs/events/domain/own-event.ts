import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import type { JsonObject } from '../../../platform/json/json-value.ts';
import type { RequestIdentity } from '../../../platform/request/scope.ts';

/** Who tells of what this subgraph itself does. */
export const OWN_SOURCE = 'autoweave/events';

/** What an event takes from the command that it tells of. */
export interface OwnEventCause {
  /** The command's id; also the event's. */
  readonly commandId: string;
  readonly nowMs: number;
  /** Absent for what happens by itself. */
  readonly identity?: RequestIdentity;
}

/** An event by which this subgraph tells of a change in its own records. */
export function toOwnEvent(type: string, cause: OwnEventCause, content: { subject: string; data: JsonObject }): EventDraft {
  const { commandId, nowMs, identity } = cause;
  return {
    id: commandId,
    source: OWN_SOURCE,
    type,
    time: new Date(nowMs).toISOString(),
    ...content,
    causationId: commandId,
    ...(identity === undefined ? {} : { correlationId: identity.correlationId, traceparent: identity.traceparent }),
  };
}
