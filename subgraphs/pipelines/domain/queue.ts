import type { Clock } from '../../../platform/clock/clock.ts';
import type { EventLog, Position } from '../../../platform/event-log/event-log.ts';
import { readPosition, toPosition } from '../../../platform/event-log/position.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import { toFilter } from './carry-on-run.ts';
import type { Pipeline } from './pipeline.ts';
import type { Run } from './run.ts';

/** What waits for a pipeline. */
export interface Queue {
  readonly waiting: number;
  readonly checkpoint: Position | null;
  /** How long the oldest waiting event has been in the log. */
  readonly lagMs: number;
  readonly paused: boolean;
}

/** Counts what lies between an event pipeline's checkpoint and the head of the log. Other sources have no queue. */
export async function measureQueue(scope: Scope, pipeline: Pipeline, options: { run: Run | undefined; log: EventLog; clock: Clock }): Promise<Queue> {
  const { run, log, clock } = options;
  const { source, paused } = pipeline;
  if (source.kind !== 'event' || run === undefined) return { waiting: 0, checkpoint: null, lagMs: 0, paused };
  const checkpoint = typeof run.checkpoint === 'string' ? run.checkpoint : null;
  const head = await log.head(scope);
  const after = checkpoint ?? toPosition({ ...readPosition(head, scope.workspace), sequence: 0 });
  const filter = toFilter(source);
  const [waiting, oldest] = await Promise.all([
    log.count(scope, { filter, after, upTo: head }),
    log.read(scope, { filter, after, limit: 1, direction: 'forward' }),
  ]);
  const [event] = oldest.events;
  return { waiting, checkpoint, lagMs: event === undefined ? 0 : Math.max(0, clock.now() - event.recordedAt), paused };
}
