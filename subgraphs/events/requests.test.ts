import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, call, createIdentity } from '../../test/support/call-subgraph.ts';
import { startEvents, type RunningEvents } from '../../test/support/start-events.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const REQUEST = `mutation ($input: PublishEventInput!, $timeoutMs: Int!, $replyPattern: String!) {
  requestEvent(input: $input, timeoutMs: $timeoutMs, replyPattern: $replyPattern) { request { id type } reply { type data causationId } tookMs }
}`;
const REPLIES = 'query ($id: ID!) { eventReplies(source: "shop", id: $id) { request { type } replies { data } } }';

describe('requests', () => {
  let events: RunningEvents;

  beforeEach(async () => {
    events = await startEvents();
  });

  afterEach(() => events.close());

  const variables = (input: Record<string, unknown>, options: Record<string, unknown> = {}) => ({
    variables: { input: { type: 'price.asked', source: 'shop', ...input }, timeoutMs: 60_000, replyPattern: '**', ...options },
  });
  const asked = (id: string) => waitUntil(async () => (await call(events.endpoint, REPLIES, { variables: { id } })).data?.['eventReplies'] !== null);

  it('E11 returns what the responder publishes with the request as its cause, and takes nothing else for an answer', async () => {
    await ask(events.endpoint, 'mutation { saveRoutingRule(input: { name: "r", pattern: "price.asked", target: { topic: "price.routed" } }) { rule { id } } }');
    const answer = ask(events.endpoint, REQUEST, variables({ id: 'q-1', data: { sku: 'a' } }, { replyPattern: 'price.*' }));
    await asked('q-1');
    await waitUntil(async () => (await events.types('(filter: { types: ["price.routed"] })')).length === 1);
    await events.publish({ type: 'price.told', causationId: 'q-0', data: 'of another' });
    await events.publish({ type: 'noise.told', causationId: 'q-1', data: 'of another type' });
    await events.publish({ type: 'price.told', causationId: 'q-1', data: 'elsewhere' }, createIdentity({ workspace: 'elsewhere' }));
    await events.publish({ type: 'price.told', causationId: 'q-1', data: { cents: 5 } });
    await events.publish({ type: 'price.told', causationId: 'q-1', data: 'too late' });
    expect(await answer).toMatchObject({
      requestEvent: { request: { id: 'q-1', type: 'price.asked' }, reply: { type: 'price.told', data: { cents: 5 }, causationId: 'q-1' } },
    });
  });

  it('E11 answers a coded error in time, and the late reply can be read', async () => {
    const answer = await call(events.endpoint, REQUEST, variables({ id: 'q-2' }, { timeoutMs: 1 }));
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'DEADLINE_EXCEEDED', details: { reason: 'NO_REPLY', source: 'shop', id: 'q-2' } });
    await events.publish({ type: 'price.told', causationId: 'q-2', data: 'late' });
    await events.publish({ type: 'price.told', causationId: 'q-2', data: 'later' });
    expect(await ask(events.endpoint, REPLIES, { variables: { id: 'q-2' } })).toEqual({
      eventReplies: { request: { type: 'price.asked' }, replies: [{ data: 'late' }, { data: 'later' }] },
    });
    expect(await ask(events.endpoint, REPLIES, { variables: { id: 'q-2' }, identity: createIdentity({ workspace: 'elsewhere' }) })).toEqual({
      eventReplies: null,
    });
    expect(await ask(events.endpoint, REQUEST, variables({ id: 'q-2' }))).toMatchObject({ requestEvent: { reply: { data: 'late' } } });
  });

  it.each([
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: 60_001 }],
    ['replyPattern', { replyPattern: 'a.**.b' }],
  ])('refuses a request that makes no sense at %s and publishes nothing: %#', async (field, options) => {
    expect((await call(events.endpoint, REQUEST, variables({}, options))).errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
    expect(await events.types('')).toEqual([]);
  });
});
