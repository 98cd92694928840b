import type { Clock } from '../clock/clock.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { ArchivedRow, ArchiveState, EventArchive, LogMemory } from './archive/event-archive.ts';
import { NO_ARCHIVE } from './archive/no-archive.ts';
import { readEventFilter } from './event-filter.ts';
import type { Position } from './event-log.ts';
import { epochOf, keptSequence } from './log-bounds.ts';
import { DEFAULT_IDEMPOTENCY_WINDOW_MS, KEEP_ALL, type LogKeeping, type LogPolicy } from './log-keeping.ts';
import { assertErasable, readLogPolicy } from './log-policy.ts';
import { readPosition, toPosition } from './position.ts';
import type { RedisConnection } from './redis-connection.ts';
import { readEntry, type EntryAttributes, type RedisEntry } from './redis-entry.ts';
import { withLogErrors } from './redis-log-error.ts';
import { createRedisScript } from './redis-script.ts';
import { ARCHIVED_SCRIPT, BISECT_SCRIPT, ERASE_KEYS_SCRIPT, FORGET_KEYS_SCRIPT, KEPT_SCRIPT } from './redis-scripts.ts';
import type { RedisBounds, RedisWorkspace } from './redis-workspace.ts';

/** What the keeping of a log on Redis works with. */
export interface RedisKeepingParts {
  readonly connection: RedisConnection;
  readonly clock: Clock;
  readonly archive: EventArchive;
  readonly open: (workspace: string) => RedisWorkspace;
  readonly hotEvents?: number;
  readonly idempotencyWindowMs?: number;
}

/** Entries that are copied at once. */
const COPY_STEP = 2_000;
const DEFAULT_HOT_EVENTS = 100_000;
const DIGEST_STEP = 1_000;

const archivedScript = createRedisScript(ARCHIVED_SCRIPT);
const keptScript = createRedisScript(KEPT_SCRIPT);
const bisectScript = createRedisScript(BISECT_SCRIPT);
const eraseKeysScript = createRedisScript(ERASE_KEYS_SCRIPT);
const forgetKeysScript = createRedisScript(FORGET_KEYS_SCRIPT);

/**
 * The keeping of the Redis log. Events are copied to the archive, durably, before they leave memory, and a reader finds them
 * in one of the two whatever dies in between. What is dropped, compacted or erased is moved there first.
 */
export function createRedisKeeping(parts: RedisKeepingParts): LogKeeping {
  const { connection, clock, archive, open } = parts;
  const { hotEvents = DEFAULT_HOT_EVENTS, idempotencyWindowMs = DEFAULT_IDEMPOTENCY_WINDOW_MS } = parts;
  const { redis } = connection;

  async function policyOf({ keys }: RedisWorkspace): Promise<LogPolicy> {
    connection.requireFacts();
    const json = await redis.hget(keys.meta, 'policy');
    return json === null ? KEEP_ALL : (JSON.parse(json) as LogPolicy);
  }

  const remembered = new Map<string, string>();

  /** What the archive must know when Redis has forgotten it; written when it is new. */
  async function remember(name: string, memory: LogMemory): Promise<void> {
    const text = JSON.stringify(memory);
    if (remembered.get(name) === text) return;
    await archive.remember(name, memory);
    remembered.set(name, text);
  }

  /** Moves what lies at or before `upTo` to the archive, step by step; another that does the same is no harm. */
  async function moveThrough({ name, keys, bounds }: RedisWorkspace, upTo: number): Promise<void> {
    for (;;) {
      const now = await bounds();
      if (now.hotFloor >= Math.min(upTo, now.head)) return;
      connection.requireFacts();
      const high = `${Math.min(upTo, now.head)}-0`;
      const entries = ((await redis.xrange(keys.events, `${now.hotFloor + 1}-0`, high, 'COUNT', COPY_STEP)) as RedisEntry[]).map(readEntry);
      const last = entries.at(-1);
      if (last === undefined) return;
      const state = await archive.store(
        name,
        entries.map((entry) => toRow(entry, now)),
      );
      const bytes = entries.reduce((sum, entry) => sum + Buffer.byteLength(entry.body), 0);
      await remember(name, { forks: now.forks, policy: (await redis.hget(keys.meta, 'policy')) ?? undefined });
      await archivedScript.run(redis, [keys.events, keys.meta], [now.hotFloor, now.forks.length, last.sequence, bytes, ...toArguments(state)]);
    }
  }

  /** The newest event that must be in the archive for the policy to be kept. */
  async function dueThrough({ keys, bounds }: RedisWorkspace, { retention, compaction }: LogPolicy): Promise<number> {
    const now = await bounds();
    const isTimed = compaction.length === 0 && retention.every(({ maxEvents, maxBytes }) => maxEvents === undefined && maxBytes === undefined);
    if (!isTimed) return now.head;
    const ages = retention.flatMap(({ maxAgeMs }) => maxAgeMs ?? []);
    if (ages.length === 0 || now.hotFloor >= now.head) return now.hotFloor;
    return Number(await bisectScript.run(redis, [keys.events], [now.hotFloor, now.head, clock.now() - Math.min(...ages)]));
  }

  /** The newest event that was recorded before a time, in memory or in the archive; 0 when there is none. */
  async function lastBefore({ name, keys, bounds }: RedisWorkspace, timeMs: number): Promise<number> {
    const { head, hotFloor, floor, forks } = await bounds();
    const last = hotFloor >= head ? hotFloor : Number(await bisectScript.run(redis, [keys.events], [hotFloor, head, timeMs]));
    if (last > hotFloor || hotFloor <= floor) return last > hotFloor ? last : 0;
    const range = { workspace: name, forks, low: floor, high: hotFloor };
    const { events } = await archive.read(range, readEventFilter({ until: timeMs }), { limit: 1, direction: 'backward' });
    return events[0]?.sequence ?? 0;
  }

  async function forgetKeys(workspace: RedisWorkspace): Promise<void> {
    const { meta, keys } = workspace.keys;
    const floor = await lastBefore(workspace, clock.now() - idempotencyWindowMs);
    // No event is older than the window: looking at every key would find none to forget.
    if (floor === 0) return;
    let cursor = '0';
    do cursor = String(await forgetKeysScript.run(redis, [meta, keys], [floor, cursor]));
    while (cursor !== '0');
  }

  function assertArchive(): void {
    if (archive === NO_ARCHIVE) throw new CodedError('UNSUPPORTED', 'this event log has no archive, where alone events can be dropped and erased');
  }

  return {
    policy: ({ workspace }) => withLogErrors(() => policyOf(open(workspace))),
    setPolicy: ({ workspace }, policy) =>
      withLogErrors(async () => {
        const read = readLogPolicy(policy);
        if (read.retention.length > 0 || read.compaction.length > 0) assertArchive();
        connection.requireFacts();
        const { meta } = open(workspace).keys;
        const quota = Object.entries(read.quota).filter(([, value]) => value !== undefined);
        await redis
          .multi()
          .hdel(meta, 'maxEvents', 'maxBytes')
          .hset(meta, { policy: JSON.stringify(read), ...Object.fromEntries(quota) })
          .exec();
        // An archive that holds nothing of the workspace has nothing to bring back.
        if ((await archive.state(workspace)).through > 0)
          await remember(workspace, { forks: (await open(workspace).bounds()).forks, policy: JSON.stringify(read) });
      }),
    facts: ({ workspace: name }) =>
      withLogErrors(async () => {
        const workspace = open(name);
        const bounds = await workspace.bounds();
        const at = (sequence: number) => toPosition({ workspace: name, epoch: epochOf(bounds, sequence), sequence });
        const [hot, hotBytes] = [await redis.xlen(workspace.keys.events), Number((await redis.hget(workspace.keys.meta, 'hotBytes')) ?? 0)];
        const state = await archive.state(name);
        return {
          events: hot + state.events,
          bytes: hotBytes + state.bytes,
          archivedEvents: state.events,
          availableFrom: at(bounds.floor),
          dropped: await archive.dropped(name, at),
          erasures: await archive.erasures(name, at),
        };
      }),
    keep: ({ workspace: name }, { requiredAfter } = {}) =>
      withLogErrors(async () => {
        const workspace = open(name);
        const policy = await policyOf(workspace);
        if (archive !== NO_ARCHIVE) {
          const { head } = await workspace.bounds();
          await moveThrough(workspace, Math.max(head - hotEvents, await dueThrough(workspace, policy)));
          if (policy.retention.length > 0 || policy.compaction.length > 0) await retain(workspace, policy, requiredAfter);
          // What a slower process noted last may be older than what the archive keeps now.
          else await note(workspace, await archive.state(name));
        }
        await forgetKeys(workspace);
      }),
    erase: ({ workspace: name }, subject) =>
      withLogErrors(async () => {
        assertArchive();
        const workspace = open(name);
        const { head } = await workspace.bounds();
        await moveThrough(workspace, head);
        assertErasable(await policyOf(workspace), subject, await archive.typesOf(name, subject));
        const now = clock.now();
        const { events, digests } = await archive.erase(name, { subject, now });
        for (let at = 0; at < digests.length; at += DIGEST_STEP) await eraseKeysScript.run(redis, [workspace.keys.keys], digests.slice(at, at + DIGEST_STEP));
        await note(workspace, await archive.state(name));
        const bounds = await workspace.bounds();
        return { subject, events, at: now, through: toPosition({ workspace: name, epoch: epochOf(bounds, head), sequence: head }) };
      }),
  };

  async function retain(workspace: RedisWorkspace, policy: LogPolicy, requiredAfter: Position | undefined): Promise<void> {
    const { name, keys } = workspace;
    const newer = { events: await redis.xlen(keys.events), bytes: Number((await redis.hget(keys.meta, 'hotBytes')) ?? 0) };
    const upTo = requiredAfter === undefined ? undefined : keptSequence(await workspace.bounds(), readPosition(requiredAfter, name, 'requiredAfter'));
    await note(workspace, await archive.retain(name, { policy, now: clock.now(), newer, upTo }));
  }

  async function note({ keys }: RedisWorkspace, state: ArchiveState): Promise<void> {
    await keptScript.run(redis, [keys.meta], toArguments(state));
  }
}

function toArguments({ floor, events, bytes }: ArchiveState): number[] {
  return [floor, events, bytes];
}

function toRow(entry: EntryAttributes, bounds: RedisBounds): ArchivedRow {
  const { sequence, recordedAt, type, source, id, subject, correlationId, revision, body } = entry;
  return {
    sequence,
    epoch: epochOf(bounds, sequence),
    recordedAt,
    type,
    source,
    id,
    subject: subject ?? null,
    revision: revision === '' ? null : Number(revision),
    correlationId: correlationId ?? null,
    body,
  };
}
