import type { EventLog } from '../../../../platform/event-log/event-log.ts';
import type { Closable } from '../../../../platform/lifecycle/lifecycle.ts';
import type { Logger } from '../../../../platform/logging/logger.ts';
import type { Scope } from '../../../../platform/request/scope.ts';
import { buryOverdue } from '../deliveries/bury-deliveries.ts';
import type { Line } from '../deliveries/delivery.ts';
import { feedQueue } from './feed-queue.ts';
import { pushQueue, type PushPorts } from './push-queue.ts';

/** The background work on groups and queues: any copy may do it, for each step is guarded by the store. */
export interface QueueWorker extends Closable {
  /** Looks at once for work. */
  wake(): void;
  isRunning(): boolean;
}

const LOOK_EVERY_MS = 1_000;
/** What background work commits as. */
const PRINCIPAL = 'autoweave-events';

/**
 * Looks every second, when woken, and when the log of a workspace with bound queues grows: feeds queues from the log,
 * calls their webhooks, and buries what is overdue.
 */
export function startQueueWorker(ports: PushPorts & { log: EventLog; logger: Logger }): QueueWorker {
  const { store, clock, logger, log } = ports;
  const stop = new AbortController();
  /** Work under way by its name, and whether it was wanted again meanwhile. */
  const running = new Map<string, { again: boolean; readonly done: Promise<void> }>();
  const watched = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>();
  /** Calls of webhooks that have not ended, by the work that made them. */
  const underWay = new Map<string, Set<Promise<void>>>();
  let cancelNext: (() => void) | undefined;

  const toScope = (workspace: string): Scope => ({ workspace, principal: PRINCIPAL });

  /** One piece of work of a name at a time; what is wanted during it follows it. */
  function ensure(name: string, work: () => Promise<boolean>): void {
    const current = running.get(name);
    if (current !== undefined) {
      current.again = true;
      return;
    }
    if (stop.signal.aborted) return;
    const entry = { again: false, done: Promise.resolve() };
    running.set(name, entry);
    entry.done = repeat(entry).catch((error: unknown) => {
      running.delete(name);
      if (!stop.signal.aborted) logger.error({ err: error, work: name }, 'background work on deliveries failed and is tried again');
    });
    // Gone from the map without a pause in between: a wake is either seen by the last look or starts a new one.
    async function repeat(mine: { again: boolean }): Promise<void> {
      for (;;) {
        mine.again = false;
        const more = await work();
        if (stop.signal.aborted || (!more && !mine.again)) break;
      }
      running.delete(name);
    }
  }

  async function look(): Promise<boolean> {
    const [working, overdue] = await Promise.all([store.workingLines(), store.linesWithOverdue(clock.now())]);
    for (const { workspace, line, bound } of working) {
      const name = `${workspace} ${line.id}`;
      if (bound) ensure(`feed ${name}`, () => feed(workspace, line.id));
      if (line.push !== undefined) ensure(`push ${name}`, () => push(workspace, line.id));
    }
    for (const { workspace, lineId } of overdue) ensure(`bury ${workspace} ${lineId}`, () => bury(workspace, lineId));
    watch(new Set(working.filter(({ bound }) => bound).map(({ workspace }) => workspace)));
    return false;
  }

  async function find(workspace: string, lineId: string): Promise<Line | undefined> {
    return (await store.lines(toScope(workspace), [lineId]))[0];
  }

  async function feed(workspace: string, lineId: string): Promise<boolean> {
    const line = await find(workspace, lineId);
    if (line === undefined) return false;
    const more = await feedQueue(ports, toScope(workspace), line);
    if (line.push !== undefined) ensure(`push ${workspace} ${lineId}`, () => push(workspace, lineId));
    return more;
  }

  async function push(workspace: string, lineId: string): Promise<boolean> {
    const line = await find(workspace, lineId);
    if (line?.push === undefined) return false;
    const name = `push ${workspace} ${lineId}`;
    const calls = underWay.get(name) ?? new Set();
    const started = await pushQueue(ports, toScope(workspace), { line, room: line.push.concurrency - calls.size });
    // After the claim: calls that ended during it have let go of the set.
    if (started.length > 0) underWay.set(name, calls);
    for (const call of started) {
      // Each call that ends makes room for another: a slow one holds up nobody.
      const done: Promise<void> = call
        .catch((error: unknown) => logger.error({ err: error, work: name }, 'a message was pushed and not settled; it is pushed again'))
        .finally(() => {
          calls.delete(done);
          if (calls.size === 0) underWay.delete(name);
          ensure(name, () => push(workspace, lineId));
        });
      calls.add(done);
    }
    return false;
  }

  async function bury(workspace: string, lineId: string): Promise<boolean> {
    const line = await find(workspace, lineId);
    return line !== undefined && (await buryOverdue(ports, toScope(workspace), line)) > 0;
  }

  /** Follows the log of each workspace that has a bound queue, only to learn that it grew. */
  function watch(workspaces: ReadonlySet<string>): void {
    for (const [workspace, { abort }] of watched) if (!workspaces.has(workspace)) abort.abort();
    for (const workspace of workspaces) {
      if (watched.has(workspace) || stop.signal.aborted) continue;
      const abort = new AbortController();
      const done = follow(workspace, AbortSignal.any([abort.signal, stop.signal])).finally(() => watched.delete(workspace));
      watched.set(workspace, { abort, done });
    }
  }

  async function follow(workspace: string, signal: AbortSignal): Promise<void> {
    try {
      for await (const { kind } of log.tail(toScope(workspace), { from: 'head', signal })) if (kind === 'event') wake();
    } catch (error) {
      if (!signal.aborted) logger.warn({ err: error, workspace }, 'the log is not followed for a moment');
    }
  }

  function wake(): void {
    ensure('look', look);
  }

  function schedule(): void {
    cancelNext = clock.after(LOOK_EVERY_MS, () => {
      wake();
      schedule();
    });
  }

  wake();
  schedule();
  return {
    wake,
    isRunning: () => !stop.signal.aborted,
    async close() {
      stop.abort(new Error('the process stops'));
      cancelNext?.();
      while (running.size > 0) await Promise.all([...running.values()].map(({ done }) => done));
      await Promise.all([...underWay.values()].flatMap((calls) => [...calls]));
      await Promise.all([...watched.values()].map(({ done }) => done));
    },
  };
}
