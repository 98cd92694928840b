import type { Clock } from '../../../platform/clock/clock.ts';
import type { EventDraft, EventLog, RecordedEvent } from '../../../platform/event-log/event-log.ts';
import { comparePositions, readPosition } from '../../../platform/event-log/position.ts';
import { readReplayed, toReplayedEvent } from './event-copy.ts';
import type { Hold } from '../../../platform/lease/held-work.ts';
import { toReplayEvent } from './replay-events.ts';
import type { ReplayStep, ReplayStore } from './replay-store.ts';
import type { Replay, ReplayProgress, ReplayTarget } from './replay.ts';
import type { WebhookSigner } from './webhook-signing.ts';
import { callWebhook, toWebhookCall, type Endpoints } from './webhook-call.ts';

/** What a replay reads from and sends to. */
export interface ReplayPorts {
  readonly store: ReplayStore;
  readonly log: EventLog;
  readonly endpoints: Endpoints;
  readonly signer: WebhookSigner;
  readonly clock: Clock;
}

const PAGE = 100;
const TELL_EVERY_MS = 500;
const MAX_TYPE_LENGTH = 256;

/** What was made of one event, beside having looked at it. */
interface Taken {
  readonly outcome: 'replayed' | 'suppressed' | 'failed' | 'passed';
  readonly fault?: string;
  readonly events?: readonly EventDraft[];
  readonly effects?: ReplayStep['effects'];
  readonly suppressions?: ReplayStep['suppressions'];
}

/** Carries a replay on from its checkpoint until it ends, is paused or cancelled, or is lost to another holder. */
export async function workOnReplay(id: string, hold: Hold, ports: ReplayPorts): Promise<void> {
  const { store, log, clock } = ports;
  const { scope, signal } = hold;
  let toldAtMs = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    const beganAtMs = clock.elapsed();
    const replay = await store.replay(scope, id);
    if (replay?.state !== 'RUNNING') return;
    const { events, isLast, gapTo } = await readNext(replay, hold, log);
    const last = events.at(-1);
    if (last === undefined) {
      const finishedAtMs = clock.now();
      const done: Replay = { ...replay, state: 'DONE', finishedAtMs };
      await store.finish(scope, id, { finishedAtMs, events: [toReplayEvent(done, { commandId: `${id}/done`, nowMs: finishedAtMs })], fence: hold.fence });
      return;
    }
    const taken: Taken[] = [];
    for (const event of events) taken.push(await takeEvent(replay, event, { hold, ports }));
    const gap = gapTo === undefined ? [] : [{ outcome: 'failed', fault: 'events were trimmed before they were replayed' } as const];
    const progress = addUp(replay, [...gap, ...taken], {
      position: last.position,
      examined: events.length,
      activeMs: clock.elapsed() - beganAtMs,
      nowMs: clock.now(),
    });
    const tells = clock.elapsed() - toldAtMs >= TELL_EVERY_MS || isLast;
    const told = tells ? [toReplayEvent({ ...replay, ...progress }, { commandId: `${id}/${progress.examined}`, nowMs: clock.now() })] : [];
    if (tells) toldAtMs = clock.elapsed();
    const step = {
      progress,
      events: [...taken.flatMap(({ events: made = [] }) => made), ...told],
      effects: taken.flatMap(({ effects = [] }) => effects),
      suppressions: taken.flatMap(({ suppressions = [] }) => suppressions),
      fence: hold.fence,
    };
    if (!(await store.advance(scope, id, step))) return;
  }
}

// A call is committed before the next one is made: a crash repeats one call at most, and a pause takes effect between two.
async function readNext({ range, position, target }: Replay, { scope }: Hold, log: EventLog) {
  const { after: _after, upTo, ...filter } = range;
  const place = await log.locate(scope, position);
  const gapTo = place.kind === 'gap' ? place.availableFrom : undefined;
  const page = await log.read(scope, { filter, after: gapTo ?? position, limit: target.kind === 'webhook' ? 1 : PAGE, direction: 'forward' });
  const end = readPosition(upTo, scope.workspace);
  const events = page.events.filter((event) => comparePositions(readPosition(event.position, scope.workspace), end) <= 0);
  return { events, isLast: !page.hasMore || events.length < page.events.length, gapTo };
}

async function takeEvent(replay: Replay, event: RecordedEvent, work: { hold: Hold; ports: ReplayPorts }): Promise<Taken> {
  // What a replay made is not replayed: its original is.
  if (readReplayed(event) !== undefined) return { outcome: 'passed' };
  const { target } = replay;
  if (target.kind === 'webhook') return takeByWebhook(replay, event, { ...work, target });
  const type = `${target.prefix}.${event.type}`;
  if (type.length > MAX_TYPE_LENGTH) return { outcome: 'failed', fault: `the type ${type} is longer than ${MAX_TYPE_LENGTH} characters` };
  return { outcome: 'replayed', events: [toReplayedEvent(replay, event, type)] };
}

async function takeByWebhook(
  { id, fenced }: Replay,
  event: RecordedEvent,
  { target, hold, ports }: { target: Extract<ReplayTarget, { kind: 'webhook' }>; hold: Hold; ports: ReplayPorts },
): Promise<Taken> {
  const { store, endpoints, signer, clock } = ports;
  const plain = toWebhookCall(target.url, event, clock.now());
  const call = { ...plain, headers: { ...plain.headers, 'x-autoweave-replay': id } };
  const [done] = fenced ? await store.effects(hold.scope, [call.effect.key]) : [];
  if (done !== undefined) {
    const suppression = { replayId: id, effectKey: done.key, event, differs: done.digest !== call.effect.digest, atMs: clock.now() };
    return { outcome: 'suppressed', suppressions: [suppression] };
  }
  const answer = await callWebhook(call, { endpoints, signer, clock, timeoutMs: target.timeoutMs, maxAttempts: target.maxAttempts, hold });
  if (answer.kind === 'accepted') return { outcome: 'replayed', effects: [call.effect] };
  return { outcome: 'failed', fault: `${target.url} ${answer.reason}` };
}

function addUp(
  before: Replay,
  taken: readonly Taken[],
  { position, examined, activeMs, nowMs }: { position: string; examined: number; activeMs: number; nowMs: number },
): ReplayProgress {
  const count = (outcome: Taken['outcome']): number => taken.filter((one) => one.outcome === outcome).length;
  const fault = taken.findLast((one) => one.fault !== undefined)?.fault;
  const lastFault = fault === undefined ? before.lastFault : { message: fault, atMs: nowMs, position };
  return {
    position,
    examined: before.examined + examined,
    replayed: before.replayed + count('replayed'),
    suppressed: before.suppressed + count('suppressed'),
    failed: before.failed + count('failed'),
    activeMs: before.activeMs + activeMs,
    ...(lastFault === undefined ? {} : { lastFault }),
  };
}
