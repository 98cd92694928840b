import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, call, createIdentity } from '../../../../test/support/call-subgraph.ts';
import { PUBLISH, startEvents, type PublishedAnswer, type RunningEvents } from '../../../../test/support/start-events.ts';

describe('Mutation.publishEvent and Mutation.publishEvents', () => {
  let events: RunningEvents;

  beforeEach(async () => {
    events = await startEvents();
  });

  afterEach(() => events.close());

  it('E01 publishes an event with its CloudEvents attributes and finds it in the history', async () => {
    const identity = createIdentity({ correlationId: 'checkout-7' });
    const published = await events.publish({ type: 'order.created', subject: 'order/42', data: { total: 9.5, lines: [1, null] } }, identity);
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
    const { event } = await ask<{ event: unknown }>(
      events.endpoint,
      'query ($source: String!, $id: ID!) { event(source: $source, id: $id) { id type data correlationId } }',
      {
        variables: { source, id },
      },
    );
    expect(event).toEqual({ id, type: 'order.created', data: { total: 9.5, lines: [1, null] }, correlationId: 'checkout-7' });
    expect(await events.types('(filter: { correlationId: "checkout-7" })')).toEqual(['order.created']);
  });

  it('E01 answers the receipt in the stream extension, so that the next query can ask for it', async () => {
    const answer = await call(events.endpoint, PUBLISH, { variables: { input: { type: 'a.b' } } });
    const { position } = (answer.data as unknown as { publishEvent: PublishedAnswer }).publishEvent;
    expect(answer.extensions?.stream?.position).toBe(position);
    const read = await call(events.endpoint, '{ events { nodes { position } } }', { stream: { minPosition: position } });
    expect(read.data).toEqual({ events: { nodes: [{ position }] } });
  });

  it('answers the first event when the same is sent again, though time and request differ', async () => {
    const input = { id: 'order-42', source: 'shop', type: 'order.created', data: { b: 1, a: 2 } };
    const first = await events.publish(input);
    const again = await events.publish({ ...input, data: { a: 2, b: 1 } });
    expect(again).toEqual({ ...first, duplicate: true });
  });

  it('refuses another event under the same source and id', async () => {
    await events.publish({ id: 'x', source: 'shop', type: 'order.created', data: 1 });
    expect(await events.refusal(PUBLISH, { input: { id: 'x', source: 'shop', type: 'order.created', data: 2 } })).toMatchObject({
      code: 'CONFLICT',
      details: { reason: 'ID', source: 'shop', id: 'x' },
    });
    expect(await events.types('')).toEqual(['order.created']);
  });

  it('refuses an unexpected revision and tells the actual one', async () => {
    await events.publish({ type: 'order.created', subject: 'order/1', expectedRevision: 0 });
    await events.publish({ type: 'order.paid', subject: 'order/1', expectedRevision: 1 });
    expect(await events.refusal(PUBLISH, { input: { type: 'order.sent', subject: 'order/1', expectedRevision: 1 } })).toMatchObject({
      code: 'CONFLICT',
      details: { reason: 'REVISION', subject: 'order/1', expected: 1, actual: 2 },
    });
  });

  it('publishes a batch whole or not at all', async () => {
    const PUBLISH_MANY =
      'mutation ($inputs: [PublishEventInput!]!) { publishEvents(inputs: $inputs) { position results { position duplicate event { type sequence } } } }';
    const good = await ask<{ publishEvents: { position: string; results: { position: string; event: unknown }[] } }>(events.endpoint, PUBLISH_MANY, {
      variables: { inputs: [{ type: 'a.one' }, { type: 'a.two' }] },
    });
    expect(good.publishEvents.results.map(({ event }) => event)).toEqual([
      { type: 'a.one', sequence: 1 },
      { type: 'a.two', sequence: 2 },
    ]);
    expect(good.publishEvents.position).toBe(good.publishEvents.results[1]?.position);
    expect(await events.refusal(PUBLISH_MANY, { inputs: [{ type: 'a.three' }, { type: 'not dotted' }] })).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'inputs[1].type',
    });
    expect(
      await events.refusal(PUBLISH_MANY, {
        inputs: [
          { type: 'a.x', id: '1' },
          { type: 'a.y', id: '1' },
        ],
      }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', field: 'inputs[1].id' });
    expect(await events.refusal(PUBLISH_MANY, { inputs: [] })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'inputs' });
    expect(await events.types('')).toEqual(['a.one', 'a.two']);
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
    expect(await events.refusal(PUBLISH, { input })).toMatchObject({ code: 'BAD_USER_INPUT', field });
    expect(await events.types('')).toEqual([]);
  });

  it('refuses a time that is not RFC 3339, and a source that belongs to the backend', async () => {
    expect(await events.refusal(PUBLISH, { input: { type: 'a.b', time: 'yesterday' } })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await events.refusal(PUBLISH, { input: { type: 'a.b', source: 'autoweave/services' } })).toMatchObject({ code: 'FORBIDDEN', field: 'input.source' });
  });
});
