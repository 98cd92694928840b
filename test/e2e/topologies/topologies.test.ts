import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, GraphQLRequestError, RegisterServiceDocument, ServiceOverviewDocument, ServicesDocument } from '../../../client/index.ts';
import { startNeo4j, type Neo4jServer } from '../../support/neo4j.ts';
import { startPostgres, type PostgresServer } from '../../support/postgres.ts';
import { startRedis, type RedisServer } from '../../support/redis.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { runAutoweave } from '../../support/autoweave-process.ts';
import { runFirstDay } from '../first-day/first-day.ts';
import { startAlone, startCluster } from './cluster.ts';

const FIRST_DAY_MS = 180_000;
const noSay = (): void => undefined;

describe('the first day, in every configuration', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let neo4j: Neo4jServer;

  beforeAll(async () => {
    [redis, postgres, neo4j] = await Promise.all([startRedis({ appendOnly: 'always' }), startPostgres(), startNeo4j()]);
  }, 300_000);
  afterAll(async () => {
    await Promise.all([redis?.stop(), postgres?.stop(), neo4j?.stop()]);
  });

  it('V01 V04 V05 V09 E01 E02 G01 passes on embedded stores in one process', async () => {
    const folder = createTemporaryFolder();
    const backend = await startAlone({ AUTOWEAVE_DATA_DIR: folder.path });
    await runFirstDay(backend, noSay);
    await backend.stop();
    folder.remove();
  }, FIRST_DAY_MS);

  it('E08 passes with Redis and the subgraphs as five separate processes', async () => {
    const folder = createTemporaryFolder();
    const cluster = await startCluster({ AUTOWEAVE_DATA_DIR: folder.path, REDIS_URL: `${redis.url}/1` }, 1);
    await runFirstDay(cluster, noSay);
    await cluster.stop();
    folder.remove();
  }, FIRST_DAY_MS);

  it('G07 passes with Redis, PostgreSQL and Neo4j and two copies of each subgraph', async () => {
    const folder = createTemporaryFolder();
    const servers = { REDIS_URL: `${redis.url}/2`, DATABASE_URL: postgres.url, NEO4J_URI: neo4j.uri, NEO4J_USER: neo4j.user, NEO4J_PASSWORD: neo4j.password };
    const cluster = await startCluster({ AUTOWEAVE_DATA_DIR: folder.path, ...servers }, 2);
    await runFirstDay(cluster, noSay);
    await cluster.stop();
    folder.remove();
  }, FIRST_DAY_MS);

  it.each([
    ['Redis alone, one process', () => ({ REDIS_URL: `${redis.url}/3` })],
    ['Redis and PostgreSQL, one process', () => ({ REDIS_URL: `${redis.url}/4`, DATABASE_URL: postgres.url })],
    ['PostgreSQL alone, one process', () => ({ DATABASE_URL: postgres.url })],
    ['Neo4j beside embedded stores', () => ({ NEO4J_URI: neo4j.uri, NEO4J_USER: neo4j.user, NEO4J_PASSWORD: neo4j.password })],
    ['a shared cache', () => ({ REDIS_CACHE_URL: `${redis.url}/5` })],
  ])('starts and answers with %s', async (_name, servers) => {
    const folder = createTemporaryFolder();
    const backend = await startAlone({ AUTOWEAVE_DATA_DIR: folder.path, ...servers() });
    const client = createClient({ url: backend.url, workspace: `starts-${Date.now()}` });
    await client.mutate(RegisterServiceDocument, { input: { id: 'one', name: 'One' } });
    expect((await client.query(ServicesDocument, { first: 5 })).services?.nodes).toHaveLength(1);
    await client.close();
    await backend.stop();
    folder.remove();
  }, FIRST_DAY_MS);

  it('refuses a second copy of a subgraph on embedded records, and names the first', async () => {
    const folder = createTemporaryFolder();
    const environment = { AUTOWEAVE_DATA_DIR: folder.path, REDIS_URL: `${redis.url}/6` };
    const cluster = await startCluster(environment, 1);
    const { code, stderr } = await runAutoweave(['subgraph', 'services', '--port', '0'], environment);
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`services\\.sqlite is in use by .*process ${cluster.copiesOf('services')[0]?.pid}`));
    await cluster.stop();
    folder.remove();
  }, FIRST_DAY_MS);

  it('V12 keeps answering the other fields while a subgraph is down, and all of them when it is back', async () => {
    const folder = createTemporaryFolder();
    const cluster = await startCluster({ AUTOWEAVE_DATA_DIR: folder.path, REDIS_URL: `${redis.url}/7` }, 1);
    const client = createClient({ url: cluster.url });
    await client.mutate(RegisterServiceDocument, { input: { id: 'web', name: 'Web' } });
    await cluster.copiesOf('analytics')[0]?.kill9();
    const failure: unknown = await waitUntil(() => client.query(ServiceOverviewDocument, { id: 'web', events: 5 }).then(() => undefined, (error: unknown) => error));
    expect(failure).toBeInstanceOf(GraphQLRequestError);
    const { codes, errors, data } = failure as GraphQLRequestError;
    expect(new Set(codes)).toEqual(new Set(['SUBGRAPH_UNAVAILABLE']));
    expect(errors.every((error) => error.extensions?.['service'] === 'analytics')).toBe(true);
    expect(data).toMatchObject({ service: { name: 'Web', metrics: null, eventCount: null, pipelines: [], events: { nodes: [expect.anything()] } } });
    await client.close();
    await cluster.stop();
    folder.remove();
  }, FIRST_DAY_MS);
});
