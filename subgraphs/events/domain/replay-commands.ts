import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../platform/clock/clock.ts';
import { badInput, CodedError, notFound } from '../../../platform/errors/coded-error.ts';
import type { EventLog } from '../../../platform/event-log/event-log.ts';
import type { CommandOutcome, Receipt } from '../../../platform/records/commands.ts';
import type { RequestIdentity } from '../../../platform/request/scope.ts';
import { readCommandId } from './command-id.ts';
import { toReplayEvent } from './replay-events.ts';
import type { ReplayStore } from './replay-store.ts';
import { readReplayRange, readReplayTarget, type Replay, type ReplayRequest, type ReplayState } from './replay.ts';

interface Commanded {
  readonly commandId?: string | null | undefined;
}

type Answer = Promise<{ replay: Replay; receipt: Receipt }>;

/** What begins and steers replays. A command that is sent again under its id changes nothing and answers as repeated. */
export interface ReplayCommands {
  /** Begins to replay what the log holds of the range now. */
  start(identity: RequestIdentity, request: ReplayRequest & Commanded & { fenced: boolean }): Answer;
  /** Each throws NOT_FOUND, and CONFLICT for a replay that is in no state for it. */
  pause(identity: RequestIdentity, request: Commanded & { id: string }): Answer;
  resume(identity: RequestIdentity, request: Commanded & { id: string }): Answer;
  cancel(identity: RequestIdentity, request: Commanded & { id: string }): Answer;
}

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

interface Setup {
  readonly store: ReplayStore;
  readonly log: EventLog;
  readonly clock: Clock;
  /** Told after each change. */
  readonly onChange: () => void;
  readonly newId?: () => string;
}

/** Makes the commands; `onChange` hears of each that may have given work. */
export function createReplayCommands({ store, log, clock, onChange, newId = randomUUID }: Setup): ReplayCommands {
  async function answer(identity: RequestIdentity, id: string, outcome: CommandOutcome): Answer {
    onChange();
    const replay = await store.replay(identity, id);
    if (replay === undefined) throw notFound('replay', id);
    if (outcome.kind === 'conflict') throw new CodedError('CONFLICT', `the replay ${id} is ${replay.state}`, { details: { id, state: replay.state } });
    return { replay, receipt: outcome.receipt };
  }

  async function move(identity: RequestIdentity, request: Commanded & { id: string }, states: { from: readonly ReplayState[]; to: ReplayState }): Answer {
    const { id } = request;
    const { from, to } = states;
    const commandId = readCommandId(request.commandId, { newId, field: 'commandId' });
    const known = await store.replay(identity, id);
    if (known === undefined) throw notFound('replay', id);
    const nowMs = clock.now();
    const ended = to === 'CANCELLED' ? { finishedAtMs: nowMs } : {};
    const events = [toReplayEvent({ ...known, state: to, ...ended }, { commandId, nowMs, identity })];
    return answer(identity, id, await store.move(identity, { id, from, to, ...ended }, { commandId, events }));
  }

  return {
    async start(identity, request) {
      const id = readCommandId(request.commandId, { newId, field: 'input.commandId' });
      if (!ID.test(id)) throw badInput('input.commandId', '1 to 100 letters, digits or ._-, for it becomes the id of the replay', id);
      const target = readReplayTarget(request.target);
      const range = readReplayRange(request, await log.head(identity), identity.workspace);
      const { after, upTo, ...filter } = range;
      const total = await log.count(identity, { filter, after, upTo });
      const nowMs = clock.now();
      const counts = { total, examined: 0, replayed: 0, suppressed: 0, failed: 0, activeMs: 0 };
      const terms = { range, target, fenced: request.fenced, correlationId: identity.correlationId };
      const replay: Replay = { id, state: 'RUNNING', ...terms, ...counts, position: after, startedAtMs: nowMs };
      const events = [toReplayEvent(replay, { commandId: id, nowMs, identity })];
      return answer(identity, id, await store.add(identity, replay, { commandId: id, events }));
    },
    pause: (identity, request) => move(identity, request, { from: ['RUNNING'], to: 'PAUSED' }),
    resume: (identity, request) => move(identity, request, { from: ['PAUSED'], to: 'RUNNING' }),
    cancel: (identity, request) => move(identity, request, { from: ['RUNNING', 'PAUSED'], to: 'CANCELLED' }),
  };
}
