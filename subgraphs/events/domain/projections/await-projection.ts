import type { Clock } from '../../../../platform/clock/clock.ts';
import { CodedError } from '../../../../platform/errors/coded-error.ts';
import type { EventLog, Position } from '../../../../platform/event-log/event-log.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import { countUnapplied, type ProjectionDone } from './projection-commands.ts';
import type { ProjectionStore } from './projection-store.ts';
import type { Projection, ProjectionCheck } from './projection.ts';

interface Waiting {
  readonly store: Pick<ProjectionStore, 'find'>;
  readonly clock: Clock;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

const LOOK_EVERY_MS = 50;
const MAX_STALE_MS = 5_000;

/** The projection once it has applied what it takes of the log up to `minPosition`. Throws STALE when it has not within five seconds. */
export async function findApplied(
  { store, log, clock, signal }: Waiting & { log: EventLog },
  scope: Scope,
  { id, minPosition }: { id: string; minPosition: Position | undefined },
): Promise<Projection | undefined> {
  const untilMs = clock.elapsed() + MAX_STALE_MS;
  for (;;) {
    const projection = await store.find(scope, id);
    if (projection === undefined || minPosition === undefined) return projection;
    const { live } = projection;
    const behind = await countUnapplied(log, scope, { live, upTo: minPosition });
    if (live !== undefined && behind === 0) return projection;
    if (clock.elapsed() >= untilMs) {
      throw new CodedError('STALE', `the projection ${id} has not applied the log up to the position yet`, { field: 'minPosition', details: { id, behind } });
    }
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}

/** What a check found; null when it is not known in time, or will not be, for the projection changed. */
export async function awaitCheck(
  { store, clock, signal }: Waiting,
  scope: Scope,
  { begun, atMostMs }: { begun: ProjectionDone; atMostMs: number },
): Promise<{ readonly projection: Projection; readonly check: ProjectionCheck | null }> {
  const untilMs = clock.elapsed() + atMostMs;
  const { begunId, receipt } = begun;
  let { projection } = begun;
  while (projection.checking !== undefined && clock.elapsed() < untilMs) {
    await clock.sleep(LOOK_EVERY_MS, signal);
    const next = await store.find(scope, projection.id);
    if (next === undefined) break;
    projection = next;
  }
  const { checking, lastCheck } = projection;
  const isKnown = lastCheck !== undefined && checking === undefined && (lastCheck.id === begunId || receipt.repeated);
  return { projection, check: isKnown ? lastCheck : null };
}
