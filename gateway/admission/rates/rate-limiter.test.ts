import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../../platform/clock/manual-clock.ts';
import { systemClock } from '../../../platform/clock/clock.ts';
import { createLogger } from '../../../platform/logging/logger.ts';
import { describeWith } from '../../../test/support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../../test/support/redis.ts';
import { waitUntil } from '../../../test/support/wait-until.ts';
import { startTestGateway } from '../../../test/support/gateway/test-gateway.ts';
import { createLocalRateLimiter } from './local-rate-limiter.ts';
import { describeRateLimiter } from './rate-limiter.contract.ts';
import { judgeRate } from './rate-limiter.ts';
import { openRedisRateLimiter } from './redis-rate-limiter.ts';

const logger = createLogger({ level: 'silent', process: 'test' });

let clock = createManualClock();
describeRateLimiter('the limiter of one process', {
  async open() {
    clock = createManualClock();
    return createLocalRateLimiter(clock);
  },
  async after(ms, done) {
    expect(await done()).toBe(false);
    clock.advance(ms);
    expect(await done()).toBe(true);
  },
});

it('tells whole times at any fraction of a millisecond', () => {
  const policy = { name: 'operations', limit: 2, windowMs: 60_000 };
  const told = Array.from({ length: 1_000 }, (_, at) => judgeRate(undefined, { nowMs: 1 + at * 17.0037, units: 1 }, policy).resetMs);
  expect(new Set(told)).toEqual(new Set([30_000]));
});

describeWith(redisAvailable())('the limiter on Redis', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await startRedis({ appendOnly: 'no' });
  });
  afterAll(() => server.stop());

  // Longer than any stall of the machine: a count in this process alone would be another answer.
  const open = () => openRedisRateLimiter({ url: server.url, clock: systemClock, logger, commandTimeoutMs: 60_000 });

  describeRateLimiter('counts', {
    async open() {
      const limiter = await open();
      const run = randomUUID();
      // Each test has keys of its own on the one server.
      return { take: (key, units, policy) => limiter.take(`${run}:${key}`, units, policy), close: () => limiter.close() };
    },
    // The server's clock cannot be moved: what is refused is not counted, so that asking again does no harm.
    after: (_ms, done) => waitUntil(done),
  });

  it('counts together with every other process', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const policy = { name: 'shared', limit: 2, windowMs: 3_600_000 };
    const verdicts = [await one.take('k', 1, policy), await two.take('k', 1, policy), await one.take('k', 1, policy), await two.take('k', 1, policy)];
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, false, false]);
    one.close();
    two.close();
  });
});

describe('a limiter whose Redis is out of reach', () => {
  it('counts in its process: neither stops nor lifts the limit', async () => {
    const limiter = await openRedisRateLimiter({ url: 'redis://127.0.0.1:1', clock: systemClock, logger });
    const policy = { name: 'alone', limit: 1, windowMs: 3_600_000 };
    expect((await limiter.take('k', 1, policy)).allowed).toBe(true);
    expect((await limiter.take('k', 1, policy)).allowed).toBe(false);
    limiter.close();
  });
});

describe('rates over HTTP', () => {
  const body = '{"query":"{ hello }"}';

  it('G03 tells what is left, and answers 429 with Retry-After when nothing is', async () => {
    const gateway = await startTestGateway({ identity: 'headers', config: { rateLimit: 2 }, clock: createManualClock() });
    const send = (principal: string) =>
      fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-autoweave-workspace': 'red', 'x-autoweave-principal': principal },
        body,
      });
    const first = await send('ann');
    expect([first.headers.get('ratelimit-policy'), first.headers.get('ratelimit')]).toEqual(['"operations";q=2;w=60', '"operations";r=1;t=30']);
    await send('ann');
    const refused = await send('ann');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(20);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED', details: { policy: 'operations', limit: 2 } } }] });
    expect((await send('ben')).status).toBe(200);
    await gateway.stop();
  });

  it.each([
    ['G04 counts each workspace by itself: one that has nothing left takes nothing of another', 'blue', 'ann'],
    ['G05 counts each principal of a workspace by itself, and tells it what it has left', 'red', 'ben'],
  ])('%s', async (_promise, workspace, principal) => {
    const gateway = await startTestGateway({ identity: 'headers', config: { rateLimit: 2 }, clock: createManualClock() });
    const send = async (identity: Readonly<Record<string, string>>) => {
      const headers = { 'content-type': 'application/json', 'x-autoweave-workspace': 'red', 'x-autoweave-principal': 'ann', ...identity };
      const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
      return [response.status, /r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1]];
    };
    expect([await send({}), await send({}), await send({})]).toEqual([
      [200, '1'],
      [200, '0'],
      [429, '0'],
    ]);
    expect(await send({ 'x-autoweave-workspace': workspace, 'x-autoweave-principal': principal })).toEqual([200, '1']);
    await gateway.stop();
  });

  it('leaves callers on this machine alone', async () => {
    const gateway = await startTestGateway({ config: { rateLimit: 1, rateLimitAddress: 1 } });
    for (let at = 0; at < 3; at += 1) {
      const { status } = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      expect(status).toBe(200);
    }
    await gateway.stop();
  });
});
