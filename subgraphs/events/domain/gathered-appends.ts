import { setImmediate as nextTurn } from 'node:timers/promises';
import { systemClock, type Clock } from '../../../platform/clock/clock.ts';
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
/** Of a crowd that publishes one event after the other, so many go together: the others' append is on its way meanwhile. */
const SHARE = 0.5;
/** A crowd is waited for as long as someone joins about as often as appends end, and no longer than `most` in all. In ms. */
const PATIENCE = { leastGap: 3, mostGap: 10, most: 20 };

/** Publishers of one principal, as they were seen of late. */
interface Gathering {
  readonly waiting: Waiting[];
  /** So many were there at once: those who waited, and those whose append was on its way. */
  crowd: number;
  lastTookMs: number;
  /** Called when another joins. */
  onJoin: () => void;
}

interface Waiting {
  readonly draft: EventDraft;
  readonly resolve: (outcome: AppendOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The same log, whose single appends of one principal are gathered while others come in or one is on its way: they share a call and
 * an fsync, and each gets its own answer. A lone append goes after two turns of the event loop. Where many publish one event after the
 * other, those who were just answered are waited for, some milliseconds: they come back as a rule, and when they do not, fewer are expected. How long a disk takes is the machine's time, not that of the events: hence its own clock.
 */
export function gatherAppends(log: EventLog, clock: Pick<Clock, 'after' | 'elapsed'> = systemClock): EventLog {
  const gatherings = new Map<string, Gathering>();

  function join(scope: Scope, draft: EventDraft): Promise<AppendOutcome> {
    return new Promise((resolve, reject) => {
      const key = JSON.stringify([scope.workspace, scope.principal]);
      const known = gatherings.get(key);
      const gathering = known ?? { waiting: [], crowd: 0, lastTookMs: 0, onJoin: () => undefined };
      gathering.waiting.push({ draft, resolve, reject });
      gathering.onJoin();
      if (known !== undefined) return;
      gatherings.set(key, gathering);
      void sendAll(scope, gathering, () => gatherings.delete(key));
    });
  }

  /** Sends what has gathered, one append after the other, until nobody waits; tells so at once, since whoever joined later would wait for good. */
  async function sendAll(scope: Scope, gathering: Gathering, end: () => void): Promise<void> {
    const { waiting } = gathering;
    while (waiting.length > 0) {
      await untilQuiet(waiting);
      const taken = takeDistinct(waiting);
      const beganMs = clock.elapsed();
      if (!(await sendTogether(scope, taken))) for (const { draft, resolve, reject } of taken) await log.append(scope, [draft]).then(resolve, reject);
      gathering.lastTookMs = clock.elapsed() - beganMs;
      gathering.crowd = Math.max(gathering.crowd, taken.length + waiting.length);
      if (gathering.crowd > 1) await untilCrowded(gathering);
    }
    end();
  }

  /** Resolves once a good part of those who were there before have come back, or after some patience: then fewer are expected. */
  async function untilCrowded(gathering: Gathering): Promise<void> {
    const wanted = Math.min(MAX_GATHERED, Math.ceil(gathering.crowd * SHARE));
    if (gathering.waiting.length >= wanted) return;
    const gapMs = Math.min(PATIENCE.mostGap, Math.max(PATIENCE.leastGap, gathering.lastTookMs));
    const untilMs = clock.elapsed() + PATIENCE.most;
    await new Promise<void>((resolve) => {
      let cancel = clock.after(gapMs, giveUp);
      function finish(): void {
        cancel();
        gathering.onJoin = () => undefined;
        resolve();
      }
      function giveUp(): void {
        gathering.crowd = Math.max(gathering.waiting.length, Math.floor(gathering.crowd / 2));
        finish();
      }
      gathering.onJoin = () => {
        if (gathering.waiting.length >= wanted || clock.elapsed() >= untilMs) {
          finish();
          return;
        }
        cancel();
        cancel = clock.after(gapMs, giveUp);
      };
    });
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
