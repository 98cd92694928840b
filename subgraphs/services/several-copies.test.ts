import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../test/support/real-servers.ts';
import { ask, createIdentity, follow } from '../../test/support/call-subgraph.ts';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { startServices, type RunningServices } from '../../test/support/start-services.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const isHere = redisAvailable() && postgresAvailable();

describeWith(isHere)('copies of the services subgraph on Redis and PostgreSQL', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let copies: readonly [RunningServices, RunningServices];

  beforeAll(async () => {
    [redis, postgres] = await Promise.all([startRedis({ appendOnly: 'always' }), startPostgres()]);
    // Longer than a copy may get no time on a machine that does other things: it would lose what it watches.
    const environment = { REDIS_URL: redis.url, DATABASE_URL: postgres.url, SERVICES_LEASE_MS: '10000' };
    const first = await startServices(environment);
    copies = [first, await startServices(environment)];
  });

  afterAll(async () => {
    for (const copy of copies) await copy.close();
    await postgres.stop();
    await redis.stop();
  });

  /** How many services a copy probes. */
  async function watched({ running }: RunningServices): Promise<number> {
    return (await running.host.metrics.getSingleMetric('autoweave_services_watched')?.get())?.values[0]?.value ?? 0;
  }

  it('V01, V02 and V03 hold on PostgreSQL: what one copy registers every copy lists, filters and discovers', async () => {
    const [one, two] = copies;
    const identity = createIdentity({ workspace: 'lists' });
    for (const [index, version] of ['1.0.0', '1.2.0', '10.0.0'].entries()) {
      await one.register({ id: `s${index}`, version, tags: ['x', `t${index}`], capabilities: ['pay'], metadata: { nested: [index] } }, identity);
    }
    expect(await two.ids('', identity)).toEqual(['s0', 's1', 's2']);
    expect(await two.ids('(first: 1)', identity)).toEqual(['s0']);
    expect(await two.ids('(filter: { tag: "t1", capability: "pay", status: UNKNOWN, version: "1.2.0", name: "svc" })', identity)).toEqual(['s1']);
    const query = '{ service(id: "s1") { metadata registeredAt } services { totalCount pageInfo { endCursor } } discoverServices(versionRange: "^1") { id } }';
    expect(await ask(two.endpoint, query, { identity })).toMatchObject({
      service: { metadata: { nested: [1] } },
      services: { totalCount: 3 },
      discoverServices: [{ id: 's1' }, { id: 's0' }],
    });
    expect(await two.ids('', createIdentity({ workspace: 'elsewhere' }))).toEqual([]);
    await expect(two.register({ id: 's1' }, identity)).rejects.toThrow('registered already');
  });

  it('V04 and V05 hold across copies: one probes, both tell of the change, and the other takes over when it ends', async () => {
    const [one, two] = copies;
    const target = await one.httpTarget();
    const query = 'subscription { serviceHealthChanged { previous current service { id } } }';
    const followed = await Promise.all(copies.map(({ endpoint }) => follow(endpoint, query)));
    await one.register({ id: 'web', url: target.url, healthCheck: { intervalMs: 200, timeoutMs: 60_000 } });
    expect((await two.becomes('web', 'HEALTHY')).checks[0]).toMatchObject({ ok: true, statusCode: 200 });
    const prober = await waitUntil(async () => ((await watched(one)) === 1 ? one : (await watched(two)) === 1 ? two : undefined));
    const other = prober === one ? two : one;
    expect(await watched(other)).toBe(0);
    await prober.running.close();
    await target.stop();
    await other.becomes('web', 'UNHEALTHY');
    expect(await watched(other)).toBe(1);
    const told = followed[copies.indexOf(other)];
    await waitUntil(() => told?.events().length === 2);
    expect(told?.events()).toEqual([
      { serviceHealthChanged: { previous: 'UNKNOWN', current: 'HEALTHY', service: { id: 'web' } } },
      { serviceHealthChanged: { previous: 'HEALTHY', current: 'UNHEALTHY', service: { id: 'web' } } },
    ]);
    await Promise.all(followed.map(({ stop }) => stop()));
  });
});
