import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock, type ManualClock } from '../../platform/clock/manual-clock.ts';
import { createIdentity } from '../../test/support/call-subgraph.ts';
import { startDeliveries, type RunningDeliveries, type SeenDelivery } from '../../test/support/start-deliveries.ts';

const GROUP = '{ consumerGroup(name: "g") { paused lag pending inFlight deadLetterCount totals { taken acknowledged redelivered } } }';

function dataOf(deliveries: readonly SeenDelivery[]): readonly unknown[] {
  return deliveries.map(({ data }) => data);
}

describe('consumer groups', () => {
  let clock: ManualClock;
  let events: RunningDeliveries;

  beforeEach(async () => {
    clock = createManualClock();
    events = await startDeliveries({ clock });
  });

  afterEach(() => events.close());

  it('E06 hands an event out again when its consumer says nothing, and never again once it is acknowledged', async () => {
    await events.createGroup({ name: 'g', pattern: 'order.*', visibilityTimeoutMs: 1_000 });
    await events.publish('order.created', { count: 2 });
    await events.publish('other', { count: 1 });
    const first = await events.claimEvents('g');
    expect(dataOf(first)).toEqual([1, 2]);
    expect(await events.claimEvents('g')).toEqual([]);
    clock.advance(999);
    expect(await events.claimEvents('g')).toEqual([]);
    expect(await events.acknowledge(first.slice(0, 1))).toEqual(['ACKNOWLEDGED']);
    clock.advance(1);
    const second = await events.claimEvents('g');
    expect(second).toMatchObject([{ data: 2, attempt: 2 }]);
    expect(await events.acknowledge(first)).toEqual(['GONE', 'GONE']);
    expect(await events.acknowledge(second)).toEqual(['ACKNOWLEDGED']);
    clock.advance(10_000);
    expect(await events.claimEvents('g')).toEqual([]);
    expect(await events.ask(GROUP)).toEqual({
      consumerGroup: { paused: false, lag: 0, pending: 0, inFlight: 0, deadLetterCount: 0, totals: { taken: 2, acknowledged: 2, redelivered: 1 } },
    });
  });

  it('E06 keeps the order of a subject through retries while other subjects go on', async () => {
    await events.createGroup({ name: 'g', backoffMs: 1_000 });
    await events.publish('n', { subject: 'a', count: 3 });
    await events.publish('n', { subject: 'b', count: 2, first: 11 });
    const claimed = await events.claimEvents('g');
    expect(dataOf(claimed)).toEqual([1, 11]);
    expect(await events.reject(claimed.slice(0, 1))).toEqual(['RETRYING']);
    await events.acknowledge(claimed.slice(1));
    const others = await events.claimEvents('g');
    expect(dataOf(others)).toEqual([12]);
    expect(await events.ask(GROUP)).toMatchObject({ consumerGroup: { lag: 0, pending: 4, inFlight: 1 } });
    clock.advance(1_000);
    for (const expected of [1, 2, 3]) {
      const next = await events.claimEvents('g');
      expect(dataOf(next)).toEqual([expected]);
      await events.acknowledge(next);
    }
  });
});

describe('consumer groups of another workspace', () => {
  it('E06 are not seen', async () => {
    const events = await startDeliveries();
    try {
      await events.createGroup({ name: 'g' });
      const stranger = createIdentity({ workspace: 'other' });
      expect(await events.ask('{ consumerGroup(name: "g") { name } consumerGroups { name } }', {}, stranger)).toEqual({
        consumerGroup: null,
        consumerGroups: [],
      });
      expect(await events.refusal('mutation { claimEvents(group: "g") { deliveries { id } } }', {}, stranger)).toMatchObject({ code: 'NOT_FOUND' });
    } finally {
      await events.close();
    }
  });
});
