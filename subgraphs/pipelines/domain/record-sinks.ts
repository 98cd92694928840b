import { createHash } from 'node:crypto';
import type { EventDraft } from '../../../platform/event-log/event-log.ts';
import type { JsonValue } from '../../../platform/json/json-value.ts';
import { valueAt } from './field-path.ts';
import type { RecordsSink, TopicSink } from './pipeline.ts';
import type { StoredRow } from './pipeline-store.ts';
import type { OutRecord, Refusal, SinkOrigin, SinkPlan } from './sink-plan.ts';

/** Events that a pipeline publishes name it as their source. */
export function sourceOfPipeline(pipelineId: string): string {
  return `autoweave/pipelines/${pipelineId}`;
}

const MAX_KEY = 256;

/** A record's id as text: a text of 1 to 256 characters or a number; undefined for anything else. */
export function readRecordKey(value: JsonValue | undefined): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.length > 0 && text.length <= MAX_KEY ? text : undefined;
}

/** Rows that are committed together with the counts. Of two records with one key in a batch the later stays. */
export function planRows(sink: RecordsSink, records: readonly OutRecord[], origin: SinkOrigin): SinkPlan {
  const rows = new Map<string, StoredRow>();
  const refused: Refusal[] = [];
  for (const { index, key, record } of records) {
    const own = sink.key === undefined ? shorten(key) : readRecordKey(valueAt(record, sink.key));
    if (own === undefined)
      refused.push({ index, field: sink.key ?? '', reason: `${sink.key ?? 'the key'} is not a key: a text of 1 to ${MAX_KEY} characters or a number` });
    else {
      rows.delete(own);
      rows.set(own, { collection: sink.collection, key: own, data: record, pipelineId: origin.pipelineId, runId: origin.runId, writtenAtMs: origin.atMs });
    }
  }
  return { changes: rows.size === 0 ? [] : [{ kind: 'write-rows', rows: [...rows.values()] }], events: [], refused };
}

/** Events that enter the outbox together with the counts; their ids make a repeated relay harmless. */
export function planTopic(sink: TopicSink, records: readonly OutRecord[], origin: SinkOrigin): SinkPlan {
  const events: EventDraft[] = [];
  const refused: Refusal[] = [];
  for (const { index, key, record, cause } of records) {
    const subject = sink.subject === undefined ? undefined : readRecordKey(valueAt(record, sink.subject));
    if (sink.subject !== undefined && subject === undefined) {
      refused.push({ index, field: sink.subject, reason: `${sink.subject} is not a subject: a text of 1 to ${MAX_KEY} characters or a number` });
      continue;
    }
    events.push({
      id: shorten(`${origin.runId}/${key}`),
      source: sourceOfPipeline(origin.pipelineId),
      type: sink.type,
      time: new Date(origin.atMs).toISOString(),
      data: record,
      ...(subject === undefined ? {} : { subject }),
      ...(cause === undefined ? {} : { causationId: cause.eventId }),
      ...(cause?.correlationId === undefined ? {} : { correlationId: cause.correlationId }),
    });
  }
  return { changes: [], events, refused };
}

/** A key that fits, the same for the same text. */
function shorten(key: string): string {
  return key.length <= MAX_KEY ? key : `${key.slice(0, 100)}~${createHash('sha256').update(key).digest('base64url')}`;
}
