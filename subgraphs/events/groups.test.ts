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

  it('E06 begins where it is told, and goes back or forward when it is sought', async () => {
    await events.publish('n', { count: 2 });
    clock.advance(1_000);
    const sinceMs = clock.now();
    await events.publish('n', { count: 2, first: 3 });
    await events.createGroup({ name: 'g', pattern: 'n', from: { since: new Date(sinceMs).toISOString() } });
    await events.createGroup({ name: 'all', pattern: 'n', from: { beginning: true } });
    expect(dataOf(await events.claimEvents('g', { max: 1 }))).toEqual([3]);
    expect(dataOf(await events.claimEvents('all'))).toEqual([1, 2, 3, 4]);
    const seek = 'mutation ($to: LogPlaceInput!) { seekConsumerGroup(name: "g", to: $to) { group { lag pending } } }';
    expect(await events.ask(seek, { to: { beginning: true } })).toEqual({ seekConsumerGroup: { group: { lag: 4, pending: 0 } } });
    const again = await events.claimEvents('g');
    expect(dataOf(again)).toEqual([1, 2, 3, 4]);
    await events.ask(seek, { to: { head: true } });
    expect(await events.acknowledge(again)).toEqual(['GONE', 'GONE', 'GONE', 'GONE']);
    expect(await events.claimEvents('g')).toEqual([]);
    expect(await events.refusal(seek, { to: { head: true, beginning: true } })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'to' });
    expect(await events.refusal(seek, { to: { after: 'nowhere' } })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'to.after' });
  });

  it('E06 prolongs a claim, hands out nothing while paused, and never more than maxInFlight', async () => {
    await events.createGroup({ name: 'g', pattern: 'n', visibilityTimeoutMs: 1_000, maxInFlight: 2 });
    await events.publish('n', { count: 3 });
    const claimed = await events.claimEvents('g');
    expect(dataOf(claimed)).toEqual([1, 2]);
    expect(await events.ask(GROUP)).toMatchObject({ consumerGroup: { lag: 1, pending: 2, inFlight: 2 } });
    const extend = 'mutation ($receipts: [ID!]!) { extendDeliveries(receipts: $receipts, visibilityTimeoutMs: 5000) { outcomes } }';
    expect(await events.ask(extend, { receipts: claimed.slice(0, 1).map(({ receipt }) => receipt) })).toEqual({ extendDeliveries: { outcomes: ['EXTENDED'] } });
    clock.advance(1_000);
    await events.ask('mutation { pauseConsumerGroup(name: "g") { group { paused } } }');
    expect(await events.claimEvents('g')).toEqual([]);
    await events.ask('mutation { resumeConsumerGroup(name: "g") { group { paused } } }');
    expect(dataOf(await events.claimEvents('g'))).toEqual([2]);
    expect(await events.ask(extend, { receipts: claimed.slice(1).map(({ receipt }) => receipt) })).toEqual({ extendDeliveries: { outcomes: ['GONE'] } });
    clock.advance(4_000);
    expect(dataOf(await events.claimEvents('g'))).toEqual([1, 2]);
  });

  it('E13 blocks a subject behind its dead event under BLOCK_KEY, and lets it go on once that is discarded', async () => {
    await events.createGroup({ name: 'g', pattern: 'n', maxDeliveries: 1, poison: 'BLOCK_KEY' });
    await events.publish('n', { subject: 'a', count: 2 });
    await events.publish('n', { subject: 'b', first: 11 });
    const claimed = await events.claimEvents('g');
    expect(await events.reject(claimed, { error: { message: 'broken' } })).toEqual(['DEAD', 'DEAD']);
    expect(await events.claimEvents('g')).toEqual([]);
    expect(
      await events.ask('{ consumerGroup(name: "g") { deadLetters { nodes { subject data blocksKey event { type } } } deadLetterErrors { count } } }'),
    ).toEqual({
      consumerGroup: {
        deadLetters: {
          nodes: [
            { subject: 'a', data: 1, blocksKey: true, event: { type: 'n' } },
            { subject: 'b', data: 11, blocksKey: true, event: { type: 'n' } },
          ],
        },
        deadLetterErrors: [{ count: 2 }],
      },
    });
    await events.ask('mutation { discardDeadLetters(choice: { group: "g" }) { count } }');
    expect(dataOf(await events.claimEvents('g'))).toEqual([2]);
  });

  it('E06 carries out a command once, and refuses a name that is taken', async () => {
    const create = 'mutation ($input: CreateConsumerGroupInput!) { createConsumerGroup(input: $input) { group { name } receipt { repeated } } }';
    const input = { name: 'g', commandId: 'c-1' };
    expect(await events.ask(create, { input })).toMatchObject({ createConsumerGroup: { receipt: { repeated: false } } });
    expect(await events.ask(create, { input })).toMatchObject({ createConsumerGroup: { receipt: { repeated: true } } });
    expect(await events.refusal(create, { input: { name: 'g' } })).toMatchObject({ code: 'CONFLICT', field: 'input.name' });
    expect(await events.refusal(create, { input: { name: 'a b' } })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.name' });
    expect(await events.refusal(create, { input: { name: 'h', pattern: 'a..b' } })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.pattern' });
    await events.ask('mutation { deleteConsumerGroup(name: "g") { name } }');
    expect(await events.refusal('mutation { claimEvents(group: "g") { deliveries { id } } }')).toMatchObject({ code: 'NOT_FOUND', field: 'group' });
    expect(await events.refusal('mutation { requeueDeadLetters(choice: { group: "g" }) { count } }')).toMatchObject({
      code: 'NOT_FOUND',
      field: 'choice.group',
    });
    expect(await events.refusal('mutation { createConsumerGroup(input: { name: "g", from: { since: "soon" } }) { group { name } } }')).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'input.from.since',
    });
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
