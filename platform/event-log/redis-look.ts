import type { Redis } from 'ioredis';
import { CodedError } from '../errors/coded-error.ts';
import { readEntry, type EntryAttributes, type RedisEntry } from './redis-entry.ts';
import { createRedisScript } from './redis-script.ts';
import { LOOK_SCRIPT } from './redis-scripts.ts';
import { META_FIELDS, type MetaReply, type RedisKeys } from './redis-workspace.ts';

/** Which entries of a stream are looked at, and from which end. */
export interface LookOptions {
  /** Ids of the stream, both inclusive. */
  readonly low: string;
  readonly high: string;
  readonly count: number;
  readonly direction: 'forward' | 'backward';
}

type Reply = readonly [meta: MetaReply, entries: readonly RedisEntry[]];

const lookScript = createRedisScript(LOOK_SCRIPT);

/** The entries of a range that are in memory, and what the log says of itself in the same moment. */
export async function lookAtStream(redis: Redis, keys: Pick<RedisKeys, 'meta' | 'events'>, options: LookOptions) {
  const [meta, entries] = (await readTogether(redis, keys, options)) ?? (await readByScript(redis, keys, options));
  return { meta, entries: entries.map((entry): EntryAttributes => readEntry(entry)) };
}

/** Undefined when the server's memory is full: it queues nothing for a transaction then, not even what only reads. */
async function readTogether(redis: Redis, { meta, events }: Pick<RedisKeys, 'meta' | 'events'>, options: LookOptions): Promise<Reply | undefined> {
  const { low, high, count, direction } = options;
  const asked = redis.multi().hmget(meta, ...META_FIELDS);
  try {
    const reply = await (direction === 'forward' ? asked.xrange(events, low, high, 'COUNT', count) : asked.xrevrange(events, high, low, 'COUNT', count)).exec();
    const failure = reply === null ? new CodedError('LOG_UNAVAILABLE', 'the event log cannot be reached') : (reply[0]?.[0] ?? reply[1]?.[0]);
    if (failure !== null && failure !== undefined) throw failure;
    return [reply?.[0]?.[1] as MetaReply, (reply?.[1]?.[1] ?? []) as RedisEntry[]];
  } catch (error) {
    if (error instanceof Error && isOutOfMemory(error)) return undefined;
    throw error;
  }
}

function isOutOfMemory(error: Error & { readonly previousErrors?: readonly Error[] }): boolean {
  return error.message.startsWith('EXECABORT') && (error.previousErrors ?? []).some(({ message }) => message.startsWith('OOM '));
}

/** Dearer for the server, which hands every field through the script. */
async function readByScript(redis: Redis, { meta, events }: Pick<RedisKeys, 'meta' | 'events'>, options: LookOptions): Promise<Reply> {
  const { low, high, count, direction } = options;
  const range = direction === 'forward' ? ['XRANGE', low, high] : ['XREVRANGE', high, low];
  return (await lookScript.run(redis, [events, meta], [...range, count, ...META_FIELDS])) as Reply;
}
