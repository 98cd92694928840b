import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, type OperationDefinitionNode } from 'graphql';
import { systemClock, type Clock } from '../../platform/clock/clock.ts';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { createRedisPeerCalls } from '../../platform/peer-calls/redis-peer-calls.ts';
import type { PeerCalls } from '../../platform/peer-calls/peer-calls.ts';
import type { Scope } from '../../platform/request/scope.ts';
import { createSharedSubscriptionDesk, shareSubscriptionDesk } from '../../platform/subscription-desk/shared-subscription-desk.ts';
import { describeSubscriptionDesk, type DeskClient } from '../../platform/subscription-desk/subscription-desk.contract.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { RefusedOperation } from '../errors.ts';
import { createRunningSubscriptions, type ListedSubscription, type RunningSubscriptions } from './running-subscriptions.ts';

const logger = createLogger({ level: 'silent', process: 'test' });
let lastStart = 0;

/** Has a client subscribe at a desk. */
function subscribe(desk: RunningSubscriptions, scope: Scope, field: string): DeskClient {
  let ended: string | undefined;
  const listed: ListedSubscription = {
    identity: { ...scope, correlationId: 'c', traceparent: '' },
    wire: 'websocket',
    definition: parse(`subscription Watch { ${field} { id } }`).definitions[0] as OperationDefinitionNode,
    variables: { room: 'a' },
    startedAt: (lastStart += 1),
    frames: 4,
    dropped: 1,
    standing: { lag: { events: 2, ms: 3.5 }, state: 'live', resumable: true, readers: 2 },
    endWith(error) {
      const [first] = error instanceof RefusedOperation ? error.errors : [];
      ended = `${String(first?.extensions?.['code'])}: ${first?.message}`;
      desk.delete(listed);
    },
  };
  desk.add(listed);
  return {
    get ended() {
      return ended;
    },
  };
}

function createDesk(clock: Clock, instanceId: string): RunningSubscriptions {
  return createRunningSubscriptions({ clock, random: Math.random, instanceId });
}

describeSubscriptionDesk('the desk of one process', async () => {
  const clock = createManualClock();
  const desk = createDesk(clock, 'here');
  return {
    desk,
    subscribe: (scope, field) => subscribe(desk, scope, field),
    async pass(ms, done) {
      clock.advance(ms);
      expect(done()).toBe(true);
    },
    close: () => Promise.resolve(),
  };
});

describeWith(redisAvailable())('with a Redis server', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis({ appendOnly: 'no' });
  });
  afterAll(() => redis?.stop());

  function connect(answerTimeoutMs = 60_000): PeerCalls {
    return createRedisPeerCalls({ url: redis.url, clock: systemClock, logger, answerTimeoutMs });
  }

  describeSubscriptionDesk('the desk of three processes over Redis, asked in a fourth', async () => {
    const desks = ['a', 'b-1', 'c'].map((instanceId) => ({ desk: createDesk(systemClock, instanceId), calls: connect(), instanceId }));
    for (const { calls, desk, instanceId } of desks) await shareSubscriptionDesk(calls, desk, instanceId);
    const asker = connect();
    let next = 0;
    return {
      desk: createSharedSubscriptionDesk(asker),
      subscribe(scope, field) {
        const { desk } = desks[(next += 1) % desks.length] ?? desks[0] ?? { desk: createDesk(systemClock, 'none') };
        return subscribe(desk, scope, field);
      },
      async pass(_ms, done) {
        await waitUntil(done);
      },
      async close() {
        for (const { calls } of desks) await calls.close();
        await asker.close();
      },
    };
  });

  describe('the desk of several processes', () => {
    const scope = { workspace: 'w', principal: 'p' };

    it('says that it cannot know when no gateway is there, when one does not answer, and when Redis is away', async () => {
      const asker = connect(200);
      const desk = createSharedSubscriptionDesk(asker);
      await expect(desk.list(scope)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('no gateway') });
      const silent = connect();
      await silent.answer('subscriptions', () => new Promise(() => undefined));
      await expect(desk.drain(scope, { overMs: 0 })).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('1 of 1') });
      await silent.close();
      await asker.close();
      const nowhere = createSharedSubscriptionDesk(createRedisPeerCalls({ url: 'redis://127.0.0.1:1', clock: systemClock, logger }));
      await expect(nowhere.list(scope)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    });

    it('leaves out a process that has ended, and lists large desks whole', async () => {
      const [one, two, asker] = [connect(), connect(), connect()];
      const [kept, gone] = [createDesk(systemClock, 'kept'), createDesk(systemClock, 'gone')];
      await shareSubscriptionDesk(one, kept, 'kept');
      await shareSubscriptionDesk(two, gone, 'gone');
      for (let count = 0; count < 3_000; count += 1) subscribe(kept, scope, `field${count}`);
      subscribe(gone, scope, 'leaves');
      const desk = createSharedSubscriptionDesk(asker);
      expect(await desk.list(scope)).toHaveLength(3_001);
      await two.close();
      await waitUntil(async () => (await desk.list(scope)).length === 3_000);
      for (const calls of [one, asker]) await calls.close();
    });

    it('is whole again after Redis was away', async () => {
      const own = await startRedis({ appendOnly: 'no' });
      const open = (): PeerCalls => createRedisPeerCalls({ url: own.url, clock: systemClock, logger, answerTimeoutMs: 60_000 });
      const [holder, asker] = [open(), open()];
      const local = createDesk(systemClock, 'here');
      await shareSubscriptionDesk(holder, local, 'here');
      subscribe(local, scope, 'one');
      const desk = createSharedSubscriptionDesk(asker);
      expect(await desk.list(scope)).toHaveLength(1);
      await own.kill9();
      await expect(desk.list(scope)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
      await own.restart();
      await waitUntil(async () => (await desk.list(scope).catch(() => [])).length === 1);
      for (const calls of [holder, asker]) await calls.close();
      await own.stop();
    });
  });
});
