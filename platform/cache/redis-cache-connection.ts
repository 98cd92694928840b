import type { Redis } from 'ioredis';
import { ConfigError } from '../config/settings.ts';
import type { Logger } from '../logging/logger.ts';
import { DROPS_CHANNEL } from './redis-shared-tier.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** A cache that takes longer is no help. */
const COMMAND_TIMEOUT_MS = 1_000;
const MAX_RETRY_DELAY_MS = 1_000;

/** One connection for commands and one that listens to the other processes. */
export interface RedisCacheConnection {
  readonly redis: Redis;
  /** True while every drop that another process tells of is heard. */
  readonly isListening: boolean;
  close(): void;
}

/**
 * Connects and listens, or throws one ConfigError that says why not. Later it reconnects by itself; commands are refused at
 * once meanwhile, and `onSilence` is called whenever messages may have been missed. A command fails after `commandTimeoutMs` (default 1000).
 */
export async function openRedisCacheConnection(setup: {
  url: string;
  logger: Logger;
  onMessage: (message: string) => void;
  onSilence: () => void;
  commandTimeoutMs?: number;
}): Promise<RedisCacheConnection> {
  const { Redis } = await import('ioredis');
  const place = new URL(setup.url).host;
  let hasStarted = false;
  const redis = new Redis(setup.url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: setup.commandTimeoutMs ?? COMMAND_TIMEOUT_MS,
    keepAlive: 10_000,
    retryStrategy: (attempt) => (hasStarted ? Math.min(25 * 2 ** attempt, MAX_RETRY_DELAY_MS) : null),
  });
  const listener = redis.duplicate({ autoResubscribe: false });
  let isListening = false;
  let lastError: Error | undefined;
  for (const each of [redis, listener]) each.on('error', (error: Error) => (lastError = error));

  async function listen(): Promise<void> {
    await listener.subscribe(DROPS_CHANNEL);
    setup.onSilence();
    isListening = true;
  }

  try {
    await redis.connect();
    await redis.ping();
    await listener.connect();
    await listen();
    hasStarted = true;
  } catch (error) {
    // Ending what has ended already leaves a timer behind that holds the process.
    for (const each of [redis, listener]) if (each.status !== 'end') each.disconnect();
    throw new ConfigError([`REDIS_CACHE_URL: no Redis can be used at ${place}: ${(lastError ?? (error as Error)).message}`]);
  }
  listener.on('message', (_channel, message: string) => setup.onMessage(message));
  listener.on('close', () => {
    if (isListening) setup.logger.warn({ place }, 'the cache has lost Redis and is reconnecting; until then nothing is cached');
    isListening = false;
    setup.onSilence();
  });
  listener.on('ready', () => {
    listen().then(
      () => setup.logger.info({ place }, 'the cache has Redis again'),
      // The connection broke again; its next `ready` tries anew. An error reply leaves it open, so it is ended.
      () => listener.disconnect(true),
    );
  });
  return {
    redis,
    get isListening() {
      return isListening;
    },
    close() {
      isListening = false;
      listener.removeAllListeners('close');
      redis.disconnect();
      listener.disconnect();
    },
  };
}
