import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

/** A script that is sent whole only when the server does not have it. */
export interface RedisScript {
  run(redis: Redis, keys: readonly string[], parameters: readonly (string | number)[]): Promise<unknown>;
}

/** Makes `lua` callable by its digest. */
export function createRedisScript(lua: string): RedisScript {
  const digest = createHash('sha1').update(lua).digest('hex');
  return {
    async run(redis, keys, parameters) {
      try {
        // As a list, since a batch has more arguments than a function call can take.
        return await redis.call('EVALSHA', [digest, keys.length, ...keys, ...parameters]);
      } catch (error) {
        if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
        return redis.call('EVAL', [lua, keys.length, ...keys, ...parameters]);
      }
    },
  };
}
