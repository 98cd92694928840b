import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock, type ManualClock } from '../../platform/clock/manual-clock.ts';
import { createIdentity } from '../../test/support/call-subgraph.ts';
import { startDeliveries, type RunningDeliveries, type SeenDelivery } from '../../test/support/start-deliveries.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const ENQUEUE = 'mutation ($messages: [EnqueueMessageInput!]!) { enqueueMessages(queue: "q", messages: $messages) { ids duplicates durability { level } } }';
const DEAD = `{ messageQueue(name: "q") { depth deadLetterCount
  deadLetters { nodes { id data reason errorCode errorMessage attempts blocksKey } pageInfo { hasNextPage } }
  deadLetterErrors { count example { errorMessage } } } }`;
const REQUEUE =
  'mutation ($choice: DeadLetterChoiceInput!, $dryRun: Boolean! = false) { requeueDeadLetters(choice: $choice, dryRun: $dryRun) { count ids dryRun } }';

interface DeadAnswer {
  readonly messageQueue: {
    readonly deadLetterCount: number;
    readonly deadLetters: { readonly nodes: readonly { readonly id: string }[] };
    readonly deadLetterErrors: readonly { readonly count: number }[];
  };
}

function dataOf(deliveries: readonly SeenDelivery[]): readonly unknown[] {
  return deliveries.map(({ data }) => data);
}

describe('message queues', () => {
  let clock: ManualClock;
  let events: RunningDeliveries;

  beforeEach(async () => {
    clock = createManualClock();
    events = await startDeliveries({ clock });
  });

  afterEach(() => events.close());

  it('E12 hands out the most urgent heads first, and lets nothing overtake within a key', async () => {
    await events.createQueue({ name: 'q' });
    await events.enqueue('q', [
      { data: 'low', priority: 0 },
      { data: 'first of k', key: 'k', priority: 1 },
      { data: 'urgent of k', key: 'k', priority: 10 },
      { data: 'high', priority: 9 },
    ]);
    const claimed = await events.claimMessages('q');
    expect(dataOf(claimed)).toEqual(['high', 'first of k', 'low']);
    await events.acknowledge(claimed);
    expect(dataOf(await events.claimMessages('q'))).toEqual(['urgent of k']);
    expect(await events.refusal(ENQUEUE, { messages: [{ data: 1, priority: 11 }] })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'messages[0].priority' });
  });

  it('E12 takes events in by its bindings, each once and with the highest priority that fits', async () => {
    await events.createQueue({ name: 'q' });
    await events.publish('order.early');
    const bind =
      'mutation ($pattern: String!, $priority: Int!) { bindQueue(queue: "q", pattern: $pattern, priority: $priority) { queue { bindings { pattern priority } } } }';
    await events.ask(bind, { pattern: 'order.**', priority: 2 });
    await events.ask(bind, { pattern: 'order.*.urgent', priority: 8 });
    await events.publish('order.created');
    await events.publish('order.a.urgent', { first: 2 });
    await events.publish('other');
    await waitUntil(async () => (await events.ask<{ messageQueue: { depth: number } }>('{ messageQueue(name: "q") { depth } }')).messageQueue.depth === 2);
    expect(await events.claimMessages('q')).toMatchObject([
      { type: 'order.a.urgent', priority: 8, data: 2 },
      { type: 'order.created', priority: 2, data: 1 },
    ]);
    expect(await events.refusal('mutation { unbindQueue(queue: "q", pattern: "nothing") { queue { name } } }')).toMatchObject({
      code: 'NOT_FOUND',
      field: 'pattern',
    });
  });

  it('E13 gives a message up after its retries, with the reason, and hands it out again when it is requeued', async () => {
    await events.createQueue({ name: 'q', maxRetries: 2, backoffMs: 100, maxBackoffMs: 1_000 });
    await events.enqueue('q', [
      { id: 'a', data: 'bad', key: 'k' },
      { id: 'b', data: 'good', key: 'k' },
      { id: 'c', data: 'ends' },
    ]);
    for (const outcome of ['RETRYING', 'RETRYING', 'DEAD']) {
      const claimed = (await events.claimMessages('q')).filter(({ id }) => id === 'a');
      expect(await events.reject(claimed, { error: { code: 'E_PARSE', message: `row ${outcome.length} of "x" is broken` } })).toEqual([outcome]);
      clock.advance(1_000);
    }
    await events.ask(
      'mutation ($receipts: [ID!]!) { terminateDeliveries(receipts: $receipts, error: { code: "E_PARSE", message: "row 9 of \\"y\\" is broken" }) { outcomes } }',
      {
        receipts: (await claimLater()).filter(({ id }) => id === 'c').map(({ receipt }) => receipt),
      },
    );
    const dead = await events.ask<DeadAnswer>(DEAD);
    expect(dead).toMatchObject({
      messageQueue: {
        depth: 1,
        deadLetterCount: 2,
        deadLetters: {
          nodes: [
            { id: 'a', data: 'bad', reason: 'MAX_DELIVERIES', errorCode: 'E_PARSE', errorMessage: 'row 4 of "x" is broken', attempts: 3, blocksKey: false },
            { id: 'c', data: 'ends', reason: 'TERMINATED' },
          ],
        },
        deadLetterErrors: [{ count: 2 }],
      },
    });
    await events.ask('mutation { editDeadLetter(queue: "q", id: "a", data: "mended") { deadLetter { data } } }');
    expect(await events.ask(REQUEUE, { choice: { queue: 'q', ids: ['a'] }, dryRun: true })).toEqual({
      requeueDeadLetters: { count: 1, ids: ['a'], dryRun: true },
    });
    expect((await events.ask<DeadAnswer>(DEAD)).messageQueue.deadLetterCount).toBe(2);
    await events.ask(REQUEUE, { choice: { queue: 'q', ids: ['a'] } });
    await events.acknowledge((await claimLater()).filter(({ id }) => id === 'b'));
    expect(await events.claimMessages('q')).toMatchObject([{ id: 'a', data: 'mended', attempt: 1, outOfOrder: true }]);
    expect(await events.ask('mutation { discardDeadLetters(choice: { queue: "q" }) { ids } }')).toEqual({ discardDeadLetters: { ids: ['c'] } });
    expect((await events.ask<DeadAnswer>(DEAD)).messageQueue.deadLetterCount).toBe(0);
  });

  it('E13 holds a key back behind its dead letter under BLOCK_KEY, and goes on in order once that is requeued', async () => {
    await events.createQueue({ name: 'q', maxRetries: 0, poison: 'BLOCK_KEY' });
    await events.enqueue('q', [
      { id: 'a', key: 'k' },
      { id: 'b', key: 'k' },
      { id: 'c', key: 'other' },
    ]);
    await events.reject((await events.claimMessages('q')).filter(({ id }) => id === 'a'));
    expect(await events.claimMessages('q')).toEqual([]);
    await events.ask(REQUEUE, { choice: { queue: 'q' } });
    const claimed = await events.claimMessages('q');
    expect(claimed).toMatchObject([{ id: 'a', outOfOrder: false }]);
    await events.acknowledge(claimed);
    expect(await events.claimMessages('q')).toMatchObject([{ id: 'b' }]);
  });

  it('E13 buries a message whose consumers only ever vanish, and tells of it in the log', async () => {
    await events.createQueue({ name: 'q', maxRetries: 1, visibilityTimeoutMs: 1_000 });
    await events.enqueue('q', [{ id: 'a' }]);
    for (const attempt of [1, 2]) {
      expect(await events.claimMessages('q')).toMatchObject([{ id: 'a', attempt }]);
      clock.advance(1_000);
    }
    expect(await events.claimMessages('q')).toEqual([]);
    expect(await events.ask(DEAD)).toMatchObject({ messageQueue: { depth: 0, deadLetters: { nodes: [{ errorCode: 'VISIBILITY_TIMEOUT' }] } } });
    const told = await waitUntil(async () => {
      const { nodes } = (
        await events.ask<{ events: { nodes: readonly unknown[] } }>('{ events(filter: { pattern: "queue.message.dead" }) { nodes { subject } } }')
      ).events;
      return nodes.length > 0 ? nodes : undefined;
    });
    expect(told).toEqual([{ subject: 'queue/q' }]);
  });

  it('E14 keeps messages through a restart, hands delayed ones out when they are due and gives expired ones up', async () => {
    await events.createQueue({ name: 'q' });
    await events.enqueue(
      'q',
      [
        { id: 'now' },
        { id: 'later', delayMs: 5_000 },
        { id: 'behind it', key: 'k', delayMs: 5_000 },
        { id: 'waits', key: 'k' },
        { id: 'passing', expiresInMs: 3_000, delayMs: 2_000 },
      ].map((message) => ({ ...message, id: message.id.replace(' ', '-') })),
    );
    await events.restart();
    const first = await events.claimMessages('q');
    expect(first.map(({ id }) => id)).toEqual(['now']);
    await events.acknowledge(first);
    clock.advance(4_000);
    expect(await events.claimMessages('q')).toEqual([]);
    clock.advance(1_000);
    const due = await events.claimMessages('q');
    expect(due.map(({ id }) => id)).toEqual(['later', 'behind-it']);
    await events.acknowledge(due);
    expect((await events.claimMessages('q')).map(({ id }) => id)).toEqual(['waits']);
    expect(await events.ask(DEAD)).toMatchObject({ messageQueue: { deadLetters: { nodes: [{ id: 'passing', reason: 'EXPIRED' }] } } });
  });

  it('E14 refuses what does not fit with QUEUE_FULL, all of it, and takes the same message once', async () => {
    await events.createQueue({ name: 'q', maxLength: 2 });
    await events.enqueue('q', [{ id: 'a' }]);
    expect(await events.refusal(ENQUEUE, { messages: [{ id: 'b' }, { id: 'c' }] })).toMatchObject({ code: 'QUEUE_FULL', details: { depth: 1, maxLength: 2 } });
    expect(await events.ask(ENQUEUE, { messages: [{ id: 'a' }, { id: 'b' }] })).toEqual({
      enqueueMessages: { ids: ['a', 'b'], duplicates: ['a'], durability: { level: 'FSYNCED' } },
    });
    expect(await events.ask('mutation { purgeQueue(queue: "q") { removed queue { depth } } }')).toEqual({ purgeQueue: { removed: 2, queue: { depth: 0 } } });
  });

  it('E06 hands out no more than maxInFlight, nothing while paused, and nothing to another workspace', async () => {
    await events.createQueue({ name: 'q', maxInFlight: 2 });
    await events.enqueue('q', [{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    const claimed = await events.claimMessages('q');
    expect(claimed).toHaveLength(2);
    expect(await events.claimMessages('q')).toEqual([]);
    await events.ask('mutation { pauseMessageQueue(name: "q") { queue { paused } } }');
    expect(await events.acknowledge(claimed)).toEqual(['ACKNOWLEDGED', 'ACKNOWLEDGED']);
    expect(await events.claimMessages('q')).toEqual([]);
    await events.ask('mutation { resumeMessageQueue(name: "q") { queue { paused } } }');
    const last = await events.claimMessages('q');
    const stranger = createIdentity({ workspace: 'other' });
    const receipts = last.map(({ receipt }) => receipt);
    expect(await events.ask('mutation ($receipts: [ID!]!) { acknowledgeDeliveries(receipts: $receipts) { outcomes } }', { receipts }, stranger)).toEqual({
      acknowledgeDeliveries: { outcomes: ['GONE'] },
    });
    expect(await events.refusal('mutation { claimMessages(queue: "q") { deliveries { id } } }', {}, stranger)).toMatchObject({
      code: 'NOT_FOUND',
      field: 'queue',
    });
    expect(await events.refusal('mutation { acknowledgeDeliveries(receipts: ["no"]) { outcomes } }')).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'receipts[0]',
    });
  });

  it('E06 appends a result with the acknowledgement, or neither', async () => {
    await events.createQueue({ name: 'q', visibilityTimeoutMs: 1_000 });
    await events.enqueue('q', [{ id: 'a' }, { id: 'b' }]);
    const claimed = await events.claimMessages('q');
    const finish = 'mutation ($receipts: [ID!]!, $id: ID!) { acknowledgeDeliveries(receipts: $receipts, publish: [{ id: $id, type: "done" }]) { outcomes } }';
    await events.acknowledge(claimed.slice(0, 1));
    const receipts = claimed.map(({ receipt }) => receipt);
    expect(await events.ask(finish, { receipts, id: 'x' })).toEqual({ acknowledgeDeliveries: { outcomes: ['GONE', 'KEPT'] } });
    expect(await events.ask(finish, { receipts: receipts.slice(1), id: 'y' })).toEqual({ acknowledgeDeliveries: { outcomes: ['ACKNOWLEDGED'] } });
    const done = await waitUntil(async () => {
      const { nodes } = (await events.ask<{ events: { nodes: readonly unknown[] } }>('{ events(filter: { pattern: "done" }) { nodes { id } } }')).events;
      return nodes.length > 0 ? nodes : undefined;
    });
    expect(done).toEqual([{ id: 'y' }]);
  });

  it('E20 tells who takes which events, what was done, and whether it is connected and running', async () => {
    await events.createQueue({ name: 'q', maxRetries: 0 });
    await events.createGroup({ name: 'g', pattern: 'order.*' });
    await events.createGroup({ name: 'h', pattern: 'order.*' });
    await events.ask('mutation { bindQueue(queue: "q", pattern: "user.*") { queue { name } } }');
    await events.enqueue('q', [{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    const [first, second] = await events.claimMessages('q');
    await events.acknowledge(first === undefined ? [] : [first]);
    await events.reject(second === undefined ? [] : [second]);
    const stats =
      '{ eventBusStats { connected running handlers { pattern consumerGroups queues } totals { consumerGroups queues taken acknowledged redelivered pending deadLetters } } }';
    expect(await events.ask(stats)).toEqual({
      eventBusStats: {
        connected: true,
        running: true,
        handlers: [
          { pattern: 'order.*', consumerGroups: ['g', 'h'], queues: [] },
          { pattern: 'user.*', consumerGroups: [], queues: ['q'] },
        ],
        totals: { consumerGroups: 2, queues: 1, taken: 3, acknowledged: 1, redelivered: 0, pending: 1, deadLetters: 1 },
      },
    });
    expect(await events.ask(stats, {}, createIdentity({ workspace: 'other' }))).toMatchObject({
      eventBusStats: { handlers: [], totals: { taken: 0, deadLetters: 0 } },
    });
  });

  async function claimLater(): Promise<readonly SeenDelivery[]> {
    clock.advance(60_000);
    return events.claimMessages('q');
  }
});
