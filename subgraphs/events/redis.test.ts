import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ask, createIdentity, follow } from '../../test/support/call-subgraph.ts';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { startEvents, type RunningEvents } from '../../test/support/start-events.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { streamPromises } from './stream-by-version.contract.ts';

describeWith(redisAvailable() && postgresAvailable())('copies of the events subgraph on Redis and PostgreSQL', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let copies: readonly [RunningEvents, RunningEvents];

  beforeAll(async () => {
    [redis, postgres] = await Promise.all([startRedis({ appendOnly: 'always' }), startPostgres()]);
    const environment = { REDIS_URL: redis.url, DATABASE_URL: postgres.url };
    copies = [await startEvents(environment), await startEvents(environment)];
  });

  afterAll(async () => {
    for (const copy of copies) await copy.close();
    await postgres.stop();
    await redis.stop();
  });

  it('E08 share events without duplicates: what one publishes, each delivers once', async () => {
    const [one, two] = copies;
    const followed = await Promise.all(copies.map(({ endpoint }) => follow(endpoint, 'subscription { eventReceived(pattern: "shared.*") { data } }')));
    for (let number = 0; number < 10; number += 1) await (number % 2 === 0 ? one : two).publish({ type: 'shared.made', data: number });
    const end = await one.publish({ type: 'shared.end', data: 'end' });
    for (const { events } of followed) await waitUntil(() => events().length >= 11);
    for (const { events, stop } of followed) {
      expect(events<{ eventReceived: { data: unknown } }>().map(({ eventReceived }) => eventReceived.data)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 'end']);
      await stop();
    }
    expect(end.durability).toEqual({ level: 'FSYNCED', replicas: 0 });
    expect(await two.types('(last: 2)')).toEqual(['shared.made', 'shared.end']);
    expect(await ask(two.endpoint, '{ eventBusStats { engine reachable sequence } }')).toEqual({
      eventBusStats: { engine: 'redis', reachable: true, sequence: 11 },
    });
  });

  it('E01 and E03 hold on Redis: retries, conflicts, filters and pages', async () => {
    const [one, two] = copies;
    const input = { id: 'order-1', source: 'shop', type: 'order.created', subject: 'order/1', correlationId: 'c-1', data: { total: 1 } };
    const first = await one.publish(input);
    expect(await two.publish(input)).toEqual({ ...first, duplicate: true });
    await expect(two.publish({ ...input, data: { total: 2 } })).rejects.toThrow('has published another event');
    await expect(two.publish({ type: 'order.paid', subject: 'order/1', expectedRevision: 0 })).rejects.toThrow('order/1 is at revision 1, not at 0');
    await two.publish({ type: 'order.paid', subject: 'order/1', expectedRevision: 1, correlationId: 'c-1' });
    expect(await one.types('(filter: { correlationId: "c-1" }, order: NEWEST_FIRST)')).toEqual(['order.paid', 'order.created']);
    expect(await one.types(`(filter: { pattern: "order.*" }, after: "${first.position}")`)).toEqual(['order.paid']);
  });

  it('E02 goes on at another copy after a cursor, with each matching event once', async () => {
    const [one, two] = copies;
    const identity = createIdentity({ workspace: 'followed' });
    const subscription = 'subscription { eventReceived(pattern: "order.*") { data } }';
    const dataOf = (events: readonly { eventReceived: { data: unknown } }[]) => events.map(({ eventReceived }) => eventReceived.data);
    const before = await follow(one.endpoint, subscription, { identity });
    for (const data of [1, 2, 3]) await two.publish({ type: data === 2 ? 'order.item.added' : 'order.made', data }, identity);
    await waitUntil(() => before.events().length >= 2);
    await before.stop();
    expect(dataOf(before.events())).toEqual([1, 3]);
    for (const data of [4, 5]) await one.publish({ type: 'order.made', data }, identity);
    const after = await follow(two.endpoint, subscription, { identity, stream: { resumeFrom: before.position() ?? '' } });
    await one.publish({ type: 'order.made', data: 6 }, identity);
    await waitUntil(() => after.events().length >= 3);
    expect(dataOf(after.events())).toEqual([4, 5, 6]);
    await after.stop();
  });

  it('E03 filters the history by all that an event has, and pages through it both ways and in both orders', async () => {
    const [one, two] = copies;
    const identity = createIdentity({ workspace: 'paged' });
    const typesOf = (args: string) => two.types(args, identity);
    const first = await one.publish({ type: 'order.created', source: 'shop', subject: 'order/1', correlationId: 'c1' }, identity);
    await two.publish({ type: 'order.item.added', source: 'shop', subject: 'order/1' }, identity);
    await one.publish({ type: 'user.created', source: 'order/1', correlationId: 'c1' }, identity);
    const last = await two.publish({ type: 'user.left', source: 'shop' }, identity);
    expect(await typesOf('(filter: { pattern: "order.*" })')).toEqual(['order.created']);
    expect(await typesOf('(filter: { pattern: "order.**" })')).toEqual(['order.created', 'order.item.added']);
    expect(await typesOf('(filter: { types: ["user.created"], correlationId: "c1" })')).toEqual(['user.created']);
    expect(await typesOf('(filter: { source: "shop", subject: "order/1" })')).toEqual(['order.created', 'order.item.added']);
    expect(await typesOf('(filter: { about: "order/1" })')).toEqual(['order.created', 'order.item.added', 'user.created']);
    expect(await typesOf(`(filter: { until: "${String(first.event['recordedAt'])}" })`)).toEqual([]);
    expect(await typesOf(`(filter: { since: "${String(first.event['recordedAt'])}" })`)).toHaveLength(4);
    expect(await typesOf('(first: 2)')).toEqual(['order.created', 'order.item.added']);
    expect(await typesOf(`(first: 2, after: "${first.position}")`)).toEqual(['order.item.added', 'user.created']);
    expect(await typesOf(`(last: 2, before: "${last.position}")`)).toEqual(['order.item.added', 'user.created']);
    expect(await typesOf('(first: 3, order: NEWEST_FIRST)')).toEqual(['user.left', 'user.created', 'order.item.added']);
    expect(await typesOf(`(last: 1, order: NEWEST_FIRST)`)).toEqual(['order.created']);
  });

  it('E17 keeps workspaces apart, and finds what belongs together by its correlation id', async () => {
    const [one, two] = copies;
    const [here, there] = [createIdentity({ workspace: 'here' }), createIdentity({ workspace: 'there', correlationId: 'c-there' })];
    const other = await one.publish({ type: 'a.b', source: 'shop', id: '1', data: 'there' }, there);
    const own = await two.publish({ type: 'a.b', source: 'shop', id: '1', data: 'here' }, here);
    expect(other.event).toMatchObject({ workspace: 'there', correlationId: 'c-there', sequence: 1 });
    expect(own.event).toMatchObject({ workspace: 'here', sequence: 1 });
    expect(await two.types('(filter: { correlationId: "c-there" })', there)).toEqual(['a.b']);
    expect(await two.types('(filter: { correlationId: "c-there" })', here)).toEqual([]);
    await expect(two.types(`(after: "${other.position}")`, here)).rejects.toThrow('a position of this workspace');
  });

  streamPromises(() => copies[0]);

  it('E04 and E17 keep every event over the restart of a copy, with its workspace and its correlation id', async () => {
    const [one, two] = copies;
    const [mine, theirs] = [createIdentity({ workspace: 'mine' }), createIdentity({ workspace: 'theirs' })];
    await one.publish({ type: 'kept.first', correlationId: 'flow-1' }, mine);
    await two.publish({ type: 'kept.second', correlationId: 'flow-1' }, mine);
    await two.publish({ type: 'kept.other', correlationId: 'flow-1' }, theirs);
    const before = await one.publish({ type: 'kept.third', correlationId: 'flow-2' }, mine);
    await one.restart();
    expect(await one.types('(filter: { correlationId: "flow-1" })', mine)).toEqual(['kept.first', 'kept.second']);
    expect(await one.types('', mine)).toEqual(['kept.first', 'kept.second', 'kept.third']);
    expect(await two.types('', theirs)).toEqual(['kept.other']);
    expect(before.event).toMatchObject({ workspace: 'mine', correlationId: 'flow-2', sequence: 3 });
  });
});
