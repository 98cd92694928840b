import { afterAll, beforeAll, describe } from '@jest/globals';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { startEvents, type RunningEvents } from '../../test/support/start-events.ts';
import { groupAuditPromises } from './group-audit.contract.ts';

describe('what groups tell of themselves and require of the log', () => {
  let events: RunningEvents;
  beforeAll(async () => {
    events = await startEvents();
  });
  afterAll(() => events.close());
  groupAuditPromises(() => events);
});

describeWith(redisAvailable() && postgresAvailable())('what groups tell of themselves and require of the log, on Redis and PostgreSQL', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let events: RunningEvents;
  beforeAll(async () => {
    [redis, postgres] = await Promise.all([startRedis({ appendOnly: 'always' }), startPostgres()]);
    events = await startEvents({ REDIS_URL: redis.url, DATABASE_URL: postgres.url });
  });
  afterAll(async () => {
    await events.close();
    await postgres.stop();
    await redis.stop();
  });
  groupAuditPromises(() => events);
});
