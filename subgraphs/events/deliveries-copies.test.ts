import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { startDeliveries, type RunningDeliveries, type SeenDelivery } from '../../test/support/start-deliveries.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const KEYS = 8;
const EACH = 15;

describeWith(redisAvailable() && postgresAvailable())('two copies with groups and queues on Redis and PostgreSQL', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let copies: readonly [RunningDeliveries, RunningDeliveries];

  beforeAll(async () => {
    [redis, postgres] = await Promise.all([startRedis({ appendOnly: 'always' }), startPostgres()]);
    const environment = { REDIS_URL: redis.url, DATABASE_URL: postgres.url };
    copies = [await startDeliveries({ environment }), await startDeliveries({ environment })];
  });

  afterAll(async () => {
    for (const copy of copies) await copy.close();
    await postgres.stop();
    await redis.stop();
  });

  interface Work {
    readonly claim: (copy: RunningDeliveries) => Promise<readonly SeenDelivery[]>;
    readonly total: number;
  }

  /** Four consumers, two at each copy, until all is done; every fifth first try is rejected. Answers what was done, in order. */
  async function consume({ claim, total }: Work): Promise<readonly { readonly key: string | null; readonly data: unknown }[]> {
    const held = new Set<string>();
    const done: { key: string | null; data: unknown }[] = [];
    async function consumer(copy: RunningDeliveries): Promise<void> {
      while (done.length < total) {
        const claimed = await claim(copy);
        for (const { id, key } of claimed) {
          for (const name of [id, ...(key === null ? [] : [key])]) {
            if (held.has(name)) throw new Error(`${name} is claimed twice`);
            held.add(name);
          }
        }
        for (const delivery of claimed) {
          const { id, key, data } = delivery;
          const retry = Number(data) % 5 === 0 && delivery.attempt === 1;
          if (!retry) done.push({ key, data });
          held.delete(id);
          if (key !== null) held.delete(key);
          expect(await (retry ? copy.reject([delivery], { delayMs: 0 }) : copy.acknowledge([delivery]))).toEqual([retry ? 'RETRYING' : 'ACKNOWLEDGED']);
        }
      }
    }
    await Promise.all(copies.flatMap((copy) => [consumer(copy), consumer(copy)]));
    return done;
  }

  function expectEachOnceInOrder(done: readonly { readonly key: string | null; readonly data: unknown }[]): void {
    for (let key = 0; key < KEYS; key += 1) {
      expect(done.filter((one) => one.key === `k${key}`).map(({ data }) => data)).toEqual(Array.from({ length: EACH }, (_, index) => index + 1));
    }
    expect(done).toHaveLength(KEYS * EACH);
  }

  it('E06 share a group: no event is claimed by two, and each subject keeps its order through retries', async () => {
    const [one, two] = copies;
    await one.createGroup({ name: 'g', pattern: 'shared.n' });
    for (let key = 0; key < KEYS; key += 1) await (key % 2 === 0 ? one : two).publish('shared.n', { subject: `k${key}`, count: EACH });
    expectEachOnceInOrder(await consume({ claim: (copy) => copy.claimEvents('g', { max: 5 }), total: KEYS * EACH }));
    expect(await two.ask('{ consumerGroup(name: "g") { lag pending inFlight totals { taken acknowledged redelivered } } }')).toEqual({
      consumerGroup: { lag: 0, pending: 0, inFlight: 0, totals: { taken: KEYS * EACH, acknowledged: KEYS * EACH, redelivered: (KEYS * EACH) / 5 } },
    });
  });

  it('E06 share a queue that both fill: no message is claimed by two, and each key keeps its order', async () => {
    const [one, two] = copies;
    await one.createQueue({ name: 'q' });
    const filling = Array.from({ length: KEYS }, async (_, key) => {
      const copy = key % 2 === 0 ? one : two;
      for (let data = 1; data <= EACH; data += 5)
        await copy.enqueue(
          'q',
          [data, data + 1, data + 2, data + 3, data + 4].map((value) => ({ key: `k${key}`, data: value })),
        );
    });
    const [done] = await Promise.all([consume({ claim: (copy) => copy.claimMessages('q', { max: 5 }), total: KEYS * EACH }), ...filling]);
    expectEachOnceInOrder(done);
    expect(await two.ask('{ messageQueue(name: "q") { depth inFlight deadLetterCount } }')).toEqual({
      messageQueue: { depth: 0, inFlight: 0, deadLetterCount: 0 },
    });
  });

  it('E12 bring each bound event into a queue once, whichever copy reads it', async () => {
    const [one, two] = copies;
    await one.createQueue({ name: 'bound' });
    await two.ask('mutation { bindQueue(queue: "bound", pattern: "bound.*", priority: 3) { queue { name } } }');
    await Promise.all([one.publish('bound.a', { count: 50 }), two.publish('bound.b', { count: 50, first: 51 })]);
    await waitUntil(async () => (await two.ask<{ messageQueue: { depth: number } }>('{ messageQueue(name: "bound") { depth } }')).messageQueue.depth === 100);
    const claimed = [...(await one.claimMessages('bound', { max: 60 })), ...(await two.claimMessages('bound', { max: 60 }))];
    expect(claimed.map(({ data }) => Number(data)).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  it('E13 and E20 show either copy the same dead letters and sums, and requeue them once', async () => {
    const [one, two] = copies;
    await one.createQueue({ name: 'dead', maxRetries: 0, maxLength: 3 });
    await one.enqueue('dead', [{ id: 'a', key: 'k', delayMs: 0, expiresInMs: 60_000 }, { id: 'b', key: 'k' }, { id: 'c' }]);
    const tooMany = 'mutation { enqueueMessages(queue: "dead", messages: [{ id: "d" }]) { ids } }';
    expect(await two.refusal(tooMany)).toMatchObject({ code: 'QUEUE_FULL', details: { depth: 3 } });
    expect(await two.reject(await two.claimMessages('dead'), { error: { message: 'no row 7' } })).toEqual(['DEAD', 'DEAD']);
    const dead =
      '{ messageQueue(name: "dead") { depth deadLetters(first: 1) { nodes { id } pageInfo { hasNextPage } } deadLetterErrors { count example { id } } } }';
    const expected = {
      messageQueue: {
        depth: 1,
        deadLetters: { nodes: [{ id: 'a' }], pageInfo: { hasNextPage: true } },
        deadLetterErrors: [{ count: 2, example: { id: 'c' } }],
      },
    };
    expect(await one.ask(dead)).toEqual(expected);
    expect(await two.ask(dead)).toEqual(expected);
    const requeue = 'mutation { requeueDeadLetters(choice: { queue: "dead" }) { count } }';
    const counts = await Promise.all(copies.map((copy) => copy.ask<{ requeueDeadLetters: { count: number } }>(requeue)));
    expect(counts.reduce((sum, { requeueDeadLetters: { count } }) => sum + count, 0)).toBe(2);
    expect((await two.claimMessages('dead')).map(({ id, outOfOrder }) => [id, outOfOrder])).toEqual([
      ['b', false],
      ['c', true],
    ]);
    expect(await one.ask('mutation { purgeQueue(queue: "dead") { removed queue { depth inFlight } } }')).toEqual({
      purgeQueue: { removed: 1, queue: { depth: 2, inFlight: 2 } },
    });
    const stats = '{ eventBusStats { connected totals { queues pending deadLetters } } }';
    expect(await one.ask(stats)).toEqual(await two.ask(stats));
  });
});
