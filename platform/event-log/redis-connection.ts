import type { Redis, RedisOptions } from 'ioredis';
import { ConfigError } from '../config/settings.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { Logger } from '../logging/logger.ts';
import { cutWhenSilent } from './cut-when-silent.ts';
import type { DurabilityLevel } from './event-log.ts';
import { probeRedis, type RedisFacts } from './redis-facts.ts';

/** The log's connection for commands, with what is known of the server behind it. */
export interface RedisConnection {
  readonly redis: Redis;
  /** Undefined while the server cannot be reached, or is not yet probed after a reconnect. */
  readonly facts: RedisFacts | undefined;
  /** What the server promised when it was last there. */
  readonly lastLevel: DurabilityLevel;
  /** The facts, or LOG_UNAVAILABLE. */
  requireFacts(): RedisFacts;
  /** Calls `task` each time the server can be reached again. */
  onLive(task: () => void): void;
  /** A connection of its own with the same credentials, e.g. for subscribing. */
  duplicate(options: RedisOptions): Redis;
  /** Waits for the answers that are under way, a second at most. */
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 5_000;
/** A server that does not answer for so long is taken to be gone. */
const SILENT_MS = 10_000;
/** While a server loads its data it guesses how long that will take, at first wildly: it is asked again this soon regardless. */
const LOADING_LOOK_MS = 250;
const MAX_RETRY_DELAY_MS = 1_000;
const PROBE_RETRY_MS = 500;
/** A server may be reconfigured while it runs: what it promises is asked again this often. */
const PROBE_EVERY_MS = 5_000;
const QUIT_TIMEOUT_MS = 1_000;

/** Where Redis is, and after how long a silent connection counts as lost. */
export interface RedisConnectionOptions {
  readonly url: string;
  readonly logger: Logger;
  /** Default 10 s. */
  readonly silentMs?: number;
}

/**
 * Connects, or throws one ConfigError that says why not: unreachable, refused, a replica, or a policy that evicts the log.
 * Afterwards it reconnects by itself for as long as it takes; commands while it is away are refused at once.
 */
export async function openRedisConnection({ url, logger, silentMs = SILENT_MS }: RedisConnectionOptions): Promise<RedisConnection> {
  const { Redis } = await import('ioredis');
  const place = new URL(url).host;
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    maxLoadingRetryTime: LOADING_LOOK_MS,
    keepAlive: 10_000,
    retryStrategy: (attempt) => Math.min(25 * 2 ** attempt, MAX_RETRY_DELAY_MS),
    // After a failover the old address may lead to a replica; a new connection finds the new master.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });
  let lastError: Error | undefined;
  const stopWatching = cutWhenSilent(redis, silentMs);
  redis.on('error', (error: Error) => (lastError = error));
  let facts: RedisFacts;
  try {
    await redis.connect();
    facts = await probeRedis(redis, place);
  } catch (error) {
    stopWatching();
    redis.disconnect();
    if (error instanceof ConfigError) throw error;
    throw new ConfigError([`REDIS_URL: no Redis can be used at ${place}: ${(lastError ?? (error as Error)).message}`]);
  }
  warnOfDurability(facts, place, logger);
  return watchConnection(redis, { facts, place, logger, silentMs, stopWatching });
}

interface Watched {
  readonly facts: RedisFacts;
  readonly place: string;
  readonly logger: Logger;
  readonly silentMs: number;
  readonly stopWatching: () => void;
}

function watchConnection(redis: Redis, { facts: first, place, logger, silentMs, stopWatching }: Watched): RedisConnection {
  let facts: RedisFacts | undefined = first;
  let lastLevel = first.level;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;
  let connection = 0;
  const tasks: (() => void)[] = [];

  redis.on('close', () => {
    connection += 1;
    clearTimeout(retry);
    if (facts !== undefined && !isClosed) logger.warn({ place }, 'the event log has lost Redis and is reconnecting');
    facts = undefined;
  });
  redis.on('ready', () => void probeAgain());
  const refreshing = setInterval(() => void refresh(), PROBE_EVERY_MS);
  refreshing.unref();

  /** Asks a server that is there what it promises now; a failure is left to the connection's own events. */
  async function refresh(): Promise<void> {
    const [asked, before] = [connection, facts];
    if (before === undefined) return;
    try {
      const found = await probeRedis(redis, place);
      if (asked !== connection || isClosed || facts === undefined) return;
      if (found.level !== before.level) warnOfDurability(found, place, logger);
      facts = found;
      lastLevel = found.level;
    } catch (error) {
      logger.debug({ err: error, place }, 'Redis could not be asked what it promises');
    }
  }

  async function probeAgain(): Promise<void> {
    const asked = connection;
    try {
      const found = await probeRedis(redis, place);
      if (asked !== connection || isClosed) return;
      facts = found;
      lastLevel = found.level;
      logger.info({ place, durability: found.level }, 'the event log has Redis again');
      warnOfDurability(found, place, logger);
      for (const task of tasks) task();
    } catch (error) {
      if (asked !== connection || isClosed) return;
      logger.error({ err: error, place }, 'the event log cannot use this Redis');
      retry = setTimeout(() => void probeAgain(), PROBE_RETRY_MS);
      retry.unref();
    }
  }

  return {
    redis,
    get facts() {
      return facts;
    },
    get lastLevel() {
      return lastLevel;
    },
    requireFacts() {
      if (facts === undefined) throw new CodedError('LOG_UNAVAILABLE', 'the event log cannot be reached');
      return facts;
    },
    onLive: (task) => void tasks.push(task),
    duplicate(options) {
      const other = redis.duplicate({ lazyConnect: false, ...options });
      const stop = cutWhenSilent(other, silentMs);
      other.once('end', stop);
      return other;
    },
    async close() {
      const isLive = facts !== undefined;
      isClosed = true;
      facts = undefined;
      clearTimeout(retry);
      clearInterval(refreshing);
      stopWatching();
      if (isLive) await quitRedis(redis);
      else redis.disconnect();
    },
  };
}

/** Ends a connection once what it was asked is answered; cuts it after a second. Never fails. */
export async function quitRedis(redis: Redis): Promise<void> {
  const cut = setTimeout(() => redis.disconnect(), QUIT_TIMEOUT_MS);
  try {
    await redis.quit();
  } catch {
    redis.disconnect();
  } finally {
    clearTimeout(cut);
  }
}

function warnOfDurability(facts: RedisFacts, place: string, logger: Logger): void {
  if (!facts.hasAppendOnlyFile)
    logger.warn({ place }, 'this Redis keeps no append-only file: events are lost when it ends; set appendonly yes and appendfsync always');
  else if (facts.level !== 'fsynced')
    logger.warn(
      { place },
      'this Redis answers before an event is on disk; set appendfsync always (and no-appendfsync-on-rewrite no) for events that survive a loss of power',
    );
}
