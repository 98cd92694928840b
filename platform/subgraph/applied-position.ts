import type { Clock } from '../clock/clock.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { Position } from '../event-log/event-log.ts';
import { comparePositions, readPosition } from '../event-log/position.ts';
import type { Scope } from '../request/scope.ts';

/** The position up to which a subgraph's reads reflect the log. */
export type AppliedPosition = (scope: Scope) => Promise<Position>;

const DEADLINE_MS = 2_000;
const LOOK_EVERY_MS = 5;

/** Waits until `minPosition` is applied; STALE after two seconds, BAD_USER_INPUT for a malformed or foreign position. */
export async function awaitApplied(
  scope: Scope,
  minPosition: Position,
  options: { applied: AppliedPosition; clock: Clock; signal: AbortSignal },
): Promise<void> {
  const wanted = readPosition(minPosition, scope.workspace, 'extensions.stream.minPosition');
  const untilMs = options.clock.elapsed() + DEADLINE_MS;
  for (;;) {
    const applied = readPosition(await options.applied(scope), scope.workspace);
    if (comparePositions(applied, wanted) >= 0) return;
    if (options.clock.elapsed() >= untilMs) {
      throw new CodedError('STALE', 'the position asked for was not applied in time', {
        field: 'extensions.stream.minPosition',
        details: { deadlineMs: DEADLINE_MS },
      });
    }
    await options.clock.sleep(LOOK_EVERY_MS, options.signal);
  }
}
