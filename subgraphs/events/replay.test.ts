import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, call, createIdentity, follow } from '../../test/support/call-subgraph.ts';
import { startEvents, type RunningEvents } from '../../test/support/start-events.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { startWebhookTarget, type WebhookTarget } from '../../test/support/webhook-target.ts';

const REPLAY = 'mutation ($input: ReplayEventsInput!) { replayEvents(input: $input) { replay { id state progress { total } } receipt { repeated } } }';
const STATE = `query ($id: ID!) {
  replay(id: $id) {
    state finishedAt lastFault { message } progress { percent total examined replayed suppressed failed remainingMs }
    suppressions { source id differs } differing: suppressions(onlyDiffering: true) { id }
  }
}`;

interface ReplayState {
  readonly state: string;
  readonly progress: { readonly percent: number; readonly total: number; readonly examined: number; readonly replayed: number; readonly suppressed: number };
  readonly suppressions: readonly { readonly id: string; readonly differs: boolean }[];
}

describe('replays', () => {
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

  async function start(input: Record<string, unknown>): Promise<string> {
    const { replayEvents } = await ask<{ replayEvents: { replay: { id: string } } }>(events.endpoint, REPLAY, { variables: { input } });
    return replayEvents.replay.id;
  }

  const state = async (id: string) => (await ask<{ replay: ReplayState }>(events.endpoint, STATE, { variables: { id } })).replay;
  const done = (id: string) => waitUntil(async () => (await state(id)).state === 'DONE', { what: 'the end of the replay' });
  const steer = (what: string, id: string) =>
    ask(events.endpoint, `mutation ($id: ID!) { ${what}Replay(id: $id) { replay { state } } }`, { variables: { id } });

  async function copies(): Promise<readonly { type: string; data: unknown; replay: { source: string; id: string; fenced: boolean } }[]> {
    const QUERY = '{ events(filter: { pattern: "again.**" }, first: 500) { nodes { type data replay { source id fenced } } } }';
    return (
      await ask<{ events: { nodes: { type: string; data: unknown; replay: { source: string; id: string; fenced: boolean } }[] } }>(events.endpoint, QUERY)
    ).events.nodes;
  }

  it('E05 sends a range of a pattern once more in order, marked as replayed, and nothing beside it', async () => {
    await events.publish({ type: 'order.created', data: 0 });
    const first = await events.publish({ type: 'order.created', data: 1, source: 'shop', id: 'o 1' });
    await events.publish({ type: 'user.created', data: 'no' });
    const last = await events.publish({ type: 'order.paid', data: 2, source: 'shop', id: 'o 2' });
    await events.publish({ type: 'order.created', data: 3 });
    await events.publish({ type: 'order.created', data: 'no' }, createIdentity({ workspace: 'elsewhere' }));
    const id = await start({ pattern: 'order.*', from: first.position, to: last.position, target: { topicPrefix: 'again' } });
    await done(id);
    await waitUntil(async () => (await copies()).length >= 2);
    expect(await copies()).toEqual([
      { type: 'again.order.created', data: 1, replay: { source: 'shop', id: 'o 1', fenced: true } },
      { type: 'again.order.paid', data: 2, replay: { source: 'shop', id: 'o 2', fenced: true } },
    ]);
    expect(await state(id)).toMatchObject({ state: 'DONE', progress: { percent: 100, total: 2, examined: 2, replayed: 2, suppressed: 0, remainingMs: 0 } });
    const second = await start({ pattern: '**', target: { topicPrefix: 'again' } });
    await done(second);
    const { progress } = await state(second);
    expect(progress.examined).toBe(progress.total);
    await waitUntil(async () => (await copies()).filter(({ type }) => type === 'again.order.paid').length >= 2);
    expect((await copies()).filter(({ type }) => type.startsWith('again.again'))).toEqual([]);
  });

  it('E05 tells of its progress, and is paused between two events, resumed and cancelled', async () => {
    for (let number = 0; number < 6; number += 1) await events.publish({ type: 'order.created', data: number });
    const followed = await follow(events.endpoint, 'subscription { replayProgressed { replayId state percent total examined eventsPerSecond remainingMs } }');
    const release = target.hold();
    const id = await start({ pattern: 'order.*', target: { webhook: { url: target.url, timeoutMs: 60_000 } } });
    await waitUntil(() => target.calls.length === 1);
    await steer('pause', id);
    release();
    await waitUntil(async () => (await state(id)).progress.replayed === 1);
    expect(await state(id)).toMatchObject({ state: 'PAUSED', progress: { percent: 100 / 6 } });
    expect(await call(events.endpoint, `mutation { pauseReplay(id: "${id}") { replay { id } } }`)).toMatchObject({
      errors: [{ extensions: { code: 'CONFLICT' } }],
    });
    await steer('resume', id);
    await done(id);
    expect(target.calls.map(({ body }) => body.data)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(target.calls.every(({ headers }) => headers['x-autoweave-replay'] === id)).toBe(true);
    type Told = { replayProgressed: { state: string; examined: number; percent: number; total: number } };
    await waitUntil(() => followed.events<Told>().at(-1)?.replayProgressed.state === 'DONE');
    const told = followed.events<Told>().map(({ replayProgressed }) => replayProgressed);
    expect(told.map(({ state: at }) => at).filter((at, index, all) => at !== all[index - 1])).toEqual(['RUNNING', 'PAUSED', 'RUNNING', 'DONE']);
    expect(told.map(({ examined }) => examined)).toEqual(told.map(({ examined }) => examined).toSorted((a, b) => a - b));
    expect(told.at(-1)).toMatchObject({ percent: 100, total: 6, examined: 6, remainingMs: 0 });
    await followed.stop();
    const held = target.hold();
    const other = await start({ pattern: 'order.*', fenced: false, target: { webhook: { url: target.url, timeoutMs: 60_000 } } });
    await waitUntil(() => target.calls.length === 7);
    await steer('cancel', other);
    held();
    await waitUntil(async () => (await state(other)).progress.examined === 1);
    expect(await call(events.endpoint, `mutation { resumeReplay(id: "${other}") { replay { id } } }`)).toMatchObject({
      errors: [{ extensions: { code: 'CONFLICT' } }],
    });
    expect(target.calls).toHaveLength(7);
  });

  it('E05 does not repeat what a rule did already, reports it, and repeats it when told to', async () => {
    const RULE = 'mutation ($input: SaveRoutingRuleInput!) { saveRoutingRule(input: $input) { rule { id } } }';
    const RULES = '{ routingRules { id suppressed routed } }';
    await ask(events.endpoint, RULE, {
      variables: { input: { id: 'live', name: 'Live', pattern: 'order.*', target: { webhook: { url: target.url, timeoutMs: 60_000 } } } },
    });
    await events.publish({ type: 'order.created', data: 1, id: 'o-1' });
    await waitUntil(() => target.calls.length === 1);
    await waitUntil(async () => JSON.stringify(await ask(events.endpoint, RULES)).includes('"routed":1'));
    const direct = await start({ pattern: 'order.*', target: { webhook: { url: target.url, timeoutMs: 60_000 } } });
    await done(direct);
    expect(await state(direct)).toMatchObject({
      progress: { examined: 1, replayed: 0, suppressed: 1 },
      suppressions: [{ source: 'principal/ada', id: 'o-1', differs: false }],
      differing: [],
    });
    expect(target.calls).toHaveLength(1);
    await ask(events.endpoint, RULE, {
      variables: { input: { id: 'copies', name: 'Copies', pattern: 'again.**', target: { webhook: { url: target.url, timeoutMs: 60_000 } } } },
    });
    const fenced = await start({ pattern: 'order.*', target: { topicPrefix: 'again' } });
    await waitUntil(async () => (await state(fenced)).suppressions.length === 1);
    expect(await state(fenced)).toMatchObject({ state: 'DONE', suppressions: [{ id: 'o-1', differs: true }], differing: [{ id: 'o-1' }] });
    expect(target.calls).toHaveLength(1);
    const free = await start({ pattern: 'order.*', fenced: false, target: { topicPrefix: 'again' } });
    await done(free);
    await waitUntil(() => target.calls.length === 2);
    expect(target.calls[1]?.body).toMatchObject({ type: 'again.order.created', data: 1 });
  });

  it('E05 lets a consumer’s own side effect happen once, and reports what a replay would have done otherwise', async () => {
    const RECORD = 'mutation ($input: RecordSideEffectInput!) { recordSideEffect(input: $input) { proceed differs recordedAt } }';
    const record = async (event: { source: string; id: string }, content: unknown) =>
      (
        await ask<{ recordSideEffect: { proceed: boolean; differs: boolean } }>(events.endpoint, RECORD, {
          variables: { input: { key: 'mail/o-1', event, content } },
        })
      ).recordSideEffect;
    await events.publish({ type: 'order.created', source: 'shop', id: 'o-1' });
    const answers = await Promise.all([1, 2, 3].map(() => record({ source: 'shop', id: 'o-1' }, 'mail to ada')));
    expect(answers.filter(({ proceed }) => proceed)).toHaveLength(1);
    const id = await start({ pattern: 'order.*', target: { topicPrefix: 'again' } });
    await done(id);
    const copy = { source: `autoweave/replays/${id}`, id: 'shop o-1' };
    expect(await record(copy, 'mail to ada and bert')).toMatchObject({ proceed: false, differs: true });
    expect((await state(id)).suppressions).toEqual([{ source: 'shop', id: 'o-1', differs: true }]);
    expect(await record({ source: `autoweave/replays/${id}/unfenced`, id: 'shop o-1' }, 'mail to ada')).toMatchObject({ proceed: true });
  });

  it.each([
    ['input.pattern', { pattern: '**.a', target: { topicPrefix: 'again' } }],
    ['input.from', { from: 'nonsense', target: { topicPrefix: 'again' } }],
    ['input.target', { target: {} }],
    ['input.target.topicPrefix', { target: { topicPrefix: 'not dotted' } }],
    ['input.target.webhook.url', { target: { webhook: { url: 'nowhere' } } }],
    ['input.commandId', { commandId: 'a/b', target: { topicPrefix: 'again' } }],
    ['input.since', { since: '2026-01-02T00:00:00.000Z', until: '2026-01-01T00:00:00.000Z', target: { topicPrefix: 'again' } }],
  ])('refuses a replay that makes no sense at %s: %#', async (field, input) => {
    expect(await events.refusal(REPLAY, { input })).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it('E05 begins once for one command id, and stays in its workspace', async () => {
    await events.publish({ type: 'order.created' });
    const input = { commandId: 'r-1', target: { topicPrefix: 'again' } };
    await start(input);
    expect(await ask(events.endpoint, REPLAY, { variables: { input } })).toMatchObject({ replayEvents: { receipt: { repeated: true } } });
    await done('r-1');
    const elsewhere = { identity: createIdentity({ workspace: 'elsewhere' }) };
    expect(await ask(events.endpoint, '{ replays { id } replay(id: "r-1") { id } }', elsewhere)).toEqual({ replays: [], replay: null });
    expect(await call(events.endpoint, 'mutation { cancelReplay(id: "r-1") { replay { id } } }', elsewhere)).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  });
});
