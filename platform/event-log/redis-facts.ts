import type { Redis } from 'ioredis';
import { ConfigError } from '../config/settings.ts';
import type { DurabilityLevel } from './event-log.ts';

/** What a Redis server says of itself. */
export interface RedisFacts {
  /** Another one means that the server was restarted or another has taken its place. */
  readonly runId: string;
  readonly level: DurabilityLevel;
  readonly hasAppendOnlyFile: boolean;
}

const LEAST_MAJOR_VERSION = 7;

/** Asks a server what the log must know of it. Throws ConfigError when the log may not be kept there. */
export async function probeRedis(redis: Redis, place: string): Promise<RedisFacts> {
  const info = readInfo(await redis.info());
  const refuse = (why: string) => new ConfigError([`REDIS_URL: ${place} ${why}`]);
  const version = info.get('redis_version') ?? '';
  if (!(Number.parseInt(version, 10) >= LEAST_MAJOR_VERSION)) throw refuse(`runs Redis ${version}; expected ${LEAST_MAJOR_VERSION} or later`);
  const policy = info.get('maxmemory_policy') ?? '';
  if (policy.startsWith('allkeys-')) throw refuse(`has maxmemory-policy ${policy}, which deletes the log; expected noeviction or a volatile- policy`);
  if (info.get('role') !== 'master') throw refuse('is a replica; expected its master');
  const runId = info.get('run_id');
  if (runId === undefined) throw refuse('does not tell its run id');
  const hasAppendOnlyFile = info.get('aof_enabled') === '1';
  return { runId, hasAppendOnlyFile, level: hasAppendOnlyFile && (await isFsyncedAlways(redis)) ? 'fsynced' : 'written' };
}

/** A server that hides its configuration is taken not to fsync: a promise needs a ground. */
async function isFsyncedAlways(redis: Redis): Promise<boolean> {
  try {
    const settings = new Map<string, string>();
    for (const name of ['appendfsync', 'no-appendfsync-on-rewrite']) {
      const [key, value] = (await redis.config('GET', name)) as string[];
      settings.set(key ?? name, value ?? '');
    }
    return settings.get('appendfsync') === 'always' && settings.get('no-appendfsync-on-rewrite') === 'no';
  } catch (error) {
    if (error instanceof Error && error.name === 'ReplyError') return false;
    throw error;
  }
}

function readInfo(text: string): Map<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line.includes(':') && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]));
}
