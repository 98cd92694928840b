import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeWith } from '../../test/support/real-servers.ts';
import { ask, createIdentity, follow } from '../../test/support/call-subgraph.ts';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { checkTotals, projectTotals, readTotals } from '../../test/support/project-totals.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { startEvents, type RunningEvents } from '../../test/support/start-events.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { startWebhookTarget, type WebhookTarget } from '../../test/support/webhook-target.ts';

const isHere = redisAvailable() && postgresAvailable();
const REGISTER = 'mutation ($input: RegisterEventSchemaInput!) { registerEventSchema(input: $input) { eventType { schema { version } } } }';
const SAVE = 'mutation ($input: SaveRoutingRuleInput!) { saveRoutingRule(input: $input) { rule { id } } }';
const REPLAY = 'mutation ($input: ReplayEventsInput!) { replayEvents(input: $input) { replay { id } } }';

describeWith(isHere)('schemas, rules, replays and requests of two copies on Redis and PostgreSQL', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let target: WebhookTarget;
  let copies: readonly [RunningEvents, RunningEvents];

  beforeAll(async () => {
    [redis, postgres, target] = await Promise.all([startRedis({ appendOnly: 'always' }), startPostgres(), startWebhookTarget()]);
    const environment = { REDIS_URL: redis.url, DATABASE_URL: postgres.url };
    const first = await startEvents(environment);
    copies = [first, await startEvents(environment)];
  });

  afterAll(async () => {
    for (const copy of copies) await copy.close();
    await target.close();
    await postgres.stop();
    await redis.stop();
  });

  it('E16 holds at every copy as soon as one has registered a schema, and one of two registrations at once gets a version', async () => {
    const [one, two] = copies;
    const identity = createIdentity({ workspace: 'schemas' });
    const schema = (maxLength: number) => ({ variables: { input: { type: 'a.b', compatibility: 'NONE', schema: { type: 'string', maxLength } } }, identity });
    await ask(one.endpoint, REGISTER, schema(3));
    await expect(two.publish({ type: 'a.b', data: 'long' }, identity)).rejects.toThrow('input.data: must NOT have more than 3 characters');
    const outcomes = await Promise.allSettled([ask(one.endpoint, REGISTER, schema(4)), ask(two.endpoint, REGISTER, schema(5))]);
    const taken = outcomes.filter(({ status }) => status === 'fulfilled').length;
    const { eventSchema } = await ask<{ eventSchema: { version: number } }>(two.endpoint, '{ eventSchema(type: "a.b") { version } }', { identity });
    expect(eventSchema.version).toBe(1 + taken);
    expect(taken).toBeGreaterThanOrEqual(1);
    await two.publish({ type: 'a.b', data: 'long' }, identity);
  });

  it('E05 and E07 route each event once whichever copy publishes it, and replay it without repeating the calls', async () => {
    const [one, two] = copies;
    const identity = createIdentity({ workspace: 'rules' });
    await ask(one.endpoint, SAVE, {
      variables: { input: { id: 'topic', name: 'Topic', pattern: 'order.*', condition: 'data >= 0', target: { topic: 'routed' } } },
      identity,
    });
    await ask(two.endpoint, SAVE, {
      variables: { input: { id: 'hook', name: 'Hook', pattern: 'order.*', target: { webhook: { url: target.url, timeoutMs: 60_000 } } } },
      identity,
    });
    for (let number = 0; number < 20; number += 1) await (number % 2 === 0 ? one : two).publish({ type: 'order.made', data: number }, identity);
    await waitUntil(async () => (await one.types('(filter: { types: ["routed"] })', identity)).length >= 20);
    await waitUntil(() => target.calls.length >= 20);
    const { events: routed } = await ask<{ events: { nodes: { data: number }[] } }>(
      two.endpoint,
      '{ events(filter: { types: ["routed"] }) { nodes { data } } }',
      { identity },
    );
    const numbers = Array.from({ length: 20 }, (_none, number) => number);
    expect(routed.nodes.map(({ data }) => data)).toEqual(numbers);
    await waitUntil(async () => JSON.stringify(await ask(two.endpoint, '{ routingRule(id: "hook") { routed } }', { identity })).includes('20'));
    const input = { commandId: 'r', pattern: 'order.*', target: { webhook: { url: target.url, timeoutMs: 60_000 } } };
    await ask(two.endpoint, REPLAY, { variables: { input }, identity });
    const read = () => ask(one.endpoint, '{ replay(id: "r") { state progress { examined suppressed percent } } }', { identity });
    await waitUntil(async () => JSON.stringify(await read()).includes('DONE'));
    expect(await read()).toEqual({ replay: { state: 'DONE', progress: { examined: 20, suppressed: 20, percent: 100 } } });
    expect(target.calls.map(({ body }) => body.data)).toEqual(numbers);
  });

  it('E11 is answered through the other copy', async () => {
    const [one, two] = copies;
    const identity = createIdentity({ workspace: 'requests' });
    const answer = ask(one.endpoint, 'mutation { requestEvent(input: { type: "q.asked", source: "shop", id: "q" }, timeoutMs: 60000) { reply { data } } }', {
      identity,
    });
    await waitUntil(async () => (await two.types('(filter: { types: ["q.asked"] })', identity)).length === 1);
    await two.publish({ type: 'q.told', causationId: 'q', data: 7 }, identity);
    expect(await answer).toEqual({ requestEvent: { reply: { data: 7 } } });
  });

  it('E10 is built by one copy, read at the other, and a rebuilt read model equals the live one', async () => {
    const [one, two] = copies;
    const identity = createIdentity({ workspace: 'projections' });
    await projectTotals(one, identity);
    await two.publish({ type: 'order.paid', subject: 'order/2', data: { total: 1 } }, identity);
    const expected = [
      { key: 'order/1', state: { count: 2, total: 30 } },
      { key: 'order/2', state: { count: 2, total: 6 } },
    ];
    for (const copy of [one, two]) await waitUntil(async () => JSON.stringify(await readTotals(copy, 'orders', identity)) === JSON.stringify(expected));
    expect(await checkTotals(two, 'orders', identity)).toEqual({ equal: true, liveEntries: 2, rebuiltEntries: 2, differences: [] });
    await ask(two.endpoint, 'mutation { rebuildProjection(id: "orders") { projection { id } } }', { identity });
    const read = () => ask(one.endpoint, '{ projection(id: "orders") { rebuild { percent } } }', { identity });
    await waitUntil(async () => JSON.stringify(await read()).includes('null'));
    expect(await readTotals(one, 'orders', identity)).toEqual(expected);
  });

  it('E02 travels through the time of what both copies published', async () => {
    const [one, two] = copies;
    const identity = createIdentity({ workspace: 'journeys' });
    for (let number = 0; number < 4; number += 1) await (number % 2 === 0 ? one : two).publish({ type: 'a.b', data: number }, identity);
    for (const speed of [0, 1_000]) {
      const query = `subscription { eventTimeTravel(journey: "j", from: { beginning: true }, speed: ${speed}) { data } }`;
      const travelled = await follow(two.endpoint, query, { identity });
      await waitUntil(() => travelled.events().length >= 4);
      expect(travelled.events<{ eventTimeTravel: { data: number } }>().map(({ eventTimeTravel }) => eventTimeTravel.data)).toEqual([0, 1, 2, 3]);
      await travelled.stop();
    }
  });

  it('E07 goes on at the other copy when the one that routed ends', async () => {
    const [one, two] = copies;
    const identity = createIdentity({ workspace: 'takeover' });
    await ask(one.endpoint, SAVE, { variables: { input: { id: 'r', name: 'Rule', pattern: 'order.*', target: { topic: 'routed' } } }, identity });
    await two.publish({ type: 'order.made', data: 1 }, identity);
    await waitUntil(async () => (await two.types('(filter: { types: ["routed"] })', identity)).length === 1);
    await one.close();
    await two.publish({ type: 'order.made', data: 2 }, identity);
    await waitUntil(async () => (await two.types('(filter: { types: ["routed"] })', identity)).length === 2);
    expect(await two.types('(filter: { types: ["routed"] })', identity)).toHaveLength(2);
  });
});
