import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, createIdentity } from '../../test/support/call-subgraph.ts';
import { startEvents, type RunningEvents } from '../../test/support/start-events.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { startWebhookTarget, type WebhookTarget } from '../../test/support/webhook-target.ts';

const SAVE = `mutation ($input: SaveRoutingRuleInput!) {
  saveRoutingRule(input: $input) { rule { id name pattern condition enabled target { topic webhook { url maxAttempts } } } receipt { position repeated } }
}`;
const TEST = `query ($rule: RoutingRuleTestInput!, $last: Int!) {
  testRoutingRule(rule: $rule, last: $last) { examined matched failed firstFault samples { type data } }
}`;
const RULE = 'query ($id: ID!) { routingRule(id: $id) { enabled routed failed suppressed lastFault { message position } } }';
const ENABLE =
  'mutation ($id: ID!, $enabled: Boolean!, $catchUp: Boolean!) { enableRoutingRule(id: $id, enabled: $enabled, catchUp: $catchUp) { rule { enabled } } }';

interface RuleState {
  readonly enabled: boolean;
  readonly routed: number;
  readonly failed: number;
  readonly suppressed: number;
  readonly lastFault: { readonly message: string; readonly position: string } | null;
}

describe('routing rules', () => {
  let events: RunningEvents;
  let target: WebhookTarget;

  beforeEach(async () => {
    target = await startWebhookTarget();
    events = await startEvents();
  });

  afterEach(async () => {
    await events.close();
    await target.close();
  });

  const save = (input: Record<string, unknown>) => ask(events.endpoint, SAVE, { variables: { input: { id: 'r', name: 'Rule', ...input } } });
  const state = async (id = 'r') => (await ask<{ routingRule: RuleState }>(events.endpoint, RULE, { variables: { id } })).routingRule;
  const until = (test: (rule: RuleState) => boolean) => waitUntil(async () => test(await state()));

  // What a rule commits enters the log by the relay, a moment later.
  const inLog = (type: string, count: number) => waitUntil(async () => (await events.types(`(filter: { types: ["${type}"] })`)).length >= count);

  it('E07 sends on what matches pattern and content, once each, with cause and correlation, and nothing else', async () => {
    await events.publish({ type: 'a.b.c', data: { total: 999 } });
    await save({ pattern: 'a.*.c', condition: 'data.total > 100', target: { topic: 'high.value' } });
    await events.publish({ type: 'a.b.x', data: { total: 500 } });
    await events.publish({ type: 'a.b.c', data: { total: 5 } });
    const cause = await events.publish({ type: 'a.b.c', subject: 'order/1', data: { total: 500 }, correlationId: 'c-1' });
    await events.publish({ type: 'a.z.c', data: { total: 501 } });
    await events.publish({ type: 'a.b.c' }, createIdentity({ workspace: 'elsewhere' }));
    await inLog('high.value', 2);
    const HISTORY = '{ events(filter: { pattern: "high.value" }) { nodes { type subject data correlationId causationId source } } }';
    const { events: routed } = await ask<{ events: { nodes: unknown[] } }>(events.endpoint, HISTORY);
    expect(routed.nodes).toEqual([
      { type: 'high.value', subject: 'order/1', data: { total: 500 }, correlationId: 'c-1', causationId: cause.event['id'], source: 'autoweave/rules/r' },
      expect.objectContaining({ data: { total: 501 } }),
    ]);
    expect(await state()).toMatchObject({ routed: 2, failed: 0, lastFault: null });
    expect(await events.types('(filter: { pattern: "high.**" })', createIdentity({ workspace: 'elsewhere' }))).toEqual([]);
  });

  it('E07 says before a rule is saved what it would have matched, and sends nothing', async () => {
    for (const total of [50, 150, 250, 350]) await events.publish({ type: 'order.created', data: { total } });
    await events.publish({ type: 'order.paid', data: { total: 999 } });
    const rule = { pattern: 'order.created', condition: 'data.total > 100' };
    expect(await ask(events.endpoint, TEST, { variables: { rule, last: 4 } })).toEqual({
      testRoutingRule: {
        examined: 4,
        matched: 3,
        failed: 0,
        firstFault: null,
        samples: [350, 250, 150].map((total) => ({ type: 'order.created', data: { total } })),
      },
    });
    const broken = { pattern: '**', condition: '$number(data.total) + $sum("x")' };
    expect(await ask(events.endpoint, TEST, { variables: { rule: broken, last: 1 } })).toMatchObject({ testRoutingRule: { matched: 0, failed: 1 } });
    expect(await events.types('')).toHaveLength(5);
  });

  it.each([
    ['constructor.constructor("return process")()'],
    ['__proto__.polluted'],
    ['data.__proto__'],
    ['$lookup(data, "constructor")'],
    ['$.toString'],
    ['($o := data ~> |$|{"__proto__": {"polluted": true}}|; $o.polluted)'],
  ])('E07 lets a condition reach no prototype: %s', async (condition) => {
    await events.publish({ type: 'a.b', data: { total: 1 } });
    const trial = await ask<{ testRoutingRule: { matched: number } }>(events.endpoint, TEST, {
      variables: { rule: { pattern: '**', condition }, last: 1 },
    }).catch(() => undefined);
    expect(trial?.testRoutingRule.matched ?? 0).toBe(0);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('E07 ends a condition that does not end, tells of the event, and routes the next one', async () => {
    await save({ pattern: 'a.b', condition: '$match(data, /^(a|a)*$/)', target: { topic: 'matched' } });
    await events.publish({ type: 'a.b', data: `${'a'.repeat(40)}!` });
    await events.publish({ type: 'a.b', data: 'aaa' });
    await until(({ routed }) => routed >= 1);
    const rule = await state();
    expect(rule).toMatchObject({ routed: 1, failed: 1 });
    expect(rule.lastFault?.message).toContain('takes longer than');
    await inLog('event.rule.failed', 1);
    await inLog('matched', 1);
  });

  it('E07 calls a webhook for each match in order, tries again what was refused for the moment, and tells of what was refused for good', async () => {
    target.answerNext(500, 503);
    await save({ pattern: 'order.*', target: { webhook: { url: target.url, timeoutMs: 60_000, maxAttempts: 3 } } });
    await events.publish({ type: 'order.created', data: 1 });
    await until(({ routed }) => routed >= 1);
    target.answerNext(400);
    await events.publish({ type: 'order.bad', data: 2 });
    await events.publish({ type: 'order.paid', data: 3 });
    await until(({ routed }) => routed >= 2);
    expect(target.calls.map(({ body }) => body.type)).toEqual(['order.created', 'order.created', 'order.created', 'order.bad', 'order.paid']);
    expect(new Set(target.calls.map(({ headers }) => headers['idempotency-key'])).size).toBe(3);
    expect(target.calls[0]?.headers['content-type']).toContain('application/cloudevents+json');
    expect(await state()).toMatchObject({ routed: 2, failed: 1, lastFault: { message: `${target.url} answered 400` } });
  });

  it('E07 puts matches into a queue, each once, and waits while it is full', async () => {
    expect(await events.refusal(SAVE, { input: { id: 'r', name: 'Rule', pattern: 'a', target: { queue: { name: 'work' } } } })).toMatchObject({
      code: 'NOT_FOUND',
    });
    await ask(events.endpoint, 'mutation { createMessageQueue(input: { name: "work", maxLength: 2 }) { queue { name } } }');
    await save({ pattern: 'order.*', condition: 'data > 0', target: { queue: { name: 'work', priority: 7 } } });
    for (const data of [0, 1, 2, 3]) await events.publish({ type: 'order.created', data });
    await until(({ routed }) => routed >= 2);
    const CLAIM = 'mutation { claimMessages(queue: "work", max: 10) { deliveries { receipt data priority event { type } } } }';
    const { claimMessages } = await ask<{ claimMessages: { deliveries: { receipt: string; data: number }[] } }>(events.endpoint, CLAIM);
    expect(claimMessages.deliveries).toMatchObject([{ data: 1, priority: 7, event: { type: 'order.created' } }, { data: 2 }]);
    expect(await state()).toMatchObject({ routed: 2, failed: 0 });
    const receipts = claimMessages.deliveries.map(({ receipt }) => receipt);
    await ask(events.endpoint, 'mutation ($receipts: [ID!]!) { acknowledgeDeliveries(receipts: $receipts) { __typename } }', { variables: { receipts } });
    await until(({ routed }) => routed >= 3);
    expect(await ask(events.endpoint, CLAIM)).toMatchObject({ claimMessages: { deliveries: [{ data: 3 }] } });
  });

  it('E07 does not run in circles', async () => {
    await save({ id: 'one', pattern: 'ping.*', target: { topic: 'pong.made' } });
    await save({ id: 'two', pattern: 'pong.*', target: { topic: 'ping.made' } });
    await events.publish({ type: 'ping.first' });
    await waitUntil(async () => (await events.types('(filter: { types: ["ping.made", "pong.made"] })')).length >= 8);
    await events.publish({ type: 'ping.first' });
    await waitUntil(async () => (await events.types('(filter: { types: ["ping.made", "pong.made"] })')).length >= 16);
    expect(await events.types('(filter: { types: ["ping.made", "pong.made"] })')).toHaveLength(16);
  });

  it('E07 goes on where it was after a restart, and after being switched off with or without what it missed', async () => {
    await save({ pattern: 'a.b', target: { topic: 'routed' } });
    await events.publish({ type: 'a.b', data: 1 });
    await until(({ routed }) => routed >= 1);
    await events.restart();
    await events.publish({ type: 'a.b', data: 2 });
    await until(({ routed }) => routed >= 2);
    await ask(events.endpoint, ENABLE, { variables: { id: 'r', enabled: false, catchUp: false } });
    await events.publish({ type: 'a.b', data: 3 });
    await ask(events.endpoint, ENABLE, { variables: { id: 'r', enabled: true, catchUp: true } });
    await until(({ routed }) => routed >= 3);
    await ask(events.endpoint, ENABLE, { variables: { id: 'r', enabled: false, catchUp: false } });
    await events.publish({ type: 'a.b', data: 4 });
    await ask(events.endpoint, ENABLE, { variables: { id: 'r', enabled: true, catchUp: false } });
    await events.publish({ type: 'a.b', data: 5 });
    await inLog('routed', 4);
    const { events: routed } = await ask<{ events: { nodes: { data: number }[] } }>(
      events.endpoint,
      '{ events(filter: { pattern: "routed" }) { nodes { data } } }',
    );
    expect(routed.nodes.map(({ data }) => data)).toEqual([1, 2, 3, 5]);
  });

  it.each([
    ['input.pattern', { pattern: 'a.**.b', target: { topic: 't' } }],
    ['input.condition', { pattern: 'a', condition: 'data.(', target: { topic: 't' } }],
    ['input.condition', { pattern: 'a', condition: ' ', target: { topic: 't' } }],
    ['input.target', { pattern: 'a', target: {} }],
    ['input.target.queue.priority', { pattern: 'a', target: { queue: { name: 'q', priority: 11 } } }],
    ['input.target', { pattern: 'a', target: { topic: 't', webhook: { url: 'http://x' } } }],
    ['input.target.topic', { pattern: 'a', target: { topic: 'not dotted' } }],
    ['input.target.webhook.url', { pattern: 'a', target: { webhook: { url: 'file:///etc/passwd' } } }],
    ['input.target.webhook.maxAttempts', { pattern: 'a', target: { webhook: { url: 'http://x', maxAttempts: -1 } } }],
    ['input.id', { id: '../x', pattern: 'a', target: { topic: 't' } }],
  ])('refuses a rule that makes no sense at %s: %#', async (field, input) => {
    expect(await events.refusal(SAVE, { input: { name: 'Rule', ...input } })).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it('keeps rules in their workspace and forgets those that are deleted', async () => {
    await save({ pattern: 'a.b', target: { topic: 'routed' } });
    expect(await ask(events.endpoint, '{ routingRules { id } }', { identity: createIdentity({ workspace: 'elsewhere' }) })).toEqual({ routingRules: [] });
    await ask(events.endpoint, 'mutation { deleteRoutingRule(id: "r") { id } }');
    expect(await ask(events.endpoint, '{ routingRules { id } }')).toEqual({ routingRules: [] });
    expect(await events.refusal('mutation { deleteRoutingRule(id: "r") { id } }')).toMatchObject({ code: 'NOT_FOUND' });
  });
});
