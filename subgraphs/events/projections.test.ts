import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, call, createIdentity, follow } from '../../test/support/call-subgraph.ts';
import { startEvents, type RunningEvents } from '../../test/support/start-events.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { checkTotals, projectTotals, readTotals } from '../../test/support/project-totals.ts';

const SAVE = 'mutation ($input: SaveProjectionInput!) { saveProjection(input: $input) { projection { id state } receipt { repeated } } }';
const READ = `query ($id: ID!) { projection(id: $id) { state lag position entryCount applied failed lastFault { message }
  rebuild { percent total } entries(first: 500) { key state } } }`;

interface Read {
  readonly state: string;
  readonly lag: number;
  readonly entryCount: number;
  readonly applied: number;
  readonly failed: number;
  readonly lastFault: { readonly message: string } | null;
  readonly rebuild: object | null;
  readonly entries: readonly { readonly key: string; readonly state: unknown }[];
}

describe('projections', () => {
  let events: RunningEvents;

  beforeEach(async () => {
    events = await startEvents();
  });

  afterEach(async () => {
    await events.close();
  });

  const save = (input: Record<string, unknown>) => ask(events.endpoint, SAVE, { variables: { input } });
  const read = async (id: string) => (await ask<{ projection: Read }>(events.endpoint, READ, { variables: { id } })).projection;
  const settled = (id: string) =>
    waitUntil(async () => {
      const projection = await read(id);
      return projection.state === 'LIVE' && projection.lag === 0 && projection.rebuild === null ? projection : undefined;
    });

  it('E10 makes entries of the events that there were and of those that come, and a rebuilt read model equals the live one', async () => {
    await projectTotals(events);
    expect(await readTotals(events, 'orders')).toEqual([
      { key: 'order/1', state: { count: 2, total: 30 } },
      { key: 'order/2', state: { count: 1, total: 5 } },
    ]);
    const last = await events.publish({ type: 'order.paid', subject: 'order/2', data: { total: 7 } });
    const READ_YOURS = 'query ($at: Position!) { projection(id: "orders", minPosition: $at) { entry(key: "order/2") { state position } } }';
    expect(await ask(events.endpoint, READ_YOURS, { variables: { at: last.position } })).toEqual({
      projection: { entry: { state: { count: 2, total: 12 }, position: last.position } },
    });
    expect(await checkTotals(events, 'orders')).toMatchObject({ equal: true, liveEntries: 2, rebuiltEntries: 2, differences: [] });
  });

  it('E10 tells by a check of every entry that is not what the log makes of it', async () => {
    await projectTotals(events);
    await ask(events.endpoint, 'mutation { setEventLogPolicy(policy: { retention: [{ pattern: "order.created", maxEvents: 0 }] }) { events } }');
    await waitUntil(async () => (await events.types('(filter: { pattern: "order.created" })')).length === 0);
    expect(await checkTotals(events, 'orders')).toEqual({
      equal: false,
      liveEntries: 2,
      rebuiltEntries: 1,
      differences: [
        { key: 'order/1', live: { count: 2, total: 30 }, rebuilt: { count: 1, total: 20 } },
        { key: 'order/2', live: { count: 1, total: 5 }, rebuilt: null },
      ],
    });
    await ask(events.endpoint, 'mutation { rebuildProjection(id: "orders") { projection { id } } }');
    await settled('orders');
    expect(await readTotals(events, 'orders')).toEqual([{ key: 'order/1', state: { count: 1, total: 20 } }]);
    expect(await checkTotals(events, 'orders')).toMatchObject({ equal: true });
  });

  it('E10 goes on answering the old entries while new ones are built, then all of the new at once, and tells of the progress', async () => {
    await projectTotals(events);
    const told = await follow(events.endpoint, 'subscription { projectionProgressed(id: "orders") { projectionId purpose state percent total examined } }');
    const seen: unknown[] = [];
    await save({ id: 'orders', pattern: 'order.*', fold: '{ "types": $append($state.types, [type]) }' });
    const final = [
      { key: 'order/1', state: { types: ['order.created', 'order.paid'] } },
      { key: 'order/2', state: { types: ['order.created'] } },
    ];
    await waitUntil(async () => {
      seen.push(await readTotals(events, 'orders'));
      return JSON.stringify(seen.at(-1)) === JSON.stringify(final);
    });
    const kinds = new Set(seen.map((entries) => JSON.stringify(entries)));
    expect(kinds.size).toBeLessThanOrEqual(2);
    // The end of the first building may be told here too.
    type Told = { projectionProgressed: { state: string; total: number } };
    const last = () => told.events<Told>().at(-1)?.projectionProgressed;
    await waitUntil(() => last()?.state === 'DONE' && last()?.total === 3);
    expect(last()).toEqual({
      projectionId: 'orders',
      purpose: 'REBUILD',
      state: 'DONE',
      percent: 100,
      total: 3,
      examined: 3,
    });
    await told.stop();
  });

  it('counts what cannot be applied, removes what becomes null, leaves what becomes nothing, and keeps to its bounds', async () => {
    const fold = 'type = "item.gone" ? null : type = "item.broken" ? $number("x") : type = "item.seen" ? $nothing : type = "item.timed" ? $now() : data';
    await save({ id: 'items', pattern: 'item.*', key: 'data.key', fold, maxEntries: 2 });
    const publish = (type: string, data: unknown) => events.publish({ type: `item.${type}`, data });
    await publish('made', { key: 'a' });
    await publish('made', { key: 'b' });
    await publish('made', { key: 'c' });
    await publish('seen', { key: 'a' });
    await publish('gone', { key: 'b' });
    await publish('broken', { key: 'a' });
    await publish('timed', { key: 'a' });
    await publish('made', { other: 'no key' });
    await publish('made', { key: { is: 'none' } });
    await waitUntil(async () => (await settled('items')).failed === 4);
    expect(await settled('items')).toMatchObject({ entryCount: 1, applied: 4, entries: [{ key: 'a', state: { key: 'a' } }] });
    await publish('timed', { key: 'a' });
    await waitUntil(async () => (await read('items')).failed === 5);
    expect((await read('items')).lastFault?.message).toContain('$now is another each time');
    expect(await checkTotals(events, 'items')).toMatchObject({ equal: true });
  });

  it('applies each event once over restarts, and takes what tells of itself for nothing', async () => {
    await save({ id: 'all', pattern: '**', key: '"count"', fold: '{ "n": $sum([$state.n, 1]) }' });
    await settled('all');
    await events.publish({ type: 'a.b' });
    await events.restart();
    await events.publish({ type: 'a.b' });
    await waitUntil(async () => (await read('all')).applied === 2);
    await ask(events.endpoint, 'mutation { rebuildProjection(id: "all") { projection { id } } }');
    await settled('all');
    expect(await settled('all')).toMatchObject({ applied: 2, lag: 0, entries: [{ key: 'count', state: { n: 2 } }] });
  });

  it('forgets what it made of a subject whose data is erased', async () => {
    await save({ id: 'names', pattern: 'user.*', fold: '{ "name": data.name }' });
    await events.publish({ type: 'user.made', subject: 'user/1', data: { name: 'Ada' } });
    await events.publish({ type: 'user.made', subject: 'user/2', data: { name: 'Bert' } });
    await waitUntil(async () => (await settled('names')).entryCount === 2);
    await ask(events.endpoint, 'mutation { eraseEventSubject(subject: "user/1") { events } }');
    await waitUntil(async () => !JSON.stringify(await settled('names')).includes('Ada'));
    expect((await settled('names')).entries).toEqual([
      { key: 'user/1', state: {} },
      { key: 'user/2', state: { name: 'Bert' } },
    ]);
  });

  it('stays in its workspace, and answers a command that is sent again as repeated', async () => {
    await projectTotals(events);
    const other = createIdentity({ workspace: 'elsewhere' });
    expect(await ask(events.endpoint, '{ projections { id } projection(id: "orders") { id } }', { identity: other })).toEqual({
      projections: [],
      projection: null,
    });
    for (const mutation of ['rebuildProjection', 'checkProjection', 'deleteProjection']) {
      const answer = await call(events.endpoint, `mutation { ${mutation}(id: "orders") { receipt { commandId } } }`, { identity: other });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    }
    const input = { id: 'orders', commandId: 'c-1', pattern: 'order.*', fold: 'data' };
    await save(input);
    expect(await save(input)).toMatchObject({ saveProjection: { receipt: { repeated: true } } });
    await ask(events.endpoint, 'mutation { deleteProjection(id: "orders") { id } }');
    expect(await ask(events.endpoint, '{ projections { id } }')).toEqual({ projections: [] });
    await save({ id: 'orders', pattern: 'order.*', fold: 'data' });
    await waitUntil(async () => (await settled('orders')).entryCount === 2);
  });

  it.each([
    ['input.id', { id: 'a/b', pattern: 'a', fold: 'data' }],
    ['input.pattern', { id: 'a', pattern: '**.a', fold: 'data' }],
    ['input.fold', { id: 'a', pattern: 'a', fold: '{' }],
    ['input.key', { id: 'a', pattern: 'a', key: '', fold: 'data' }],
    ['input.maxEntries', { id: 'a', pattern: 'a', fold: 'data', maxEntries: 0 }],
  ])('refuses a projection that makes no sense at %s', async (field, input) => {
    expect(await events.refusal(SAVE, { input })).toMatchObject({ code: 'BAD_USER_INPUT', field });
  });

  it('refuses a position of nowhere, and of another workspace', async () => {
    await projectTotals(events);
    const { position } = await events.publish({ type: 'a.b' }, createIdentity({ workspace: 'elsewhere' }));
    for (const at of ['nonsense', position]) {
      expect(await events.refusal('query ($at: Position!) { projection(id: "orders", minPosition: $at) { id } }', { at })).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'minPosition',
      });
    }
  });
});
