import type { Clock } from '../../../../platform/clock/clock.ts';
import type { EventLog, Position, RecordedEvent } from '../../../../platform/event-log/event-log.ts';
import { comparePositions, readPosition } from '../../../../platform/event-log/position.ts';
import type { Hold } from '../../../../platform/lease/held-work.ts';
import type { Evaluator } from '../evaluator.ts';
import { compareGenerations } from './compare-generations.ts';
import { foldEvents } from './fold-events.ts';
import { toProgressEvent, toTold } from './projection-events.ts';
import type { ProjectionStore } from './projection-store.ts';
import { isProjected, type Generation, type Projection, type ProjectionCheck } from './projection.ts';

/** What building a projection reads from and commits to. */
export interface ProjectionPorts {
  readonly store: ProjectionStore;
  readonly log: EventLog;
  readonly evaluator: Evaluator;
  readonly clock: Clock;
}

const PAGE = 200;
const LOOK_EVERY_MS = 1_000;
const TELL_EVERY_MS = 500;
/** How often a place is kept that was reached without applying anything. */
const KEEP_PLACE_EVERY_MS = 5_000;

/**
 * Works on one projection as long as it is held: applies new events to what is read, and beside it builds what is to take its
 * place or to be compared with it. Every page is one unit of work, so that a kill at any moment loses and doubles nothing.
 */
export async function workOnProjection(id: string, hold: Hold, ports: ProjectionPorts): Promise<void> {
  const { store, log } = ports;
  const { scope, signal } = hold;
  watchArrivals(log, hold);
  const pass = createPass(hold, ports);
  while (!signal.aborted) {
    const hasOld = await store.clean(scope, id, hold.fence);
    const projection = await store.find(scope, id);
    if (projection === undefined) {
      if (hasOld) continue;
      return;
    }
    const outcome = await pass(projection);
    if (outcome === 'lost') return;
    if (outcome === 'idle' && !hasOld) await hold.pause(LOOK_EVERY_MS);
  }
}

type Outcome = 'more' | 'idle' | 'lost';

interface Reach {
  readonly generation: Generation;
  /** Up to where it has been applied, kept or not. */
  readonly position: Position;
  /** Nothing lay beyond when the log was read. */
  readonly isAtEnd: boolean;
}

function createPass(hold: Hold, { store, log, evaluator, clock }: ProjectionPorts): (projection: Projection) => Promise<Outcome> {
  const { scope, fence } = hold;
  /** Places that were reached without anything to keep, by generation. */
  const places = new Map<string, { readonly from: Position; readonly position: Position; readonly atMs: number }>();
  let toldAtMs = Number.NEGATIVE_INFINITY;
  const compare = (a: Position, b: Position) => comparePositions(readPosition(a, scope.workspace), readPosition(b, scope.workspace));

  /** Applies the next page to a generation, up to and with `upTo` at most. */
  async function advance(projection: Projection, generation: Generation, upTo: Position | undefined): Promise<Reach | 'lost'> {
    const beganAtMs = clock.elapsed();
    const passed = places.get(generation.id);
    const after = passed?.from === generation.position ? passed.position : generation.position;
    const end = upTo ?? (await log.head(scope));
    const { events, hasMore, gapTo } = await readPage(generation.terms.pattern, after);
    const within = upTo === undefined ? events : events.filter(({ position }) => compare(position, upTo) <= 0);
    const isAtEnd = !hasMore || within.length < events.length;
    const last = within.at(-1)?.position ?? after;
    const position = isAtEnd && compare(end, last) > 0 ? end : last;
    const wanted = within.filter(isProjected);
    const keptAtMs = passed?.atMs ?? beganAtMs;
    const isDue = position !== generation.position && beganAtMs - keptAtMs >= KEEP_PLACE_EVERY_MS;
    if (wanted.length === 0 && gapTo === undefined && !isDue) {
      places.set(generation.id, { from: generation.position, position, atMs: keptAtMs });
      return { generation, position, isAtEnd };
    }
    const progress = { ...(await apply(generation, wanted, gapTo)), position };
    const next = { ...generation, ...progress, activeMs: generation.activeMs + (clock.elapsed() - beganAtMs) };
    const tells = generation.role !== 'live' && clock.elapsed() - toldAtMs >= TELL_EVERY_MS;
    const cause = { commandId: `${generation.id}/${next.examined}`, nowMs: clock.now() };
    const told = tells ? [toProgressEvent(toTold(projection.id, next, 'RUNNING'), cause)] : [];
    if (!(await store.advance(scope, generation, { progress: next, changed: progress.changed, events: told, fence }))) return 'lost';
    if (tells) toldAtMs = clock.elapsed();
    places.delete(generation.id);
    return { generation: next, position, isAtEnd };
  }

  async function readPage(pattern: string, after: Position) {
    const place = await log.locate(scope, after);
    const gapTo = place.kind === 'gap' ? place.availableFrom : undefined;
    const page = await log.read(scope, { filter: { pattern }, after: gapTo ?? after, limit: PAGE, direction: 'forward' });
    // Before the first event that is kept there is nothing to miss for who begins anew.
    return { ...page, gapTo: readPosition(after, scope.workspace).sequence === 0 ? undefined : gapTo };
  }

  async function apply(generation: Generation, events: readonly RecordedEvent[], gapTo: Position | undefined) {
    const read = async (keys: readonly string[]) => new Map((await store.entries(scope, generation.id, keys)).map(({ key, state }) => [key, state]));
    const folded = await foldEvents(events, { terms: generation.terms, evaluator, entries: generation.entries, read });
    const gap = gapTo === undefined ? undefined : { message: 'events were dropped before they were applied', position: gapTo };
    const fault = folded.lastFault ?? gap;
    const lastFault = fault === undefined ? generation.lastFault : { ...fault, atMs: clock.now() };
    return {
      changed: folded.changed,
      examined: generation.examined + events.length,
      applied: generation.applied + folded.applied,
      failed: generation.failed + folded.failed + Number(gap !== undefined),
      entries: folded.entries,
      ...(lastFault === undefined ? {} : { lastFault }),
    };
  }

  function toDone(projection: Projection, generation: Generation) {
    return toProgressEvent(toTold(projection.id, generation, 'DONE'), { commandId: `${generation.id}/done`, nowMs: clock.now() });
  }

  /** Compares what was built anew with what is read: both stand at the same place, and nobody else moves them. */
  async function finishCheck(projection: Projection, { live, rebuilt, position }: { live: Generation; rebuilt: Generation; position: Position }) {
    const differences = await compareGenerations(store, scope, { live, rebuilt });
    const counts = { liveEntries: live.entries, rebuiltEntries: rebuilt.entries };
    const check: ProjectionCheck = { id: rebuilt.id, equal: differences.length === 0, position, ...counts, differences, atMs: clock.now() };
    return store.finishCheck(scope, { ...projection, checking: rebuilt }, { check, events: [toDone(projection, rebuilt)], fence });
  }

  return async function pass(projection) {
    const { live, building, checking } = projection;
    const reachLive = live === undefined ? undefined : await advance(projection, live, undefined);
    if (reachLive === 'lost') return conflicted();
    let isIdle = reachLive?.isAtEnd ?? true;
    if (checking !== undefined && reachLive !== undefined) {
      const reach = await advance(projection, checking, reachLive.position);
      if (reach === 'lost') return conflicted();
      const { generation: rebuilt, position } = reach;
      if (reach.isAtEnd && !(await finishCheck(projection, { live: reachLive.generation, rebuilt, position }))) return conflicted();
      isIdle = false;
    }
    if (building !== undefined) {
      const reach = await advance(projection, building, undefined);
      if (reach === 'lost') return conflicted();
      // What takes its place may not stand behind what was read before.
      const isReady = reach.isAtEnd && (reachLive === undefined || compare(reach.position, reachLive.position) >= 0);
      const end = { events: [toDone(projection, reach.generation)], fence };
      if (isReady && !(await store.swap(scope, { ...projection, building: reach.generation }, end))) return conflicted();
      isIdle = false;
    }
    return isIdle ? 'idle' : 'more';
  };

  /** Someone changed the projection, or the lease is lost and the hold about to end: the next pass tells. */
  async function conflicted(): Promise<Outcome> {
    places.clear();
    await hold.pause(LOOK_EVERY_MS / 10);
    return hold.signal.aborted ? 'lost' : 'more';
  }
}

/** Ends pauses when something is appended. */
function watchArrivals(log: EventLog, { scope, signal, nudge }: Hold): void {
  async function watch(): Promise<void> {
    for await (const item of log.tail(scope, { from: 'head', signal })) if (item.kind === 'event') nudge();
  }
  // A tail that breaks off costs only time: the projection looks every second regardless.
  void watch().catch(() => undefined);
}
