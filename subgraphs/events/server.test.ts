import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SubgraphEndpoint } from '../../platform/subgraph/endpoint.ts';
import { ask, call, createIdentity, follow } from '../../test/support/call-subgraph.ts';
import { createDataFolder, startTestHost, type DataFolder, type TestHost } from '../../test/support/subgraph-host.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { eventsSubgraph } from './server.ts';

const PUBLISH = `mutation ($input: PublishEventInput!) {
  publishEvent(input: $input) {
    position duplicate durability { level replicas }
    event { id source type specVersion subject time data workspace principal position sequence recordedAt revision correlationId causationId }
  }
}`;

interface PublishAnswer {
  readonly publishEvent: { readonly position: string; readonly duplicate: boolean; readonly durability: { readonly level: string }; readonly event: Record<string, unknown> };
}

describe('the events subgraph', () => {
  let folder: DataFolder;
  let running: TestHost;
  let endpoint: SubgraphEndpoint;

  beforeEach(async () => {
    folder = createDataFolder();
    running = await startTestHost(folder);
    endpoint = await eventsSubgraph.start(running.host);
  });

  afterEach(async () => {
    await running.close();
    folder.remove();
  });

  async function publish(input: Record<string, unknown>, identity = createIdentity()): Promise<PublishAnswer['publishEvent']> {
    return (await ask<PublishAnswer>(endpoint, PUBLISH, { variables: { input }, identity })).publishEvent;
  }

  async function types(args: string, identity = createIdentity()): Promise<readonly string[]> {
    const { events } = await ask<{ events: { nodes: { type: string }[] } }>(endpoint, `{ events${args} { nodes { type } } }`, { identity });
    return events.nodes.map(({ type }) => type);
  }

  async function refusal(query: string, variables: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const answer = await call(endpoint, query, { variables });
    return { ...answer.errors?.[0]?.extensions };
  }

  it('E01 publishes an event with its CloudEvents attributes and finds it in the history', async () => {
    const identity = createIdentity({ correlationId: 'checkout-7' });
    const published = await publish({ type: 'order.created', subject: 'order/42', data: { total: 9.5, lines: [1, null] } }, identity);
    expect(published.duplicate).toBe(false);
    expect(published.durability).toEqual({ level: 'FSYNCED', replicas: 0 });
    expect(published.event).toMatchObject({
      source: 'principal/ada',
      type: 'order.created',
      specVersion: '1.0',
      subject: 'order/42',
      data: { total: 9.5, lines: [1, null] },
      workspace: 'default',
      principal: 'ada',
      position: published.position,
      sequence: 1,
      revision: 1,
      correlationId: 'checkout-7',
    });
    const { id, source } = published.event;
    const { event } = await ask<{ event: unknown }>(endpoint, 'query ($source: String!, $id: ID!) { event(source: $source, id: $id) { id type data correlationId } }', {
      variables: { source, id },
    });
    expect(event).toEqual({ id, type: 'order.created', data: { total: 9.5, lines: [1, null] }, correlationId: 'checkout-7' });
    expect(await types('(filter: { correlationId: "checkout-7" })')).toEqual(['order.created']);
  });

  it('E01 answers the receipt in the stream extension, so that the next query can ask for it', async () => {
    const answer = await call(endpoint, PUBLISH, { variables: { input: { type: 'a.b' } } });
    const { position } = (answer.data as unknown as PublishAnswer).publishEvent;
    expect(answer.extensions?.stream?.position).toBe(position);
    const read = await call(endpoint, '{ events { nodes { position } } }', { stream: { minPosition: position } });
    expect(read.data).toEqual({ events: { nodes: [{ position }] } });
  });

  it('answers null for an event that is not there', async () => {
    expect(await ask(endpoint, '{ event(source: "a", id: "b") { id } }')).toEqual({ event: null });
  });

  it('answers the first event when the same is sent again, though time and request differ', async () => {
    const input = { id: 'order-42', source: 'shop', type: 'order.created', data: { b: 1, a: 2 } };
    const first = await publish(input);
    const again = await publish({ ...input, data: { a: 2, b: 1 } });
    expect(again).toEqual({ ...first, duplicate: true });
  });

  it('refuses another event under the same source and id', async () => {
    await publish({ id: 'x', source: 'shop', type: 'order.created', data: 1 });
    expect(await refusal(PUBLISH, { input: { id: 'x', source: 'shop', type: 'order.created', data: 2 } })).toMatchObject({ code: 'CONFLICT', details: { reason: 'ID', source: 'shop', id: 'x' } });
    expect(await types('')).toEqual(['order.created']);
  });

  it('refuses an unexpected revision and tells the actual one', async () => {
    await publish({ type: 'order.created', subject: 'order/1', expectedRevision: 0 });
    await publish({ type: 'order.paid', subject: 'order/1', expectedRevision: 1 });
    expect(await refusal(PUBLISH, { input: { type: 'order.sent', subject: 'order/1', expectedRevision: 1 } })).toMatchObject({
      code: 'CONFLICT',
      details: { reason: 'REVISION', subject: 'order/1', expected: 1, actual: 2 },
    });
  });

  it('publishes a batch whole or not at all', async () => {
    const PUBLISH_MANY = 'mutation ($inputs: [PublishEventInput!]!) { publishEvents(inputs: $inputs) { position results { position duplicate event { type sequence } } } }';
    const good = await ask<{ publishEvents: { position: string; results: { position: string; event: unknown }[] } }>(endpoint, PUBLISH_MANY, {
      variables: { inputs: [{ type: 'a.one' }, { type: 'a.two' }] },
    });
    expect(good.publishEvents.results.map(({ event }) => event)).toEqual([
      { type: 'a.one', sequence: 1 },
      { type: 'a.two', sequence: 2 },
    ]);
    expect(good.publishEvents.position).toBe(good.publishEvents.results[1]?.position);
    expect(await refusal(PUBLISH_MANY, { inputs: [{ type: 'a.three' }, { type: 'not dotted' }] })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'inputs[1].type' });
    expect(await refusal(PUBLISH_MANY, { inputs: [{ type: 'a.x', id: '1' }, { type: 'a.y', id: '1' }] })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'inputs[1].id' });
    expect(await refusal(PUBLISH_MANY, { inputs: [] })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'inputs' });
    expect(await types('')).toEqual(['a.one', 'a.two']);
  });

  it.each([
    ['input.type', { type: '' }],
    ['input.type', { type: 'a..b' }],
    ['input.type', { type: 'a.*' }],
    ['input.type', { type: 'x'.repeat(257) }],
    ['input.id', { type: 'a.b', id: '' }],
    ['input.source', { type: 'a.b', source: 'has space' }],
    ['input.subject', { type: 'a.b', subject: 'line\nbreak' }],
    ['input.dataSchema', { type: 'a.b', dataSchema: 'no-scheme' }],
    ['input.correlationId', { type: 'a.b', correlationId: 'has space' }],
    ['input.data', { type: 'a.b', data: 'x'.repeat(1_048_577) }],
    ['input.expectedRevision', { type: 'a.b', subject: 's', expectedRevision: -1 }],
    ['input.subject', { type: 'a.b', expectedRevision: 0 }],
  ])('refuses bad input at %s: %#', async (field, input) => {
    expect(await refusal(PUBLISH, { input })).toMatchObject({ code: 'BAD_USER_INPUT', field });
    expect(await types('')).toEqual([]);
  });

  it('refuses a time that is not RFC 3339, and a source that belongs to the backend', async () => {
    expect(await refusal(PUBLISH, { input: { type: 'a.b', time: 'yesterday' } })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await refusal(PUBLISH, { input: { type: 'a.b', source: 'autoweave/services' } })).toMatchObject({ code: 'FORBIDDEN', field: 'input.source' });
  });

  it('E03 filters the history by pattern, type, source, subject, correlation id and time', async () => {
    const first = await publish({ type: 'order.created', source: 'shop', subject: 'order/1', correlationId: 'c1' });
    await publish({ type: 'order.item.added', source: 'shop', subject: 'order/1' });
    await publish({ type: 'user.created', source: 'order/1', correlationId: 'c1' });
    expect(await types('(filter: { pattern: "order.*" })')).toEqual(['order.created']);
    expect(await types('(filter: { pattern: "order.**" })')).toEqual(['order.created', 'order.item.added']);
    expect(await types('(filter: { pattern: "*.created" })')).toEqual(['order.created', 'user.created']);
    expect(await types('(filter: { types: ["user.created", "order.item.added"] })')).toEqual(['order.item.added', 'user.created']);
    expect(await types('(filter: { source: "shop", correlationId: "c1" })')).toEqual(['order.created']);
    expect(await types('(filter: { subject: "order/1" })')).toEqual(['order.created', 'order.item.added']);
    expect(await types('(filter: { about: "order/1" })')).toEqual(['order.created', 'order.item.added', 'user.created']);
    const recordedAt = String(first.event['recordedAt']);
    expect(await types(`(filter: { until: "${recordedAt}" })`)).toEqual([]);
    expect(await types(`(filter: { since: "${recordedAt}" })`)).toHaveLength(3);
  });

  it('E03 pages through the history both ways and in both orders', async () => {
    for (const type of ['a.1', 'a.2', 'a.3', 'a.4', 'a.5']) await publish({ type });
    interface Page {
      events: { nodes: { type: string }[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string } };
    }
    async function page(args: string): Promise<{ types: string; next: boolean; previous: boolean; start: string; end: string }> {
      const { events } = await ask<Page>(endpoint, `{ events(${args}) { nodes { type } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`);
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = events.pageInfo;
      return { types: events.nodes.map(({ type }) => type).join(' '), next: hasNextPage, previous: hasPreviousPage, start: startCursor, end: endCursor };
    }
    const first = await page('first: 2');
    expect(first).toMatchObject({ types: 'a.1 a.2', next: true, previous: false });
    const second = await page(`first: 2, after: "${first.end}"`);
    expect(second).toMatchObject({ types: 'a.3 a.4', next: true, previous: true });
    expect(await page(`first: 2, after: "${second.end}"`)).toMatchObject({ types: 'a.5', next: false, previous: true });
    const last = await page('last: 2');
    expect(last).toMatchObject({ types: 'a.4 a.5', next: false, previous: true });
    expect(await page(`last: 3, before: "${last.start}"`)).toMatchObject({ types: 'a.1 a.2 a.3', next: true, previous: false });
    const newest = await page('first: 2, order: NEWEST_FIRST');
    expect(newest).toMatchObject({ types: 'a.5 a.4', next: true, previous: false });
    expect(await page(`first: 9, order: NEWEST_FIRST, after: "${newest.end}"`)).toMatchObject({ types: 'a.3 a.2 a.1', next: false, previous: true });
    expect(await page(`last: 2, order: NEWEST_FIRST`)).toMatchObject({ types: 'a.2 a.1', next: false, previous: true });
    expect(await page(`first: 2, after: "${last.end}"`)).toMatchObject({ types: '', next: false, previous: true, start: null, end: null });
  });

  it.each([
    ['first', '(first: 0)'],
    ['first', '(first: 501)'],
    ['last', '(first: 1, last: 1)'],
    ['after', '(after: "nonsense")'],
    ['before', '(before: "bm9uc2Vuc2U")'],
    ['filter.pattern', '(filter: { pattern: "a.**.b" })'],
    ['filter.types', '(filter: { types: [] })'],
  ])('refuses a history that makes no sense at %s', async (field, args) => {
    expect(await refusal(`{ events${args} { nodes { id } } }`)).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it('E02 delivers each matching event exactly once, in the order of the log', async () => {
    const followed = await follow(endpoint, 'subscription { eventReceived(pattern: "order.*") { type data sequence } }');
    expect(followed.frames[0]?.stream).toMatchObject({ kind: 'state', state: 'live', resumable: true });
    for (let number = 1; number <= 20; number += 1) {
      await publish({ type: number % 2 === 0 ? 'order.created' : 'order.item.added', data: number });
    }
    await waitUntil(() => followed.events().length >= 10);
    await publish({ type: 'order.last', data: 'end' });
    await waitUntil(() => followed.events().length >= 11);
    const seen = followed.events<{ eventReceived: { data: unknown } }>().map(({ eventReceived }) => eventReceived.data);
    expect(seen).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 'end']);
    await followed.stop();
  });

  it('E02 goes on after a cursor without a gap and without a repetition', async () => {
    const before = await follow(endpoint, 'subscription { eventReceived { data } }');
    await publish({ type: 'a.b', data: 1 });
    await waitUntil(() => before.events().length === 1);
    await before.stop();
    const resumeFrom = before.position();
    await publish({ type: 'a.b', data: 2 });
    await publish({ type: 'a.b', data: 3 });
    const after = await follow(endpoint, 'subscription { eventReceived { data } }', { stream: { resumeFrom: resumeFrom ?? '' } });
    expect(after.frames[0]?.stream.resumed).toEqual({ replayed: 2 });
    await publish({ type: 'a.b', data: 4 });
    await waitUntil(() => after.events().length >= 3);
    expect(after.events()).toEqual([2, 3, 4].map((data) => ({ eventReceived: { data } })));
    await after.stop();
  });

  it('refuses a subscription to an invalid pattern', async () => {
    const followed = await follow(endpoint, 'subscription { eventReceived(pattern: "**.b") { id } }');
    expect(followed.frames).toHaveLength(1);
    expect(followed.frames[0]?.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'pattern' });
    await followed.stop();
  });

  it('E09 answers a publisher while a subscriber is busy', async () => {
    const controller = new AbortController();
    const frames = endpoint.subscribe({ query: 'subscription { eventReceived { data } }', identity: createIdentity(), signal: controller.signal })[Symbol.asyncIterator]();
    await frames.next();
    // The subscriber takes nothing further, and yet each publish is answered.
    for (let number = 0; number < 50; number += 1) expect((await publish({ type: 'a.b', data: number })).duplicate).toBe(false);
    const seen: unknown[] = [];
    while (seen.length < 50) {
      const { value } = (await frames.next()) as { value: { data: { eventReceived: { data: unknown } } | null } };
      if (value.data !== null) seen.push(value.data.eventReceived.data);
    }
    expect(seen).toEqual(Array.from({ length: 50 }, (_value, index) => index));
    controller.abort();
    await frames.return?.();
  });

  it('E17 keeps workspaces apart in reads, look-ups, subscriptions, joins and figures', async () => {
    const [here, there] = [createIdentity({ workspace: 'here' }), createIdentity({ workspace: 'there', correlationId: 'c-there' })];
    const followed = await follow(endpoint, 'subscription { eventReceived { workspace data } }', { identity: here });
    const other = await publish({ type: 'a.b', source: 'shop', id: '1', subject: 'service/x', data: 'there' }, there);
    const own = await publish({ type: 'a.b', source: 'shop', id: '1', data: 'here' }, here);
    expect(other.event).toMatchObject({ workspace: 'there', correlationId: 'c-there', sequence: 1 });
    expect(own.event).toMatchObject({ workspace: 'here', sequence: 1 });
    await waitUntil(() => followed.events().length >= 1);
    expect(followed.events()).toEqual([{ eventReceived: { workspace: 'here', data: 'here' } }]);
    await followed.stop();
    expect(await types('(filter: { correlationId: "c-there" })', there)).toEqual(['a.b']);
    expect(await types('(filter: { correlationId: "c-there" })', here)).toEqual([]);
    const foreign = await call(endpoint, `{ events(after: "${other.position}") { nodes { id } } }`, { identity: here });
    expect(foreign.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'after' });
    expect(await joined('service-x', here)).toEqual([]);
    expect(await ask(endpoint, '{ eventBusStats { sequence } }', { identity: createIdentity({ workspace: 'empty' }) })).toEqual({ eventBusStats: { sequence: 0 } });
  });

  async function joined(id: string, identity = createIdentity(), args = ''): Promise<readonly string[]> {
    const { _entities } = await ask<{ _entities: { events: { nodes: { type: string }[] } }[] }>(
      endpoint,
      `query ($id: ID!) { _entities(representations: [{ __typename: "Service", id: $id }]) { ... on Service { events${args} { nodes { type } } } } }`,
      { variables: { id }, identity },
    );
    return _entities[0]?.events.nodes.map(({ type }) => type) ?? [];
  }

  it('joins to a service the events about it, newest first', async () => {
    await publish({ type: 'service.registered', subject: 'service/x' });
    await publish({ type: 'service.health.changed', subject: 'service/x' });
    await publish({ type: 'order.created', source: 'service/x' });
    await publish({ type: 'order.created', subject: 'service/xy' });
    expect(await joined('x')).toEqual(['order.created', 'service.health.changed', 'service.registered']);
    expect(await joined('x', createIdentity(), '(pattern: "service.**", first: 1)')).toEqual(['service.health.changed']);
    expect(await joined('unknown')).toEqual([]);
  });

  it('tells what the log promises and how far it is', async () => {
    const { position } = await publish({ type: 'a.b' });
    expect(await ask(endpoint, '{ eventBusStats { engine reachable head sequence durability { level replicas } } }')).toEqual({
      eventBusStats: { engine: 'sqlite', reachable: true, head: position, sequence: 1, durability: { level: 'FSYNCED', replicas: 0 } },
    });
  });

  it('keeps every event over a restart, with the same positions', async () => {
    const published = await publish({ type: 'a.b', data: 'kept' });
    await running.close();
    running = await startTestHost(folder);
    endpoint = await eventsSubgraph.start(running.host);
    const { events } = await ask<{ events: { nodes: unknown[] } }>(endpoint, '{ events { nodes { position data } } }');
    expect(events.nodes).toEqual([{ position: published.position, data: 'kept' }]);
    expect((await publish({ type: 'a.b' })).event['sequence']).toBe(2);
  });
});
