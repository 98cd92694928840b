import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, call, createIdentity, follow } from '../../test/support/call-subgraph.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { streamPromises } from './stream-by-version.contract.ts';
import { startEvents, type RunningEvents } from '../../test/support/start-events.ts';

describe('the events subgraph', () => {
  let events: RunningEvents;

  beforeEach(async () => {
    events = await startEvents();
  });

  afterEach(() => events.close());

  it('E17 keeps workspaces apart in reads, look-ups, subscriptions, joins and figures', async () => {
    const [here, there] = [createIdentity({ workspace: 'here' }), createIdentity({ workspace: 'there', correlationId: 'c-there' })];
    const followed = await follow(events.endpoint, 'subscription { eventReceived { workspace data } }', { identity: here });
    const other = await events.publish({ type: 'a.b', source: 'shop', id: '1', subject: 'service/x', data: 'there' }, there);
    const own = await events.publish({ type: 'a.b', source: 'shop', id: '1', data: 'here' }, here);
    expect(other.event).toMatchObject({ workspace: 'there', correlationId: 'c-there', sequence: 1 });
    expect(own.event).toMatchObject({ workspace: 'here', sequence: 1 });
    await waitUntil(() => followed.events().length >= 1);
    expect(followed.events()).toEqual([{ eventReceived: { workspace: 'here', data: 'here' } }]);
    await followed.stop();
    expect(await events.types('(filter: { correlationId: "c-there" })', there)).toEqual(['a.b']);
    expect(await events.types('(filter: { correlationId: "c-there" })', here)).toEqual([]);
    const foreign = await call(events.endpoint, `{ events(after: "${other.position}") { nodes { id } } }`, { identity: here });
    expect(foreign.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
    expect(await events.joined('x', '', here)).toEqual([]);
    expect(await ask(events.endpoint, '{ eventBusStats { sequence } }', { identity: createIdentity({ workspace: 'empty' }) })).toEqual({
      eventBusStats: { sequence: 0 },
    });
  });

  it('joins to a service the events about it, newest first', async () => {
    await events.publish({ type: 'service.registered', subject: 'service/x' });
    await events.publish({ type: 'service.health.changed', subject: 'service/x' });
    await events.publish({ type: 'order.created', source: 'service/x' });
    await events.publish({ type: 'order.created', subject: 'service/xy' });
    expect(await events.joined('x')).toEqual(['order.created', 'service.health.changed', 'service.registered']);
    expect(await events.joined('x', '(pattern: "service.**", first: 1)')).toEqual(['service.health.changed']);
    expect(await events.joined('unknown')).toEqual([]);
  });

  it('tells what the log promises and how far it is', async () => {
    const { position } = await events.publish({ type: 'a.b' });
    expect(await ask(events.endpoint, '{ eventBusStats { engine reachable head sequence durability { level replicas } } }')).toEqual({
      eventBusStats: { engine: 'sqlite', reachable: true, head: position, sequence: 1, durability: { level: 'FSYNCED', replicas: 0 } },
    });
  });

  streamPromises(() => events);

  it('E04 keeps every event over a restart, with the same positions', async () => {
    const published = await events.publish({ type: 'a.b', data: 'kept' });
    await events.restart();
    const { events: history } = await ask<{ events: { nodes: unknown[] } }>(events.endpoint, '{ events { nodes { position data } } }');
    expect(history.nodes).toEqual([{ position: published.position, data: 'kept' }]);
    expect((await events.publish({ type: 'a.b' })).event['sequence']).toBe(2);
  });
});
