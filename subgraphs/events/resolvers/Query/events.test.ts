import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask } from '../../../../test/support/call-subgraph.ts';
import { startEvents, type RunningEvents } from '../../../../test/support/start-events.ts';

describe('Query.events', () => {
  let events: RunningEvents;

  beforeEach(async () => {
    events = await startEvents();
  });

  afterEach(() => events.close());

  it('E03 filters the history by pattern, type, source, subject, correlation id and time', async () => {
    const first = await events.publish({ type: 'order.created', source: 'shop', subject: 'order/1', correlationId: 'c1' });
    await events.publish({ type: 'order.item.added', source: 'shop', subject: 'order/1' });
    await events.publish({ type: 'user.created', source: 'order/1', correlationId: 'c1' });
    expect(await events.types('(filter: { pattern: "order.*" })')).toEqual(['order.created']);
    expect(await events.types('(filter: { pattern: "order.**" })')).toEqual(['order.created', 'order.item.added']);
    expect(await events.types('(filter: { pattern: "*.created" })')).toEqual(['order.created', 'user.created']);
    expect(await events.types('(filter: { types: ["user.created", "order.item.added"] })')).toEqual(['order.item.added', 'user.created']);
    expect(await events.types('(filter: { source: "shop", correlationId: "c1" })')).toEqual(['order.created']);
    expect(await events.types('(filter: { subject: "order/1" })')).toEqual(['order.created', 'order.item.added']);
    expect(await events.types('(filter: { about: "order/1" })')).toEqual(['order.created', 'order.item.added', 'user.created']);
    const recordedAt = String(first.event['recordedAt']);
    expect(await events.types(`(filter: { until: "${recordedAt}" })`)).toEqual([]);
    expect(await events.types(`(filter: { since: "${recordedAt}" })`)).toHaveLength(3);
  });

  it('E03 pages through the history both ways and in both orders', async () => {
    for (const type of ['a.1', 'a.2', 'a.3', 'a.4', 'a.5']) await events.publish({ type });
    interface Page {
      events: { nodes: { type: string }[]; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string } };
    }
    async function page(args: string): Promise<{ types: string; next: boolean; previous: boolean; start: string; end: string }> {
      const { events: history } = await ask<Page>(
        events.endpoint,
        `{ events(${args}) { nodes { type } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      );
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = history.pageInfo;
      return { types: history.nodes.map(({ type }) => type).join(' '), next: hasNextPage, previous: hasPreviousPage, start: startCursor, end: endCursor };
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
    expect(await events.refusal(`{ events${args} { nodes { id } } }`)).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it('answers null for an event that is not there', async () => {
    expect(await ask(events.endpoint, '{ event(source: "a", id: "b") { id } }')).toEqual({ event: null });
  });
});
