import { inBatches } from '../../../platform/async/in-batches.ts';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { EventFilter, RecordedEvent, TailItem } from '../../../platform/event-log/event-log.ts';
import { lastPosition } from '../../../platform/event-log/last-position.ts';
import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';
import type { EventSource, FileSource, HttpSource } from './pipeline.ts';
import { sourceOfPipeline } from './record-sinks.ts';
import { PROGRESS_EVENT } from './run-events.ts';
import { openRunSession, type RunSession, type RunSetup } from './run-session.ts';
import { SourceChangedError, type SourceItem } from './source-cursor.ts';

/**
 * Carries a run on from its checkpoint until it ends, is paused, or is lost to another holder; returns in each case.
 * Rejects when the signal aborts, or when its own records cannot be reached: the run then stays RUNNING for the next holder.
 */
export async function carryOnRun(setup: RunSetup): Promise<void> {
  const session = openRunSession(setup);
  const { source } = setup.pipeline;
  try {
    if (source.kind === 'event') await followEvents(source, setup, session);
    else await readToEnd(source, setup, session);
  } catch (error) {
    setup.signal.throwIfAborted();
    if (error instanceof SourceChangedError) await session.end('INTERRUPTED', { code: 'CONFLICT', message: error.message });
    else if (error instanceof CodedError) await session.end('FAILED', { code: error.code, message: error.message });
    else throw error;
  }
}

async function readToEnd(source: HttpSource | FileSource, setup: RunSetup, session: RunSession): Promise<void> {
  const { pipeline, run, signal, ports } = setup;
  const cursor = await ports.sources.open(source, { checkpoint: run.checkpoint, keyPrefix: `${run.id}/`, signal });
  try {
    for (;;) {
      signal.throwIfAborted();
      const { items, checkpoint, done } = await cursor.next(pipeline.batchSize);
      const goesOn = await session.take(items, { checkpoint, done });
      if (!goesOn || done) return;
    }
  } finally {
    await cursor.close();
  }
}

async function followEvents(source: EventSource, setup: RunSetup, session: RunSession): Promise<void> {
  const { scope, pipeline, signal, ports } = setup;
  const { checkpoint } = session.run;
  const tail = ports.log.tail(scope, { from: typeof checkpoint === 'string' ? { after: checkpoint } : 'beginning', filter: toFilter(source), signal });
  for await (const batch of inBatches(tail, { max: pipeline.batchSize, quietMs: 500, clock: ports.clock })) {
    const goesOn = batch.length === 0 ? await session.report() : await takeTailed(batch, session, sourceOfPipeline(pipeline.id));
    if (!goesOn) return;
  }
}

/** The part of the log that a pipeline takes. */
export function toFilter(source: EventSource): EventFilter {
  return {
    pattern: source.pattern,
    ...(source.subject === undefined ? {} : { subject: source.subject }),
    ...(source.about === undefined ? {} : { about: source.about }),
  };
}

/** A pipeline takes neither what it published itself nor reports of progress. */
function isForTaking(event: RecordedEvent, ownSource: string): boolean {
  return event.source !== ownSource && event.type !== PROGRESS_EVENT;
}

async function takeTailed(batch: readonly TailItem[], session: RunSession, ownSource: string): Promise<boolean> {
  const events = batch.flatMap((item) => (item.kind === 'event' && isForTaking(item.event, ownSource) ? [item.event] : []));
  const gap = batch.find((item) => item.kind === 'gap');
  if (gap !== undefined) {
    const message = 'events between the checkpoint and the oldest that the log keeps were trimmed before they were taken';
    if (!(await session.note({ code: 'STALE', message }, session.run.checkpoint))) return false;
  }
  const checkpoint = lastPosition(batch);
  if (events.length > 0) return session.take(events.map(toItem), { checkpoint: checkpoint ?? session.run.checkpoint, done: false });
  return checkpoint === undefined || checkpoint === session.run.checkpoint ? true : session.moveTo(checkpoint);
}

function toItem(event: RecordedEvent): SourceItem {
  const { id, source, type, subject, time, recordedAt, correlationId, data } = event;
  const record: JsonObject = {
    id,
    source,
    type,
    recordedAt: new Date(recordedAt).toISOString(),
    data: (data ?? null) satisfies JsonValue,
    ...(subject === undefined ? {} : { subject }),
    ...(time === undefined ? {} : { time }),
    ...(correlationId === undefined ? {} : { correlationId }),
  };
  return { kind: 'record', key: `${source}#${id}`, record, cause: { eventId: id, ...(correlationId === undefined ? {} : { correlationId }) } };
}
