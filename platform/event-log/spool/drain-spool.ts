import type { Clock } from '../../clock/clock.ts';
import { CodedError } from '../../errors/coded-error.ts';
import type { Logger } from '../../logging/logger.ts';
import type { AppendSpooled } from './event-spool.ts';
import type { SpoolFile } from './spool-file.ts';
import type { WaitingBatch } from './spool-reader.ts';

/** Events that one append takes at most. */
const STEP = 500;
/** What passes: the batch is tried again later, and no other of its workspace goes before it. */
const PASSING: ReadonlySet<string> = new Set(['LOG_UNAVAILABLE', 'LOG_FULL', 'STORE_UNAVAILABLE', 'DEADLINE_EXCEEDED']);

type Answer =
  { readonly kind: 'appended'; readonly positions: readonly string[] } | { readonly kind: 'later' } | { readonly kind: 'refused'; readonly error: CodedError };

/**
 * Hands on what waits in a file, in its order, until nothing is left or the log cannot take it. Batches of one publisher that
 * follow each other are appended as one; where that is refused, each by itself. `before` is the number at which to stop.
 */
export async function drainSpool(
  file: SpoolFile,
  { append, clock, logger, before, isClosed }: { append: AppendSpooled; clock: Clock; logger: Logger; before: () => number; isClosed: () => boolean },
): Promise<void> {
  const waitingFor = new Set<string>();

  async function tryAppend(batches: readonly WaitingBatch[]): Promise<Answer> {
    const [first] = batches;
    if (first === undefined) return { kind: 'later' };
    try {
      const positions = await append(
        { workspace: first.workspace, principal: first.principal },
        batches.flatMap(({ drafts }) => drafts),
      );
      return { kind: 'appended', positions };
    } catch (error) {
      if (error instanceof CodedError && !PASSING.has(error.code)) return { kind: 'refused', error };
      if (!(error instanceof CodedError)) logger.error({ err: error, workspace: first.workspace }, 'a spooled event could not be appended; trying again');
      return { kind: 'later' };
    }
  }

  async function settle(batches: readonly WaitingBatch[], positions: readonly string[]): Promise<void> {
    let at = 0;
    const settled = batches.map(({ number, drafts }) => ({ number, positions: positions.slice(at, (at += drafts.length)) }));
    await file.write({ kind: 'appended', batches: settled, now: clock.now() });
  }

  async function handOn(batches: readonly WaitingBatch[]): Promise<boolean> {
    const answer = await tryAppend(batches);
    const [first] = batches;
    if (first === undefined || answer.kind === 'later') return false;
    if (answer.kind === 'appended') await settle(batches, answer.positions);
    else if (batches.length > 1) {
      for (const batch of batches) if (!(await handOn([batch]))) return false;
    } else {
      const { code, message } = answer.error;
      logger.warn({ workspace: first.workspace, code, reason: message }, 'the log refuses a spooled batch');
      await file.write({ kind: 'refused', number: first.number, code, message, now: clock.now() });
    }
    return true;
  }

  while (!isClosed()) {
    const waiting = file.reader.waiting({ without: [...waitingFor], before: before(), maxEvents: STEP });
    const [first] = waiting;
    if (first === undefined) return;
    const until = waiting.findIndex(({ workspace, principal }) => workspace !== first.workspace || principal !== first.principal);
    const run = until === -1 ? waiting : waiting.slice(0, until);
    // A key that occurs twice would have one batch refuse the other.
    if (!(await handOn(isDistinct(run) ? run : [first]))) waitingFor.add(first.workspace);
  }
}

function isDistinct(batches: readonly WaitingBatch[]): boolean {
  const keys = batches.flatMap(({ drafts }) => drafts.map(({ draft }) => JSON.stringify([draft.source, draft.id])));
  return new Set(keys).size === keys.length;
}
