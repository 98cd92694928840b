import type { Clock } from '../clock/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { EventArchive } from './archive/event-archive.ts';
import { withFork } from './begin-epoch.ts';
import { readEventFilter } from './event-filter.ts';
import type { RecordedEvent } from './event-log.ts';
import { readForks, type Fork } from './log-bounds.ts';
import type { LogPolicy } from './log-keeping.ts';
import type { RedisConnection } from './redis-connection.ts';
import { createRedisScript } from './redis-script.ts';
import { RECOVER_SCRIPT } from './redis-scripts.ts';
import type { RedisKeys } from './redis-workspace.ts';
import { digestKey, toStoredEvents } from './stored-event.ts';

/** Brings a workspace that Redis has forgotten, in whole or beyond what the archive holds, back from there; answers whether it had to. */
export type RecoverWorkspace = (name: string, keys: RedisKeys) => Promise<boolean>;

const STEP = 1_000;
const recoverScript = createRedisScript(RECOVER_SCRIPT);

/**
 * What is in the archive is the log again: its head, the revisions of its streams, the idempotency keys of the window, its policy. An epoch
 * begins there, since what Redis had beyond is lost. It may be done by several processes at once, and again after a kill.
 */
export function createRedisRecovery(parts: {
  connection: RedisConnection;
  archive: EventArchive;
  clock: Clock;
  logger: Logger;
  idempotencyWindowMs: number;
  list: (workspace: string) => Promise<void>;
}): RecoverWorkspace {
  const { connection, archive, clock, logger, idempotencyWindowMs, list } = parts;
  const { redis } = connection;

  async function bringRevisions(name: string, { revisions }: RedisKeys): Promise<void> {
    for (let after = ''; ;) {
      const streams = await archive.streams(name, { after, limit: STEP });
      const last = streams.at(-1);
      if (last === undefined) return;
      await redis.hset(revisions, Object.fromEntries(streams.map(({ subject, revision }) => [subject, revision])));
      after = last.subject;
    }
  }

  async function bringKeys(name: string, { keys }: RedisKeys, { low, high, forks }: { low: number; high: number; forks: readonly Fork[] }): Promise<void> {
    const matcher = readEventFilter({ since: clock.now() - idempotencyWindowMs });
    for (let after = low; ;) {
      const range = { workspace: name, forks, low: after, high };
      const { events, isWhole } = await archive.read(range, matcher, { limit: STEP, maxSize: 8_388_608, direction: 'forward' });
      if (events.length > 0) await redis.hset(keys, Object.fromEntries(events.map(toKeyEntry)));
      const last = events.at(-1);
      if (isWhole || last === undefined) return;
      after = last.sequence;
    }
  }

  return async function recover(name, keys) {
    const state = await archive.state(name);
    if (state.through === 0) return false;
    connection.requireFacts();
    const [head, known] = await redis.hmget(keys.meta, 'head', 'forks');
    if (Number(head ?? 0) >= state.through) return false;
    const memory = await archive.recall(name);
    const before = latest(memory.forks, readForks(known));
    const forks = withFork(before, { after: state.through, nowMs: clock.now() });
    await bringRevisions(name, keys);
    await bringKeys(name, keys, { low: state.floor, high: state.through, forks: before });
    await list(name);
    const { maxEvents = '', maxBytes = '' } = memory.policy === undefined ? {} : (JSON.parse(memory.policy) as LogPolicy).quota;
    const { through, floor, events, bytes } = state;
    const told = [through, floor, events, bytes, memory.recordedAt, JSON.stringify(forks), memory.policy ?? '', maxEvents, maxBytes];
    const isRecovered = (await recoverScript.run(redis, [keys.events, keys.meta], told)) === 1;
    if (isRecovered) logger.error({ workspace: name, found: Number(head ?? 0), through }, 'Redis has forgotten events: the log goes on where its archive ends');
    return isRecovered;
  };
}

/** Those of the later epoch: the other has not seen it. */
function latest(one: readonly Fork[], other: readonly Fork[]): readonly Fork[] {
  return (one.at(-1)?.epoch ?? 0) >= (other.at(-1)?.epoch ?? 0) ? one : other;
}

/** An idempotency key as `APPEND_SCRIPT` writes it; an erased event equals no content. */
function toKeyEntry(event: RecordedEvent): [string, string] {
  const content = event.erasedAt === undefined ? (toStoredEvents([event], event.principal)[0]?.content ?? '-') : '-';
  return [digestKey(event), `${event.sequence}:${event.revision ?? ''}:${content}`];
}
