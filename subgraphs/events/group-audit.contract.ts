import { expect, it } from '@jest/globals';
import { ask, call, createIdentity } from '../../test/support/call-subgraph.ts';
import type { RunningEvents } from '../../test/support/start-events.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const AUDIT = `query ($name: ID!) { deliveryAudit {
  log { sequence kept dropped gaps }
  producers { isCurrent uncounted sequence sources { source produced duplicates } }
  group(name: $name) { isWhole produced taken delivered duplicates pending deadLetters discarded gaps
    sources { source produced taken delivered duplicates pending deadLetters discarded gaps } } } }`;
const GROUP =
  '{ consumerGroup(name: "g") { required lag pending missed lastGap { from availableFrom missed } settings { maxDeliveries visibilityTimeoutMs } } }';

interface Claimed {
  readonly receipt: string;
  readonly type: string;
}

interface Group {
  readonly required: boolean;
  readonly lag: number;
  readonly pending: number;
  readonly missed: number;
  readonly lastGap: { readonly from: string; readonly availableFrom: string; readonly missed: number } | null;
  readonly settings: object;
}

/** What groups tell of themselves and require of the log, on any stores. Each promise has a workspace of its own. */
export function groupAuditPromises(events: () => RunningEvents): void {
  let number = 0;
  function inWorkspace() {
    number += 1;
    const identity = createIdentity({ workspace: `audit-${number}` });
    const run = <Data>(query: string, variables: Record<string, unknown> = {}) => ask<Data>(events().endpoint, query, { variables, identity });
    return {
      identity,
      run,
      publish: (input: Record<string, unknown>) => events().publish(input, identity),
      create: (input = '') =>
        run(`mutation { createConsumerGroup(input: { name: "g", pattern: "a.*", from: { beginning: true } ${input} }) { group { name } } }`),
      async claim(args = 'max: 10') {
        return (await run<{ claimEvents: { deliveries: Claimed[] } }>(`mutation { claimEvents(group: "g", ${args}) { deliveries { receipt type } } }`))
          .claimEvents.deliveries;
      },
      settle: (how: string, claimed: readonly Claimed[], more = '') =>
        run(`mutation ($receipts: [ID!]!) { ${how}Deliveries(receipts: $receipts ${more}) { outcomes } }`, { receipts: claimed.map(({ receipt }) => receipt) }),
      group: async () => (await run<{ consumerGroup: Group }>(GROUP)).consumerGroup,
    };
  }

  it('tells what each source produced and each group delivered, doubled and lost, in numbers that add up', async () => {
    const { publish, create, claim, settle, run } = inWorkspace();
    for (let index = 0; index < 4; index += 1) await publish({ type: 'a.b', source: 'shop', id: `s-${index}`, data: index });
    for (let index = 0; index < 3; index += 1) await publish({ type: 'a.b', source: 'till', data: index });
    await publish({ type: 'other', source: 'till' });
    await publish({ type: 'a.b', source: 'shop', id: 's-0', data: 0 });
    await publish({ type: 'a.b', source: 'shop', id: 's-0', data: 0 });
    await create(', maxDeliveries: 2, backoffMs: 0');
    const claimed = await claim('max: 5');
    await settle('acknowledge', claimed.slice(0, 2));
    await settle('reject', claimed.slice(2, 3));
    await settle('terminate', claimed.slice(3, 4));
    const again = await waitUntil(async () => (await claim('max: 1')).at(0));
    await settle('acknowledge', [again]);
    interface Audit {
      readonly deliveryAudit: { readonly log: { gaps: number; sequence: number; kept: number }; readonly producers: object; readonly group: object };
    }
    const { deliveryAudit } = await run<Audit>(AUDIT, { name: 'g' });
    const shop = { source: 'shop', produced: 4, taken: 4, delivered: 3, duplicates: 1, pending: 0, deadLetters: 1, discarded: 0, gaps: 0 };
    const till = { source: 'till', produced: 1, taken: 1, delivered: 0, duplicates: 0, pending: 1, deadLetters: 0, discarded: 0, gaps: 0 };
    expect(deliveryAudit.group).toEqual({
      isWhole: true,
      produced: 5,
      taken: 5,
      delivered: 3,
      duplicates: 1,
      pending: 1,
      deadLetters: 1,
      discarded: 0,
      gaps: 0,
      sources: [shop, till],
    });
    expect(deliveryAudit.log).toMatchObject({ gaps: 0, dropped: 0, kept: deliveryAudit.log.sequence });
    expect(deliveryAudit.producers).toMatchObject({ isCurrent: true, uncounted: 0 });
    expect(deliveryAudit.producers).toMatchObject({
      sources: expect.arrayContaining([
        { source: 'shop', produced: 4, duplicates: 2 },
        { source: 'till', produced: 4, duplicates: 0 },
      ]) as unknown,
    });
    await run('mutation { discardDeadLetters(choice: { group: "g" }) { count } }');
    const rest = await claim();
    await settle('acknowledge', [...claimed.slice(4), ...rest]);
    const after = await run<Audit>(AUDIT, { name: 'g' });
    expect(after.deliveryAudit.group).toMatchObject({ produced: 7, delivered: 6, deadLetters: 0, discarded: 1, pending: 0, gaps: 0 });
    await run('mutation { seekConsumerGroup(name: "g", to: { beginning: true }) { group { name } } }');
    const anew = await run<Audit>(AUDIT, { name: 'g' });
    expect(anew.deliveryAudit.group).toMatchObject({ produced: 0, taken: 0, delivered: 0, sources: [] });
  });

  it('keeps for a required group what it has not taken, and for no other', async () => {
    const { publish, create, claim, settle, run, group, identity } = inWorkspace();
    await create(', required: true');
    for (let index = 0; index < 6; index += 1) await publish({ type: 'a.b', data: index });
    await settle('acknowledge', await claim('max: 2'));
    await run('mutation { setEventLogPolicy(policy: { retention: [{ maxEvents: 0 }] }) { events } }');
    const kept = async () => (await events().types('(filter: { types: ["a.b"] })', identity)).length;
    await waitUntil(async () => (await kept()) === 4);
    await settle('acknowledge', await claim('max: 1'));
    await waitUntil(async () => (await kept()) === 3);
    expect(await group()).toMatchObject({ required: true, lag: 3, missed: 0 });
    await run('mutation { updateConsumerGroup(name: "g", input: { required: false }) { group { name } } }');
    await waitUntil(async () => (await kept()) === 0);
    expect(await claim()).toEqual([]);
    expect(await group()).toMatchObject({ required: false, lag: 0 });
  });

  it('gives a group notice of what the log dropped before it took it', async () => {
    const { publish, create, claim, settle, run, group, identity } = inWorkspace();
    const before = await publish({ type: 'a.b' });
    await create();
    await settle('acknowledge', await claim());
    for (let index = 0; index < 3; index += 1) await publish({ type: 'a.b', data: index });
    await run('mutation { setEventLogPolicy(policy: { retention: [{ maxEvents: 0 }] }) { events } }');
    await waitUntil(async () => (await events().types('(filter: { types: ["a.b"] })', identity)).length === 0);
    await run('mutation { setEventLogPolicy(policy: {}) { events } }');
    await publish({ type: 'a.new' });
    expect((await claim()).map(({ type }) => type)).toEqual(['a.new']);
    const { lastGap, missed } = await group();
    expect(lastGap?.from).toBe(before.position);
    expect(missed).toBeGreaterThanOrEqual(3);
    expect(lastGap?.missed).toBe(missed);
    await waitUntil(async () => (await events().types('(filter: { types: ["consumer-group.gap"] })', identity)).length === 1);
    expect(await claim()).toEqual([]);
    expect((await group()).missed).toBe(missed);
  });

  it('waits no longer for a required group that no consumer asks for, says so, and waits again once one does', async () => {
    const { create, claim, group, identity } = inWorkspace();
    await create(', required: true, inactiveExpiryMs: 1000');
    await waitUntil(async () => !(await group()).required);
    await waitUntil(async () => (await events().types('(filter: { types: ["consumer-group.lapsed"] })', identity)).length === 1);
    // Its second of waiting may be over again before a slow machine looks.
    await waitUntil(async () => {
      await claim();
      return (await group()).required;
    });
  });

  it('answers a claim that waits as soon as something comes, and with nothing once its time is over', async () => {
    const { publish, create, claim, settle, run } = inWorkspace();
    await create(', backoffMs: 0');
    expect(await claim('waitMs: 50')).toEqual([]);
    const waiting = Promise.all([claim('max: 1, waitMs: 20000'), claim('max: 1, waitMs: 20000')]);
    await publish({ type: 'other' });
    await publish({ type: 'a.first', subject: 's/1' });
    await publish({ type: 'a.second', subject: 's/2' });
    const claimed = (await waiting).flat();
    expect(claimed.map(({ type }) => type).toSorted()).toEqual(['a.first', 'a.second']);
    // What is given back comes to who waits, without an event in the log.
    const retried = claim('waitMs: 20000');
    await settle('reject', claimed.slice(0, 1), ', delayMs: 0');
    expect((await retried).map(({ type }) => type)).toEqual(claimed.slice(0, 1).map(({ type }) => type));
    await run('mutation { createMessageQueue(input: { name: "q" }) { queue { name } } }');
    const message = run<{ claimMessages: { deliveries: object[] } }>('mutation { claimMessages(queue: "q", waitMs: 20000) { deliveries { data } } }');
    await run('mutation { enqueueMessages(queue: "q", messages: [{ data: 7 }]) { ids } }');
    expect((await message).claimMessages.deliveries).toEqual([{ data: 7 }]);
    for (const waitMs of [-1, 20_001]) {
      const refused = await call(events().endpoint, `mutation { claimEvents(group: "g", waitMs: ${waitMs}) { deliveries { id } } }`);
      expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'waitMs' });
    }
  });

  it('changes of the settings what is given, and only that', async () => {
    const { create, run, identity } = inWorkspace();
    await create();
    await run('mutation { updateConsumerGroup(name: "g", input: { maxDeliveries: 9, commandId: "c" }) { group { name } } }');
    const READ = '{ consumerGroup(name: "g") { pattern settings { maxDeliveries visibilityTimeoutMs maxLength } } }';
    expect(await run(READ)).toEqual({ consumerGroup: { pattern: 'a.*', settings: { maxDeliveries: 9, visibilityTimeoutMs: 30_000, maxLength: 10_000 } } });
    expect(await run('mutation { updateConsumerGroup(name: "g", input: { maxDeliveries: 9, commandId: "c" }) { receipt { repeated } } }')).toEqual({
      updateConsumerGroup: { receipt: { repeated: true } },
    });
    await run('mutation { createMessageQueue(input: { name: "q" }) { queue { name } } }');
    expect(
      await run(
        'mutation { updateMessageQueue(name: "q", input: { maxLength: 1, poison: BLOCK_KEY }) { queue { settings { maxLength poison maxDeliveries } } } }',
      ),
    ).toEqual({ updateMessageQueue: { queue: { settings: { maxLength: 1, poison: 'BLOCK_KEY', maxDeliveries: 4 } } } });
    const full = await call(events().endpoint, 'mutation { enqueueMessages(queue: "q", messages: [{}, {}]) { ids } }', { identity });
    expect(full.errors?.[0]?.extensions).toMatchObject({ code: 'QUEUE_FULL' });
    const foreign = await call(events().endpoint, 'mutation { updateConsumerGroup(name: "g", input: { maxDeliveries: 1 }) { group { name } } }');
    expect(foreign.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    const wrong = await call(events().endpoint, 'mutation { updateConsumerGroup(name: "g", input: { maxDeliveries: 0 }) { group { name } } }', { identity });
    expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'input.maxDeliveries' });
  });

  it('E20 tells rates, and of each group what it has not taken and what it has not settled', async () => {
    const { publish, create, claim, settle, run } = inWorkspace();
    await create();
    for (let index = 0; index < 3; index += 1) await publish({ type: 'a.b' });
    const claimed = await claim('max: 2');
    await settle('acknowledge', claimed.slice(0, 1));
    interface Stats {
      readonly eventBusStats: { readonly rates: Readonly<Record<string, number>>; readonly consumerGroups: readonly object[] };
    }
    const { eventBusStats } = await run<Stats>(
      `{ eventBusStats { connected running handlers { pattern consumerGroups } consumerGroups { name lag pending }
        rates { publishedPerSecond takenPerSecond acknowledgedPerSecond redeliveredPerSecond } } }`,
    );
    expect(eventBusStats).toMatchObject({ connected: true, running: true, handlers: [{ pattern: 'a.*', consumerGroups: ['g'] }] });
    expect(eventBusStats.consumerGroups).toEqual([{ name: 'g', lag: 1, pending: 1 }]);
    expect(eventBusStats.rates['publishedPerSecond']).toBeGreaterThan(0);
    expect(eventBusStats.rates['takenPerSecond']).toBeGreaterThan(0);
    expect(eventBusStats.rates['acknowledgedPerSecond']).toBeGreaterThan(0);
  });
}
