import type { RecordedEvent } from './event-log.ts';
import { epochOf, type LogBounds } from './log-bounds.ts';
import type { LiveEvent } from './log-follower.ts';
import { toPosition } from './position.ts';
import { firstKey } from './sqlite-event-schema.ts';
import type { StoredBody } from './stored-event.ts';

/** A row of `event`, as `EVENT_COLUMNS` selects it. */
export interface EventRow {
  readonly key: number;
  readonly recorded_at: number;
  readonly type: string;
  readonly source: string;
  readonly id: string;
  readonly subject: string | null;
  readonly revision: number | null;
  readonly correlation_id: string | null;
  readonly body: string;
}

/** What a statement selects to answer EventRows. */
export const EVENT_COLUMNS = 'key, recorded_at, type, source, id, subject, revision, correlation_id, body';

/** The event that a row of `workspace` keeps. */
export function toRecordedEvent(row: EventRow, workspace: { name: string; number: number } & Pick<LogBounds, 'forks'>): RecordedEvent {
  const sequence = row.key - firstKey(workspace.number);
  return {
    id: row.id,
    source: row.source,
    type: row.type,
    ...(row.subject === null ? {} : { subject: row.subject }),
    ...(row.revision === null ? {} : { revision: row.revision }),
    ...(row.correlation_id === null ? {} : { correlationId: row.correlation_id }),
    ...(JSON.parse(row.body) as StoredBody),
    workspace: workspace.name,
    position: toPosition({ workspace: workspace.name, epoch: epochOf(workspace, sequence), sequence }),
    sequence,
    recordedAt: row.recorded_at,
  };
}

/** The same for those who follow: read whole when the first of them asks. */
export function toLiveEvent(row: EventRow, workspace: { name: string; number: number } & Pick<LogBounds, 'forks'>): LiveEvent {
  let event: RecordedEvent | undefined;
  return {
    sequence: row.key - firstKey(workspace.number),
    recordedAt: row.recorded_at,
    source: row.source,
    type: row.type,
    subject: row.subject ?? undefined,
    correlationId: row.correlation_id ?? undefined,
    size: row.body.length,
    read: () => (event ??= toRecordedEvent(row, workspace)),
  };
}
