import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import pg from 'pg';
import { createClient, GraphQLRequestError, RegisterServiceDocument, ServiceOverviewDocument, ServicesDocument } from '../../../client/index.ts';
import { runAutoweave } from '../../support/autoweave-process.ts';
import { isStale } from '../../support/is-stale.ts';
import { neo4jAvailable, startNeo4j, type Neo4jServer } from '../../support/neo4j.ts';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../support/postgres.ts';
import { describeWith } from '../../support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../support/redis.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { runFirstDay } from '../first-day/first-day.ts';
import { startAlone, startCluster, startSubgraphAlone, type RunningBackend } from './cluster.ts';

const FIRST_DAY_MS = 600_000;

describeWith(redisAvailable() && postgresAvailable() && neo4jAvailable())('the first day, in every configuration', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let neo4j: Neo4jServer;
  let folder: ReturnType<typeof createTemporaryFolder>;
  let number = 0;
  const running: RunningBackend[] = [];
  const own = <T extends RunningBackend>(backend: T): T => {
    running.push(backend);
    return backend;
  };
  /** A log, a database and a graph that no other test has used. */
  const freshRedis = (): Record<string, string> => ({ REDIS_URL: `${redis.url}/${number}` });
  const freshPostgres = async (): Promise<Record<string, string>> => ({ DATABASE_URL: await createDatabase(postgres.url, `day_${number}`) });
  const neo4jSettings = (): Record<string, string> => ({ NEO4J_URI: neo4j.uri, NEO4J_USER: neo4j.user, NEO4J_PASSWORD: neo4j.password });

  beforeAll(async () => {
    [redis, postgres, neo4j] = await Promise.all([startRedis({ appendOnly: 'always' }), startPostgres(), startNeo4j()]);
  }, 600_000);
  afterAll(async () => {
    await Promise.all([redis?.stop(), postgres?.stop(), neo4j?.stop()]);
  });
  beforeEach(() => {
    folder = createTemporaryFolder();
    number += 1;
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((backend) => backend.stop()));
    folder.remove();
  });

  it(
    'V01 V04 V05 E01 E02 E04 G01 passes on embedded stores in one process',
    async () => {
      await runFirstDay(own(await startAlone({ AUTOWEAVE_DATA_DIR: folder.path })));
    },
    FIRST_DAY_MS,
  );

  it(
    'E08 passes with Redis and the subgraphs as five separate processes',
    async () => {
      await runFirstDay(own(await startCluster({ AUTOWEAVE_DATA_DIR: folder.path, ...freshRedis() }, 1)));
    },
    FIRST_DAY_MS,
  );

  it(
    'G07 passes with Redis, PostgreSQL and Neo4j and two copies of each subgraph',
    async () => {
      const servers = { ...freshRedis(), ...(await freshPostgres()), ...neo4jSettings() };
      await runFirstDay(own(await startCluster({ AUTOWEAVE_DATA_DIR: folder.path, ...servers }, 2)));
    },
    FIRST_DAY_MS,
  );

  it.each<[string, () => Promise<Record<string, string>>]>([
    ['Redis alone, one process', async () => freshRedis()],
    ['Redis and PostgreSQL, one process', async () => ({ ...freshRedis(), ...(await freshPostgres()) })],
    ['PostgreSQL alone, one process', () => freshPostgres()],
    ['Neo4j beside embedded stores', async () => neo4jSettings()],
    ['a shared cache', async () => ({ REDIS_CACHE_URL: `${redis.url}/${number}` })],
  ])(
    'starts and answers with %s',
    async (_name, settings) => {
      const backend = own(await startAlone({ AUTOWEAVE_DATA_DIR: folder.path, ...(await settings()) }));
      const client = createClient({ url: backend.url });
      await client.mutate(RegisterServiceDocument, { input: { id: 'one', name: 'One' } });
      expect((await client.query(ServicesDocument, { first: 5 })).services?.nodes).toHaveLength(1);
      await client.close();
    },
    FIRST_DAY_MS,
  );

  it(
    'refuses a second copy of a subgraph on embedded records, and names the first',
    async () => {
      const environment = { AUTOWEAVE_DATA_DIR: folder.path, ...freshRedis() };
      const cluster = own(await startCluster(environment, 1));
      const { code, stderr } = await runAutoweave(['subgraph', 'services', '--port', '0'], environment);
      expect(code).toBe(1);
      expect(stderr).toMatch(new RegExp(`services\\.sqlite is in use by .*process ${cluster.copiesOf('services')[0]?.pid}`));
    },
    FIRST_DAY_MS,
  );

  it(
    'refuses a second process with an event log of its own on one database, and a second data folder on one Redis',
    async () => {
      const other = createTemporaryFolder();
      const database = await freshPostgres();
      own(await startAlone({ AUTOWEAVE_DATA_DIR: folder.path, ...database }));
      const second = await runAutoweave(['start'], { PORT: '0', AUTOWEAVE_DATA_DIR: other.path, LOG_LEVEL: 'silent', ...database });
      expect(second.stderr.trim()).toBe(
        'autoweave: another process uses this DATABASE_URL with an event log of its own; set REDIS_URL for both to share one log',
      );
      const third = createTemporaryFolder();
      own(await startSubgraphAlone('services', { AUTOWEAVE_DATA_DIR: third.path, ...freshRedis() }));
      const elsewhere = await runAutoweave(['subgraph', 'services', '--port', '0'], { AUTOWEAVE_DATA_DIR: other.path, LOG_LEVEL: 'silent', ...freshRedis() });
      expect(elsewhere.stderr.trim()).toBe(
        'autoweave: the records of services are in the data folder of another process on this Redis; set DATABASE_URL to share them among folders',
      );
      expect([second.code, elsewhere.code]).toEqual([1, 1]);
    },
    FIRST_DAY_MS,
  );

  it(
    'V12 keeps answering the other fields while a subgraph is down, with a coded error for what is missing',
    async () => {
      const cluster = own(await startCluster({ AUTOWEAVE_DATA_DIR: folder.path, ...freshRedis() }, 1));
      const client = createClient({ url: cluster.url });
      await client.mutate(RegisterServiceDocument, { input: { id: 'web', name: 'Web' } });
      await cluster.copiesOf('analytics')[0]?.kill9();
      const failure: unknown = await waitUntil(() =>
        client.query(ServiceOverviewDocument, { id: 'web', events: 5 }).then(
          () => undefined,
          (error: unknown) => (isStale(error) ? undefined : error),
        ),
      );
      expect(failure).toBeInstanceOf(GraphQLRequestError);
      const { codes, errors, data } = failure as GraphQLRequestError;
      expect([...new Set(codes)]).toEqual(['SUBGRAPH_UNAVAILABLE']);
      expect(errors.every((error) => error.extensions?.['service'] === 'analytics')).toBe(true);
      const { service } = data as { service: Record<string, { nodes?: unknown[] } | null> };
      expect(service).toMatchObject({ name: 'Web', metrics: null, eventCount: null, pipelines: [] });
      expect(service['events']?.nodes).not.toHaveLength(0);
      await client.close();
    },
    FIRST_DAY_MS,
  );
});

async function createDatabase(url: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return new URL(`/${name}`, url).href;
}
