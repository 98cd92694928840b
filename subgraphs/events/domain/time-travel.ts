import type { Clock } from '../../../platform/clock/clock.ts';
import { badInput } from '../../../platform/errors/coded-error.ts';
import type { EventFilter, EventLog, Position, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import { toPosition } from '../../../platform/event-log/position.ts';
import type { SubgraphContext } from '../../../platform/subgraph/context.ts';
import type { StreamItem } from '../../../platform/subgraph/stream-item.ts';

/** A way through the log at a pace of its own. */
export interface Journey {
  readonly filter: EventFilter;
  /** Begins after it; null: before the first event. */
  readonly after: Position | null;
  /** The log's time at which it begins, ms; undefined: that of its first event. */
  readonly sinceMs: number | undefined;
  /** Ends before the first event that was recorded then or later, ms. */
  readonly untilMs: number | undefined;
  /** Seconds of the log in a second: 1 as it was. 0: as fast as it is read. */
  readonly speed: number;
}

interface Travelled {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly context: Pick<SubgraphContext, 'identity' | 'signal' | 'resumeFrom'>;
}

const MAX_SPEED = 1_000_000;
/** While nothing is due, the place is told so often. */
const TELL_EVERY_MS = 15_000;

/** Reads a speed; throws BAD_USER_INPUT. */
export function readSpeed(speed: number): number {
  if (!Number.isFinite(speed) || speed < 0 || speed > MAX_SPEED) throw badInput('speed', `a number from 0 to ${MAX_SPEED}`, speed);
  return speed;
}

/**
 * The events of a journey, each as long after the beginning as its recording was, divided by the speed. Where it catches up with the
 * present it goes on live. Who resumes gets the next event at once, and the others at their distances from it.
 */
export async function* travel({ log, clock, context }: Travelled, journey: Journey): AsyncGenerator<StreamItem<{ readonly eventTimeTravel: RecordedEvent }>> {
  const { identity, signal, resumeFrom } = context;
  const { filter, speed, untilMs } = journey;
  let position = resumeFrom ?? journey.after ?? toPosition({ workspace: identity.workspace, epoch: 0, sequence: 0 });
  const gap = resumeFrom === undefined ? undefined : await log.locate(identity, resumeFrom);
  if (gap?.kind === 'gap') position = gap.availableFrom;
  const resumed = resumeFrom === undefined ? undefined : gap?.kind === 'gap' ? { gap: { from: resumeFrom, availableFrom: position } } : { replayed: 0 };
  yield { kind: 'attached', position, ...(resumed === undefined ? {} : { resumed }) };
  let anchor = resumeFrom !== undefined || journey.sinceMs === undefined ? undefined : { logMs: journey.sinceMs, atMs: clock.elapsed() };

  for await (const item of log.tail(identity, { from: { after: position }, filter, signal })) {
    if (item.kind === 'progress' && untilMs !== undefined && clock.now() >= untilMs) return;
    if (item.kind !== 'event') {
      yield item;
      continue;
    }
    const { event, replay } = item;
    if (untilMs !== undefined && event.recordedAt >= untilMs) return;
    anchor ??= { logMs: event.recordedAt, atMs: clock.elapsed() };
    const dueMs = speed === 0 ? 0 : anchor.atMs + (event.recordedAt - anchor.logMs) / speed;
    for (let waitMs = dueMs - clock.elapsed(); waitMs > 0; waitMs = dueMs - clock.elapsed()) {
      await clock.sleep(Math.min(waitMs, TELL_EVERY_MS), signal).catch(() => undefined);
      if (signal.aborted) return;
      if (waitMs > TELL_EVERY_MS) yield { kind: 'progress', position };
    }
    position = event.position;
    yield { kind: 'event', position, root: { eventTimeTravel: event }, replay };
  }
}
