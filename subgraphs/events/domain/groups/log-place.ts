import { badInput } from '../../../../platform/errors/coded-error.ts';
import type { EventLog, Position } from '../../../../platform/event-log/event-log.ts';
import { readPosition, toPosition } from '../../../../platform/event-log/position.ts';
import type { Scope } from '../../../../platform/request/scope.ts';

/** A place in the log as someone names it: exactly one of these. */
export interface LogPlace {
  readonly after?: Position | null | undefined;
  /** RFC 3339. */
  readonly since?: string | null | undefined;
  readonly beginning?: boolean | null | undefined;
  readonly head?: boolean | null | undefined;
}

/** The position after which reading begins; null: before the first event. Throws BAD_USER_INPUT naming `field`. */
export async function readLogPlace(log: Pick<EventLog, 'head' | 'read'>, scope: Scope, options: { place: LogPlace; field: string }): Promise<Position | null> {
  const { place, field } = options;
  const { after, since, beginning, head } = place;
  const given = [typeof after === 'string', typeof since === 'string', beginning === true, head === true].filter(Boolean);
  if (given.length !== 1) throw badInput(field, 'exactly one of after, since, beginning and head');
  if (beginning === true) return null;
  if (typeof after === 'string') {
    readPosition(after, scope.workspace, `${field}.after`);
    return after;
  }
  // Before the look for the first event: one that comes between is in reach of either answer.
  const now = await log.head(scope);
  if (typeof since !== 'string') return now;
  const { events } = await log.read(scope, { filter: { since: Date.parse(since) }, limit: 1, direction: 'forward' });
  const first = events[0];
  if (first === undefined) return now;
  const { epoch, sequence } = readPosition(first.position, scope.workspace);
  return toPosition({ workspace: scope.workspace, epoch, sequence: sequence - 1 });
}
