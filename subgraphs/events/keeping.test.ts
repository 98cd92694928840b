import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, call, createIdentity } from '../../test/support/call-subgraph.ts';
import { describeWith } from '../../test/support/real-servers.ts';
import { postgresAvailable, startPostgres, type PostgresServer } from '../../test/support/postgres.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../test/support/redis.ts';
import { startEvents, type RunningEvents } from '../../test/support/start-events.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

function keepingPromises(running: () => RunningEvents): void {
  it('E04 erases a subject, keeps to a quota, and tells what retention dropped', async () => {
    const events = running();
    const first = await events.publish({ type: 'person.made', subject: 'person/1', data: { name: 'Ada' } });
    for (let number = 0; number < 4; number += 1) await events.publish({ type: 'order.made', data: number });
    await ask(events.endpoint, 'mutation { eraseEventSubject(subject: "person/1") { events through at } }');
    const history = '{ events { nodes { position data erasedAt } } }';
    const { events: page } = await ask<{ events: { nodes: { position: string; data: unknown; erasedAt: string | null }[] } }>(events.endpoint, history);
    expect(page.nodes[0]).toEqual({ position: first.position, data: null, erasedAt: expect.any(String) });
    await ask(events.endpoint, 'mutation { setEventLogPolicy(policy: { maxEvents: 5 }) { events } }');
    const refused = await call(events.endpoint, 'mutation { publishEvent(input: { type: "one.more" }) { position } }');
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'LOG_FULL', details: { limit: 'maxEvents', max: 5, kept: 5 } });
    await ask(events.endpoint, 'mutation { setEventLogPolicy(policy: { retention: [{ maxEvents: 2 }] }) { events } }');
    const facts = '{ eventLogKeeping { events availableFrom dropped { reason events } erasures { subject events } } }';
    interface Facts {
      readonly eventLogKeeping: { readonly events: number; readonly availableFrom: string };
    }
    await waitUntil(async () => (await ask<Facts>(events.endpoint, facts)).eventLogKeeping.events === 2);
    expect(await ask(events.endpoint, facts)).toMatchObject({
      eventLogKeeping: { dropped: [{ reason: 'COUNT', events: 3 }], erasures: [{ subject: 'person/1', events: 1 }] },
    });
    expect(await events.types('(filter: { pattern: "order.*" })')).toEqual(['order.made', 'order.made']);
  });
}

describe('keeping the embedded log', () => {
  let events: RunningEvents;
  beforeAll(async () => {
    events = await startEvents();
  });
  afterAll(() => events.close());
  keepingPromises(() => events);
});

describeWith(redisAvailable())('keeping the log on Redis, with its archive', () => {
  let redis: RedisServer;
  let events: RunningEvents;
  beforeAll(async () => {
    redis = await startRedis({ appendOnly: 'always' });
    events = await startEvents({ REDIS_URL: redis.url, AUTOWEAVE_LOG_HOT_EVENTS: '2' });
  });
  afterAll(async () => {
    await events.close();
    await redis.stop();
  });
  keepingPromises(() => events);
});

describeWith(redisAvailable() && postgresAvailable())('keeping the log of two copies on Redis and PostgreSQL', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;
  let copies: readonly RunningEvents[] = [];
  beforeAll(async () => {
    [redis, postgres] = await Promise.all([startRedis({ appendOnly: 'always' }), startPostgres()]);
    const environment = { REDIS_URL: redis.url, DATABASE_URL: postgres.url, AUTOWEAVE_LOG_HOT_EVENTS: '2' };
    copies = [await startEvents(environment), await startEvents(environment)];
  });
  afterAll(async () => {
    for (const copy of copies) await copy.close();
    await postgres?.stop();
    await redis?.stop();
  });
  keepingPromises(() => copies[0]!);

  it('E04 pages through what one copy archived at the other, as if it were one log', async () => {
    const [one, two] = copies;
    const identity = createIdentity({ workspace: 'paged' });
    const published: number[] = [];
    for (let number = 0; number < 12; number += 1) published.push(Number((await one!.publish({ type: 'a.b', data: number }, identity)).event['sequence']));
    const archived = '{ eventLogKeeping { archivedEvents } }';
    interface Archived {
      readonly eventLogKeeping: { readonly archivedEvents: number };
    }
    await waitUntil(async () => (await ask<Archived>(two!.endpoint, archived, { identity })).eventLogKeeping.archivedEvents === 10);
    const page = 'query ($after: String) { events(first: 5, after: $after) { nodes { sequence } pageInfo { hasNextPage endCursor } } }';
    interface Page {
      readonly events: { readonly nodes: { readonly sequence: number }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } };
    }
    const read: number[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { events }: Page = await ask<Page>(two!.endpoint, page, { variables: { after }, identity });
      read.push(...events.nodes.map(({ sequence }) => sequence));
      after = events.pageInfo.endCursor;
      more = events.pageInfo.hasNextPage;
    }
    expect(read).toEqual(published);
  });
});
