import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../platform/clock/clock.ts';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { AppendOutcome, EventDraft, EventLog } from '../../../platform/event-log/event-log.ts';
import type { Scope } from '../../../platform/request/scope.ts';

/** Events that are appended together at most. */
const MAX_GATHERED = 100;
/** An event whose data is longer goes alone, so that what is gathered stays small. In characters of JSON. */
const MAX_DATA_LENGTH = 65_536;
/** So many turns of the event loop in which nobody joins end the gathering. */
const QUIET_TURNS = 2;
const MAX_TURNS = 100;
/** Who comes after so long a time without any such append is taken to be alone. Those who publish again once they are answered come sooner. */
const SILENCE_MS = 10;

interface Waiting {
  readonly draft: EventDraft;
  readonly resolve: (outcome: AppendOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The same log, whose single appends of one principal are gathered while others come in or one is on its way: they share a call and
 * an fsync, and each gets its own answer. Nobody waits for who has not come: an append goes after two turns of the event loop in which
 * nobody joins it, and at once after a silence, since a turn may be long.
 */
export function gatherAppends(log: EventLog, clock: Pick<Clock, 'elapsed'>): EventLog {
  const gatherings = new Map<string, Waiting[]>();
  let endedMs = clock.elapsed();

  function join(scope: Scope, draft: EventDraft): Promise<AppendOutcome> {
    return new Promise((resolve, reject) => {
      const key = JSON.stringify([scope.workspace, scope.principal]);
      const known = gatherings.get(key);
      const waiting = known ?? [];
      waiting.push({ draft, resolve, reject });
      if (known !== undefined) return;
      const isAlone = gatherings.size === 0 && clock.elapsed() - endedMs > SILENCE_MS;
      gatherings.set(key, waiting);
      const end = () => {
        gatherings.delete(key);
        endedMs = clock.elapsed();
      };
      void sendAll(scope, waiting, { isAlone, end });
    });
  }

  /** Sends what has gathered, one append after the other, until nobody waits; tells so at once, since whoever joined later would wait for good. */
  async function sendAll(scope: Scope, waiting: Waiting[], { isAlone, end }: { isAlone: boolean; end: () => void }): Promise<void> {
    for (let isFirst = true; waiting.length > 0; isFirst = false) {
      if (!isFirst || !isAlone) await untilQuiet(waiting);
      const taken = takeDistinct(waiting);
      if (!(await sendTogether(scope, taken))) for (const { draft, resolve, reject } of taken) await log.append(scope, [draft]).then(resolve, reject);
    }
    end();
  }

  /** False when nothing was appended because of some of them: each is to be sent by itself then. */
  async function sendTogether(scope: Scope, taken: readonly Waiting[]): Promise<boolean> {
    if (taken.length === 1) return false;
    try {
      const drafts = taken.map(({ draft }) => draft);
      const outcome = await log.append(scope, drafts);
      if (outcome.kind !== 'appended') return false;
      taken.forEach(({ resolve, reject }, index) => {
        const event = outcome.events[index];
        if (event === undefined) reject(new Error('the log answered for fewer events than it was given'));
        else resolve({ ...outcome, events: [event] });
      });
    } catch (error) {
      if (error instanceof CodedError && error.code === 'LOG_FULL') return false;
      for (const { reject } of taken) reject(error);
    }
    return true;
  }

  const append: EventLog['append'] = (scope, events, options) => {
    const [only, second] = events;
    const isGathered = only !== undefined && second === undefined && options?.expectedRevision === undefined && isShort(only);
    return isGathered ? join(scope, only) : log.append(scope, events, options);
  };
  return Object.assign(Object.create(log) as EventLog, { append });
}

function isShort({ data }: EventDraft): boolean {
  return data === undefined || JSON.stringify(data).length <= MAX_DATA_LENGTH;
}

/** Resolves once nobody has joined for a few turns, or enough have. */
async function untilQuiet(waiting: readonly Waiting[]): Promise<void> {
  let quietTurns = 0;
  for (let turn = 0; turn < MAX_TURNS && quietTurns < QUIET_TURNS && waiting.length < MAX_GATHERED; turn += 1) {
    const before = waiting.length;
    await nextTurn();
    quietTurns = waiting.length === before ? quietTurns + 1 : 0;
  }
}

/** Takes the first that wait; the same event a second time stays for the next append, which answers that it is there. */
function takeDistinct(waiting: Waiting[]): readonly Waiting[] {
  const seen = new Set<string>();
  let count = 0;
  for (const { draft } of waiting) {
    const key = JSON.stringify([draft.source, draft.id]);
    if (seen.has(key) || count === MAX_GATHERED) break;
    seen.add(key);
    count += 1;
  }
  return waiting.splice(0, count);
}
