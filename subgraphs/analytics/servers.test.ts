import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';
import { ask, call } from '../../test/support/call-subgraph.ts';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { createDataFolder, startTestHost, type DataFolder, type TestHost } from '../../test/support/subgraph-host.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { analyticsSubgraph } from './server.ts';

interface Copy {
  readonly folder: DataFolder;
  readonly running: TestHost;
  readonly endpoint: SubgraphEndpoint;
}

describeWith(redisAvailable() && postgresAvailable())('two copies of the analytics subgraph on Redis and PostgreSQL', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let one: Copy;
  let two: Copy;

  beforeAll(async () => {
    [redis, postgres] = await Promise.all([startRedis({ appendOnly: 'always' }), startPostgres()]);
    one = await startCopy();
    two = await startCopy();
  });

  afterAll(async () => {
    for (const { running, folder } of [one, two]) {
      await running.close();
      folder.remove();
    }
    await postgres.stop();
    await redis.stop();
  });

  async function startCopy(): Promise<Copy> {
    const folder = createDataFolder();
    const running = await startTestHost(folder, { name: 'analytics', environment: { REDIS_URL: redis.url, DATABASE_URL: postgres.url } });
    return { folder, running, endpoint: await analyticsSubgraph.start(running.host) };
  }

  it('A01, A05 and A17 hold on PostgreSQL: what one copy records the other answers', async () => {
    const inputs = Array.from({ length: 200 }, (_, n) => ({
      name: n % 2 === 0 ? 'even' : 'odd',
      value: n,
      timestamp: new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString(),
      labels: { service: `s${n % 4}` },
    }));
    await ask(one.endpoint, 'mutation ($inputs: [MetricInput!]!) { recordMetrics(inputs: $inputs) { recorded } }', { variables: { inputs } });
    const data = await ask(
      two.endpoint,
      `{
        metricNames(prefix: "e")
        metrics(query: { names: ["even", "odd"], from: "2026-01-01T00:00:00Z", to: "2026-01-01T00:02:00Z", groupBy: MINUTE, groupByLabels: ["service"], aggregation: P95, labels: { service: "s2" } }) { name labels points { timestamp value count } }
        metricSamples(filter: { name: "odd", labels: { service: "s3" } }, first: 2) { nodes { value } pageInfo { hasNextPage } }
      }`,
    );
    expect(data).toEqual({
      metricNames: ['even'],
      metrics: [
        {
          name: 'even',
          labels: { service: 's2' },
          points: [
            { timestamp: '2026-01-01T00:00:00.000Z', value: 58, count: 15 },
            { timestamp: '2026-01-01T00:01:00.000Z', value: 118, count: 15 },
          ],
        },
      ],
      metricSamples: { nodes: [{ value: 3 }, { value: 7 }], pageInfo: { hasNextPage: true } },
    });
    const [a, b] = await Promise.all(
      [one, two].map(({ endpoint }) => call(endpoint, '{ metrics(query: { names: ["odd"], aggregation: SUM }) { points { value } } }')),
    );
    expect(a?.data).toEqual({ metrics: [{ points: [{ value: 10_000 }] }] });
    expect(b?.data).toEqual(a?.data);
  });

  it('counts each event once across copies, also when the one that counts ends', async () => {
    const scope = { workspace: 'many', principal: 'test' };
    let last = '';
    async function publish(count: number, kind: string): Promise<void> {
      for (let n = 0; n < count; n += 1) {
        const outcome = await two.running.host.log.append(scope, [{ id: `${kind}${n}`, source: 'test', type: `order.${kind}`, subject: `service/s${n % 2}` }]);
        if (outcome.kind === 'appended') last = outcome.events[0]?.position ?? '';
      }
    }
    await publish(150, 'a');
    await Promise.all([publish(100, 'b'), one.running.close()]);
    const identity = { ...scope, correlationId: 'c', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
    const question = '{ eventCounts(pattern: "order.*", groupByType: true) { type count } all: eventCounts(groupBy: DAY) { count } }';
    // The one that ended gives its lease back; until the other has it, the answer is STALE.
    const answer = await waitUntil(async () => {
      const seen = await call(two.endpoint, question, { identity, stream: { minPosition: last } });
      return seen.errors === undefined ? seen : undefined;
    });
    expect(answer.data).toMatchObject({
      eventCounts: [
        { type: 'order.a', count: 150 },
        { type: 'order.b', count: 100 },
      ],
    });
    const entity = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Service { eventCount } } }';
    expect(await ask(two.endpoint, entity, { identity, variables: { r: [{ __typename: 'Service', id: 's1' }] } })).toEqual({
      _entities: [{ eventCount: 125 }],
    });
  });
});
