import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createIdentity, follow } from '../../../../test/support/call-subgraph.ts';
import { waitUntil } from '../../../../test/support/wait-until.ts';
import { startEvents, type RunningEvents } from '../../../../test/support/start-events.ts';

describe('Subscription.eventReceived', () => {
  let events: RunningEvents;

  beforeEach(async () => {
    events = await startEvents();
  });

  afterEach(() => events.close());

  it('E02 delivers each matching event exactly once, in the order of the log', async () => {
    const followed = await follow(events.endpoint, 'subscription { eventReceived(pattern: "order.*") { type data sequence } }');
    expect(followed.frames[0]?.stream).toMatchObject({ kind: 'state', state: 'live', resumable: true });
    for (let number = 1; number <= 20; number += 1) {
      await events.publish({ type: number % 2 === 0 ? 'order.created' : 'order.item.added', data: number });
    }
    await waitUntil(() => followed.events().length >= 10);
    await events.publish({ type: 'order.last', data: 'end' });
    await waitUntil(() => followed.events().length >= 11);
    const seen = followed.events<{ eventReceived: { data: unknown } }>().map(({ eventReceived }) => eventReceived.data);
    expect(seen).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 'end']);
    await followed.stop();
  });

  it('E02 goes on after a cursor without a gap and without a repetition', async () => {
    const before = await follow(events.endpoint, 'subscription { eventReceived { data } }');
    await events.publish({ type: 'a.b', data: 1 });
    await waitUntil(() => before.events().length === 1);
    await before.stop();
    const resumeFrom = before.position();
    await events.publish({ type: 'a.b', data: 2 });
    await events.publish({ type: 'a.b', data: 3 });
    const after = await follow(events.endpoint, 'subscription { eventReceived { data } }', { stream: { resumeFrom: resumeFrom ?? '' } });
    expect(after.frames[0]?.stream.resumed).toEqual({ replayed: 2 });
    await events.publish({ type: 'a.b', data: 4 });
    await waitUntil(() => after.events().length >= 3);
    expect(after.events()).toEqual([2, 3, 4].map((data) => ({ eventReceived: { data } })));
    await after.stop();
  });

  it('refuses a subscription to an invalid pattern', async () => {
    const followed = await follow(events.endpoint, 'subscription { eventReceived(pattern: "**.b") { id } }');
    expect(followed.frames).toHaveLength(1);
    expect(followed.frames[0]?.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'pattern' });
    await followed.stop();
  });

  it('E09 answers a publisher while a subscriber is busy', async () => {
    const controller = new AbortController();
    const frames = events.endpoint
      .subscribe({ query: 'subscription { eventReceived { data } }', identity: createIdentity(), signal: controller.signal })
      [Symbol.asyncIterator]();
    await frames.next();
    // The subscriber takes nothing further, and yet each publish is answered.
    for (let number = 0; number < 50; number += 1) expect((await events.publish({ type: 'a.b', data: number })).duplicate).toBe(false);
    const seen: unknown[] = [];
    while (seen.length < 50) {
      const { value } = (await frames.next()) as { value: { data: { eventReceived: { data: unknown } } | null } };
      if (value.data !== null) seen.push(value.data.eventReceived.data);
    }
    expect(seen).toEqual(Array.from({ length: 50 }, (_value, index) => index));
    controller.abort();
    await frames.return?.();
  });
});
