import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ask } from '../../test/support/call-subgraph.ts';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { startPipelines, type RunningPipelines } from '../../test/support/start-pipelines.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

describeWith(redisAvailable() && postgresAvailable())('two copies of the pipelines subgraph on Redis and PostgreSQL', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let one: RunningPipelines;
  let two: RunningPipelines;

  beforeAll(async () => {
    [redis, postgres] = await Promise.all([startRedis({ appendOnly: 'always' }), startPostgres()]);
    const environment = { REDIS_URL: redis.url, DATABASE_URL: postgres.url };
    one = await startPipelines(environment);
    two = await startPipelines(environment);
  });

  afterAll(async () => {
    await one.close();
    await two.close();
    await postgres.stop();
    await redis.stop();
  });

  const COUNTS =
    'query ($id: ID!) { pipeline(id: $id) { status queue { waiting } lastRun { status } stats { runs completed counts { in out filtered rejected } averageDurationMs lastRecordAt } } }';

  it('P03 and P04 account for a file in either, and both show it', async () => {
    const text = Array.from({ length: 300 }, (_, n) => (n % 10 === 0 ? '{' : JSON.stringify({ id: n % 40, n }))).join('\n');
    for (const copy of [one, two]) copy.file('in.ndjson', text);
    const id = await one.define({
      source: { file: { path: 'in.ndjson', format: 'NDJSON' } },
      steps: [{ validate: { rules: [{ field: 'n', max: 249 }] } }, { filter: { expression: 'n % 2 = 1' } }],
      sink: { records: { collection: 'out', key: 'id' } },
      batchSize: 64,
    });
    const run = await two.runToEnd(id);
    expect(run).toMatchObject({ status: 'COMPLETED', counts: { in: 300, out: 125, filtered: 100, rejected: 75 } });
    expect(run.rejected.nodes.filter(({ rule }) => rule === 'max')).toHaveLength(45);
    expect(await one.rows('out')).toEqual(await two.rows('out'));
    expect(await ask(one.endpoint, COUNTS, { variables: { id } })).toMatchObject({
      pipeline: {
        status: 'IDLE',
        stats: { runs: 1, completed: 1, counts: { in: 300, out: 125 }, averageDurationMs: expect.any(Number), lastRecordAt: expect.any(String) },
      },
    });
    expect(await ask(one.endpoint, `mutation { deletePipeline(id: "${id}") { id } }`)).toEqual({ deletePipeline: { id } });
    expect(await two.refusal(`mutation { runPipeline(id: "${id}") { run { id } } }`)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('P01 and P10 take each event once, in one copy, and go on in the other when that one ends', async () => {
    const id = await two.define({
      id: 'live',
      source: { event: { pattern: 'n.*' } },
      steps: [{ map: { expression: '{"n": data}' } }],
      sink: { records: { collection: 'live' } },
      batchSize: 5,
    });
    await ask(one.endpoint, `mutation { pausePipeline(id: "${id}") { pipeline { status } } }`);
    for (let n = 0; n < 40; n += 1) await one.publish('n.x', n);
    expect(await ask(two.endpoint, COUNTS, { variables: { id } })).toMatchObject({
      pipeline: { status: 'PAUSED', queue: { waiting: 40 }, lastRun: { status: 'PAUSED' } },
    });
    await ask(two.endpoint, `mutation { resumePipeline(id: "${id}") { pipeline { status } } }`);
    await waitUntil(async () => (await one.rows('live')).length === 40);
    await Promise.all([one.running.close(), ...Array.from({ length: 20 }, (_, n) => two.publish('n.y', 100 + n, { id: `late${n}` }))]);
    await waitUntil(async () => (await two.rows('live')).length === 60);
    expect(await ask(two.endpoint, COUNTS, { variables: { id } })).toMatchObject({
      pipeline: { stats: { runs: 1, counts: { in: 60, out: 60, filtered: 0, rejected: 0 } } },
    });
  });
});
