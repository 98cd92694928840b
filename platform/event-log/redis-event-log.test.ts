import { afterAll, beforeAll } from '@jest/globals';
import { pino } from 'pino';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { eventLogContract } from './event-log.contract.ts';
import { createRedisEventLog } from './redis-event-log.ts';

let server: RedisServer;

describe('with a Redis server', () => {
  beforeAll(async () => {
    server = await startRedis({ appendOnly: 'always' });
  });
  afterAll(() => server.stop());
  let logs = 0;
  eventLogContract('Redis', () =>
    Promise.resolve({
      create: (clock) => createRedisEventLog({ url: server.url, clock, logger: pino({ level: 'silent' }), keyPrefix: `log-${(logs += 1)}:` }),
      close: () => Promise.resolve(),
    }),
  );
});
