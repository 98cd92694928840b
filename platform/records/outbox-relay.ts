import type { Clock } from '../clock/clock.ts';
import type { EventLog } from '../event-log/event-log.ts';
import type { Closable } from '../lifecycle/lifecycle.ts';
import type { Logger } from '../logging/logger.ts';
import type { Outbox } from './outbox.ts';
import { appendRows } from './relay-rows.ts';
import type { Settlements } from './settlements.ts';

/** What a relay carries from where to where. */
export interface OutboxRelayOptions {
  readonly outbox: Outbox;
  readonly log: Pick<EventLog, 'append'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told of each command as soon as the log has answered, before that is recorded. */
  readonly settlements: Pick<Settlements, 'settled'>;
  /** Rows taken at a time; default 500. */
  readonly batchSize?: number;
  /** How long a relayed row is kept; default one hour. Command records stay for good. */
  readonly keepRelayedMs?: number;
  /** From 0 to 1, for the jitter; default Math.random. */
  readonly random?: () => number;
}

const LOOK_EVERY_MS = 1_000;
const CLEAN_EVERY_MS = 60_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 10_000;

/**
 * Carries a store's outbox to the log until it is closed: in commit order, one relay at a time for a store.
 *
 * Nothing is lost and nothing overtakes, whatever dies: rows are appended before they are marked, so a relay that is
 * killed in between (or loses its turn to another while it appends) only repeats rows, oldest first, and the log
 * answers a repeated (source, id) with its first position. While the log or the store is away it tries again with
 * growing, jittered pauses. A row that the log will never take is recorded as refused, logged, and passed by.
 */
export function createOutboxRelay(options: OutboxRelayOptions): Closable {
  const { outbox, log, clock, logger, settlements, batchSize = 500, keepRelayedMs = 3_600_000, random = Math.random } = options;
  const stop = new AbortController();
  let wake: () => void = () => undefined;
  let awaited = true;
  let failures = 0;
  let cleanAtMs = clock.elapsed() + CLEAN_EVERY_MS;

  function onCommit(): void {
    awaited = true;
    wake();
  }
  const stopListening = outbox.onCommit(onCommit);

  /** One round; answers whether there may be more to do at once, or whether another relay has the turn. */
  async function relayOnce(): Promise<'more' | 'done' | 'not our turn'> {
    if (!(await outbox.takeTurn())) return 'not our turn';
    if (clock.elapsed() >= cleanAtMs) {
      const cleaned = await outbox.clean(clock.now() - keepRelayedMs);
      // A store deletes so many at a time; what is left goes with the next rounds, else a busy outbox would grow for ever.
      if (cleaned === 0) cleanAtMs = clock.elapsed() + CLEAN_EVERY_MS;
    }
    const rows = await outbox.pending(batchSize);
    if (rows.length === 0) return 'done';
    const { results, failure } = await appendRows(log, rows);
    for (const result of results) {
      const { row } = result;
      if ('refusal' in result) logger.error({ commandId: row.commandId, eventId: row.event.id, reason: result.refusal }, 'the log refused an event');
      if (row.isLast) settlements.settled(row, 'position' in result ? result.position : null);
    }
    if (results.length > 0) await outbox.settle(results);
    if (failure !== undefined) throw failure;
    return 'more';
  }

  async function restAfterFailure(error: unknown): Promise<void> {
    if (failures === 0) logger.warn({ err: error }, 'the outbox cannot be relayed; trying again');
    const pauseMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures, 10)) * (0.5 + random() / 2);
    failures += 1;
    await clock.sleep(pauseMs, stop.signal).catch(() => undefined);
  }

  /** Until the next commit, or the next look: another process's commit may have gone unsignalled. */
  async function restUntilWoken(): Promise<void> {
    if (awaited || stop.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const cancel = clock.after(LOOK_EVERY_MS, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      awaited = false;
      try {
        const round = await relayOnce();
        if (failures > 0) logger.info({ failures }, 'the outbox is relayed again');
        failures = 0;
        if (round === 'done') await restUntilWoken();
        if (round === 'not our turn') await clock.sleep(LOOK_EVERY_MS, stop.signal).catch(() => undefined);
      } catch (error) {
        await restAfterFailure(error);
      }
    }
  }

  const running = run();
  return {
    async close() {
      stopListening();
      stop.abort();
      wake();
      await running;
    },
  };
}
