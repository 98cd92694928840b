import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../clock/clock.ts';
import { CodedError } from '../../errors/coded-error.ts';
import type { Logger } from '../../logging/logger.ts';
import { FileOwnedError } from '../../sqlite/file-lock.ts';
import type { DurabilityLevel } from '../event-log.ts';
import { toStoredEvents } from '../stored-event.ts';
import { drainSpool } from './drain-spool.ts';
import type { AppendSpooled, EventSpool, SpooledDraft, SpoolFacts, SpoolOutcome } from './event-spool.ts';
import { openSpoolFile, type SpoolFile } from './spool-file.ts';
import type { SpoolItem, SpoolReply } from './spool-handler.ts';
import { openSpoolReader, type SpoolReader } from './spool-reader.ts';

/** Where the spool is, how much it may hold, and how it learns that the log is back. */
export interface EventSpoolOptions {
  /** Where its files are; processes that share it have a file each. */
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly isReachable: () => boolean;
  readonly level: () => DurabilityLevel;
  readonly maxEvents: number;
  /** Default 256 MiB. */
  readonly maxBytes?: number;
}

/** A spool that its owner closes and wakes when the log can be reached again. */
export type OpenEventSpool = EventSpool & { wake(): void; close(): Promise<void> };

const MAX_BYTES = 268_435_456;
const LOOK_EVERY_MS = 1_000;
const SETTLED_FOR_MS = 7 * 86_400_000;
const FILE = /^log-spool(?:-\d+)?\.sqlite$/;

/** Nothing is opened before it is needed, or left behind by a process before. */
export function createEventSpool(options: EventSpoolOptions): OpenEventSpool {
  const { folder, clock, logger, isReachable, level, maxEvents, maxBytes = MAX_BYTES } = options;
  const closing = new AbortController();
  const readers = new Map<string, SpoolReader>();
  /** Of each batch that is held, or is on its way to be, the number before which it surely is not. */
  const held = new Set<{ readonly from: number }>();
  const waiters = new Set<() => void>();
  let opening: Promise<{ file: SpoolFile; name: string }> | undefined;
  let own: { file: SpoolFile; name: string } | undefined;
  let newest = 0;
  let running: Promise<void> | undefined;
  let ended: Promise<void> | undefined;
  let wanted = new AbortController();

  function names(): string[] {
    return readdirSync(folder).filter((name) => FILE.test(name));
  }

  async function openFirstFree(): Promise<{ file: SpoolFile; name: string }> {
    for (let slot = 1; ; slot += 1) {
      const name = slot === 1 ? 'log-spool.sqlite' : `log-spool-${slot}.sqlite`;
      try {
        own = { file: await openSpoolFile(join(folder, name)), name };
        newest = own.file.reader.lastNumber();
        return own;
      } catch (error) {
        if (!(error instanceof FileOwnedError)) throw error;
      }
    }
  }

  function openOwn(): Promise<{ file: SpoolFile; name: string }> {
    opening ??= openFirstFree();
    opening.catch(() => (opening = undefined));
    return opening;
  }

  function wake(): void {
    wanted.abort();
  }

  async function drainOwn(append: AppendSpooled): Promise<void> {
    if (own === undefined) return;
    const { file } = own;
    await drainSpool(file, {
      append,
      clock,
      logger,
      before: () => Math.min(Infinity, ...[...held].map(({ from }) => from)),
      isClosed: () => closing.signal.aborted,
    });
    if (!file.reader.waits()) for (const tell of waiters) tell();
  }

  /** What a process that is gone has left behind in a file of its own. */
  async function drainOthers(append: AppendSpooled): Promise<void> {
    for (const name of names()) {
      if (closing.signal.aborted || !isReachable()) return;
      if (name === own?.name || !readerOf(name)?.waits()) continue;
      let file: SpoolFile;
      try {
        file = await openSpoolFile(join(folder, name));
      } catch (error) {
        if (error instanceof FileOwnedError) continue;
        throw error;
      }
      try {
        await drainSpool(file, { append, clock, logger, before: () => Infinity, isClosed: () => closing.signal.aborted });
      } finally {
        await file.close();
      }
    }
  }

  function readerOf(name: string): SpoolReader | undefined {
    const found = readers.get(name);
    if (found !== undefined) return found;
    try {
      const reader = openSpoolReader(join(folder, name));
      readers.set(name, reader);
      return reader;
    } catch (error) {
      // Its owner is about to make it.
      logger.debug({ err: error, name }, 'a spool of events could not be read');
      return undefined;
    }
  }

  async function run(append: AppendSpooled): Promise<void> {
    while (!closing.signal.aborted) {
      if (isReachable()) {
        try {
          if (own === undefined && names().length > 0) await openOwn();
          await drainOwn(append);
          await drainOthers(append);
          await own?.file.write({ kind: 'forget', before: clock.now() - SETTLED_FOR_MS });
        } catch (error) {
          logger.error({ err: error }, 'the spool of events could not be handed on; trying again');
        }
      }
      await clock.sleep(LOOK_EVERY_MS, AbortSignal.any([closing.signal, wanted.signal])).catch(() => undefined);
      wanted = new AbortController();
    }
  }

  function toReply(reply: SpoolReply): SpoolOutcome {
    if (reply.kind === 'added') return { kind: 'spooled', ids: reply.ids, duplicates: reply.duplicates };
    if (reply.kind === 'conflict') return { kind: 'id-conflict', source: reply.source, id: reply.id };
    if (reply.kind !== 'full') throw new Error(`the spool answered ${reply.kind}`);
    const { limit, max, kept } = reply;
    const unit = limit === 'maxEvents' ? 'events' : 'bytes';
    throw new CodedError('LOG_FULL', `the event log cannot be reached, and its spool may hold ${max} ${unit} and holds ${kept}`, {
      details: { limit: `spool.${limit}`, max, kept },
    });
  }

  async function closeOnce(): Promise<void> {
    closing.abort();
    for (const tell of waiters) tell();
    await running;
    await opening?.then(({ file }) => file.close()).catch(() => undefined);
    for (const reader of readers.values()) reader.close();
    readers.clear();
  }

  function close(): Promise<void> {
    ended ??= closeOnce();
    return ended;
  }

  return {
    get level() {
      return level();
    },
    start(append) {
      if (names().length > 0) void openOwn().catch(() => undefined);
      running ??= run(append).catch((error: unknown) => logger.error({ err: error }, 'the spool of events is not handed on'));
      return { close };
    },
    async add({ workspace, principal }, batch, hold) {
      const items = toItems(batch, principal);
      const { file } = await openOwn().catch((error: unknown) => {
        throw new CodedError('LOG_UNAVAILABLE', 'the event log cannot be reached, and its spool cannot be opened', { cause: error });
      });
      const mine = { from: newest + 1 };
      held.add(mine);
      try {
        const text = JSON.stringify(batch);
        const reply = await file.write({ kind: 'add', workspace, principal, items, batch: text, now: clock.now(), maxEvents, maxBytes });
        if (reply.kind === 'added' && reply.number > 0) {
          newest = Math.max(newest, reply.number);
          await hold?.();
        }
        return toReply(reply);
      } finally {
        held.delete(mine);
        if (isReachable()) wake();
      }
    },
    async drained(workspace, timeoutMs) {
      // What a process before this one has left goes first.
      await opening?.catch(() => undefined);
      const untilMs = clock.elapsed() + timeoutMs;
      while (own?.file.reader.waits(workspace) === true) {
        if (!isReachable() || closing.signal.aborted || clock.elapsed() >= untilMs) return false;
        wake();
        await new Promise<void>((resolve) => {
          const cancel = clock.after(Math.min(100, timeoutMs), done);
          function done(): void {
            cancel();
            waiters.delete(done);
            resolve();
          }
          waiters.add(done);
        });
      }
      return true;
    },
    find: ({ workspace }, id) =>
      Promise.resolve(
        names()
          .map((name) => readerOf(name)?.find(workspace, id))
          .find((found) => found !== undefined),
      ),
    facts: ({ workspace }) => {
      const none: Omit<SpoolFacts, 'maxEvents'> = { waiting: 0, waitingBytes: 0, oldestAt: undefined, spooled: 0, appended: 0, refused: 0 };
      const all = names().flatMap((name) => readerOf(name)?.facts(workspace) ?? []);
      return Promise.resolve({ ...all.reduce(addFacts, none), maxEvents });
    },
    wake,
    close,
  };
}

function addFacts(one: Omit<SpoolFacts, 'maxEvents'>, other: Omit<SpoolFacts, 'maxEvents'>): Omit<SpoolFacts, 'maxEvents'> {
  const oldest = [one.oldestAt, other.oldestAt].filter((at) => at !== undefined);
  return {
    waiting: one.waiting + other.waiting,
    waitingBytes: one.waitingBytes + other.waitingBytes,
    oldestAt: oldest.length === 0 ? undefined : Math.min(...oldest),
    spooled: one.spooled + other.spooled,
    appended: one.appended + other.appended,
    refused: one.refused + other.refused,
  };
}

/** What identifies each event of a batch: a time that the publisher left out is no part of it. */
function toItems(batch: readonly SpooledDraft[], principal: string): SpoolItem[] {
  const bare = batch.map(({ draft: { time, ...draft }, timeGiven }) => (timeGiven && time !== undefined ? { ...draft, time } : draft));
  return toStoredEvents(bare, principal).map(({ digest, content, source, id }) => ({ digest, content, source, id }));
}
