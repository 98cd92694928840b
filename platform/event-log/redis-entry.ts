import type { RecordedEvent } from './event-log.ts';
import { epochOf, type LogBounds } from './log-bounds.ts';
import type { LiveEvent } from './log-follower.ts';
import { toPosition } from './position.ts';
import type { StoredBody, StoredEvent } from './stored-event.ts';

/** An entry of the stream as XRANGE answers it: its id and its fields, name after value. */
export type RedisEntry = readonly [id: string, fields: readonly string[]];

/** The arguments of one event for `APPEND_SCRIPT`. */
export function toAppendArguments(event: StoredEvent): string[] {
  return [event.digest, event.content, event.id, event.source, event.type, event.subject ?? '', event.correlationId ?? '', event.body];
}

/** What a filter looks at, without the body being parsed. */
export interface EntryAttributes {
  readonly sequence: number;
  readonly recordedAt: number;
  readonly revision: string;
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string | undefined;
  readonly correlationId: string | undefined;
  readonly body: string;
}

/** Reads the fields in the order that the script wrote them. */
export function readEntry([id, fields]: RedisEntry): EntryAttributes {
  const at = (index: number): string => fields[2 * index + 1] ?? '';
  return {
    sequence: Number.parseInt(id, 10),
    recordedAt: Number(at(0)),
    revision: at(1),
    id: at(2),
    source: at(3),
    type: at(4),
    subject: at(5) || undefined,
    correlationId: at(6) || undefined,
    body: at(7),
  };
}

/** The event that an entry of `workspace` keeps. */
export function toRecordedEvent(entry: EntryAttributes, workspace: string, bounds: LogBounds): RecordedEvent {
  const { sequence, recordedAt, revision, id, source, type, subject, correlationId } = entry;
  return {
    id,
    source,
    type,
    ...(subject === undefined ? {} : { subject }),
    ...(revision === '' ? {} : { revision: Number(revision) }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(JSON.parse(entry.body) as StoredBody),
    workspace,
    position: toPosition({ workspace, epoch: epochOf(bounds, sequence), sequence }),
    sequence,
    recordedAt,
  };
}

/** The same for those who follow: read whole when the first of them asks. */
export function toLiveEvent(entry: EntryAttributes, workspace: string, bounds: LogBounds): LiveEvent {
  const { sequence, recordedAt, source, type, subject, correlationId, body } = entry;
  let event: RecordedEvent | undefined;
  return { sequence, recordedAt, source, type, subject, correlationId, size: body.length, read: () => (event ??= toRecordedEvent(entry, workspace, bounds)) };
}
