import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, call } from '../../test/support/call-subgraph.ts';
import { describeWith } from '../../test/support/real-servers.ts';
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
