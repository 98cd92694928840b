import { beforeAll, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../clock/manual-clock.ts';
import type { Scope } from '../request/scope.ts';
import type { EventFilter, EventLog, Position } from './event-log.ts';
import { appendAll, draft, drafts, type EventLogSubject } from './contract-events.contract.ts';
import { toPosition } from './position.ts';

/** Pages, filters, positions, counting, trimming, and the wall between workspaces. */
export function readPromises({ log, create, newScope }: EventLogSubject): void {
  async function fill(count: number): Promise<{ scope: Scope; positions: Position[] }> {
    const scope = newScope();
    const { events } = await appendAll(log(), scope, drafts(count));
    return { scope, positions: events.map((event) => event.position) };
  }

  describe('read', () => {
    it.each(['forward', 'backward'] as const)('pages %s through everything, each event once', async (direction) => {
      const { scope } = await fill(23);
      const seen: number[] = [];
      let edge: Position | undefined;
      for (let hasMore = true; hasMore;) {
        const page = await log().read(scope, {
          limit: 5,
          direction,
          ...(edge === undefined ? {} : direction === 'forward' ? { after: edge } : { before: edge }),
        });
        seen.push(...page.events.map((event) => event.sequence));
        edge = page.events.at(-1)?.position;
        hasMore = page.hasMore;
      }
      const all = Array.from({ length: 23 }, (_, index) => index + 1);
      expect(seen).toEqual(direction === 'forward' ? all : all.toReversed());
    });

    it('reads between two positions, both exclusive', async () => {
      const { scope, positions } = await fill(10);
      const between = { after: positions[2]!, before: positions[6]! };
      const sequences = async (direction: 'forward' | 'backward') =>
        (await log().read(scope, { ...between, limit: 9, direction })).events.map((event) => event.sequence);
      expect(await sequences('forward')).toEqual([4, 5, 6]);
      expect(await sequences('backward')).toEqual([6, 5, 4]);
      expect((await log().read(scope, { after: positions[6]!, before: positions[2]!, limit: 9, direction: 'forward' })).events).toEqual([]);
    });

    it('says exactly when there is more', async () => {
      const { scope } = await fill(4);
      expect((await log().read(scope, { limit: 4, direction: 'forward' })).hasMore).toBe(false);
      expect((await log().read(scope, { limit: 3, direction: 'backward' })).hasMore).toBe(true);
    });

    it.each([0, -1, 1.5, NaN])('refuses the limit %p', async (limit) => {
      await expect(log().read(newScope(), { limit, direction: 'forward' })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'limit' });
    });

    it('cuts a page that is asked too large, and says that there is more', async () => {
      const scope = newScope();
      await appendAll(log(), scope, drafts(10_000));
      await appendAll(log(), scope, [draft('last')]);
      const page = await log().read(scope, { limit: 1_000_000_000, direction: 'forward' });
      expect(page).toMatchObject({ events: { length: 10_000 }, hasMore: true });
    });

    it.each([
      ['nonsense', '!!'],
      ['text', Buffer.from('x.y.z').toString('base64url')],
      ['another form', `${toPosition({ workspace: 'w1', epoch: 0, sequence: 1 })}=`],
    ])('refuses a position that is %s', async (_name, position) => {
      const scope = newScope();
      const expected = { code: 'BAD_USER_INPUT' };
      await expect(log().read(scope, { after: position, limit: 1, direction: 'forward' })).rejects.toMatchObject(expected);
      await expect(log().locate(scope, position)).rejects.toMatchObject(expected);
      await expect(log().trim(scope, position)).rejects.toMatchObject(expected);
      expect(() => log().tail(scope, { from: { after: position }, signal: AbortSignal.abort() })).toThrow(expect.objectContaining(expected));
    });

    it('refuses a position of another workspace and shows nothing of it', async () => {
      const { scope, positions } = await fill(3);
      const stranger = newScope();
      await expect(log().read(stranger, { after: positions[0]!, limit: 1, direction: 'forward' })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'after',
      });
      expect((await log().read(stranger, { limit: 9, direction: 'forward', filter: { about: 'test' } })).events).toEqual([]);
      expect(await log().find(stranger, draft('e1'))).toBeUndefined();
      expect(await log().find(scope, draft('e1'))).toBeDefined();
      await appendAll(log(), stranger, [draft('mine')]);
      const head = await log().head(stranger);
      expect(
        await log().count(stranger, { filter: { source: 'test' }, after: toPosition({ workspace: stranger.workspace, epoch: 0, sequence: 0 }), upTo: head }),
      ).toBe(1);
      await log().trim(stranger, head);
      expect((await log().read(scope, { limit: 9, direction: 'forward' })).events).toHaveLength(3);
    });

    it('gives the head of an empty log the place before its first event', async () => {
      const scope = newScope();
      const head = await log().head(scope);
      await appendAll(log(), scope, [draft('1')]);
      expect((await log().read(scope, { after: head, limit: 9, direction: 'forward' })).events.map((event) => event.id)).toEqual(['1']);
      expect(await log().locate(scope, head)).toEqual({ kind: 'available' });
    });
  });

  describe('a filter', () => {
    let scope: Scope;
    let filtered: EventLog;
    const startMs = Date.UTC(2026, 0, 1);
    const types = ['order.placed', 'order.line.added', 'payment.taken', 'orders.closed', ...Array.from({ length: 40 }, (_, index) => `noise.n${index}`)];
    const all = Array.from({ length: 2_640 }, (_, index) =>
      draft(`${index}`, {
        type: types[index % types.length]!,
        source: `source/${index % 5}`,
        ...(index % 3 === 0 ? { subject: index % 6 === 0 ? 'source/1' : 'order/7' } : {}),
        ...(index % 50 === 0 ? { correlationId: `c${index % 100}` } : {}),
        data: index,
      }),
    );
    beforeAll(async () => {
      const clock = createManualClock(startMs);
      filtered = await create(clock);
      scope = newScope();
      for (let start = 0; start < all.length; start += 10) {
        await appendAll(filtered, scope, all.slice(start, start + 10));
        clock.advance(10);
      }
    });

    const isIn = (type: string, ...prefixes: string[]) => prefixes.some((prefix) => type.startsWith(prefix));
    const cases: [EventFilter, (index: number) => boolean][] = [
      [{}, () => true],
      [{ pattern: '**' }, () => true],
      [{ pattern: 'order.placed' }, (index) => all[index]?.type === 'order.placed'],
      [{ pattern: 'order.**' }, (index) => isIn(all[index]!.type, 'order.')],
      [{ pattern: 'order.*' }, (index) => all[index]?.type === 'order.placed'],
      [{ pattern: '*.line.*' }, (index) => all[index]?.type === 'order.line.added'],
      [{ pattern: 'noise.**' }, (index) => isIn(all[index]!.type, 'noise.')],
      [{ pattern: 'absent.**' }, () => false],
      [{ types: ['order.placed', 'payment.taken'] }, (index) => isIn(all[index]!.type, 'order.placed', 'payment.taken')],
      [{ types: [] }, () => false],
      [{ types: types.slice(2) }, (index) => index % types.length >= 2],
      [{ types: ['order.placed'], pattern: 'payment.*' }, () => false],
      [{ subject: 'order/7' }, (index) => index % 6 === 3],
      [{ source: 'source/1' }, (index) => index % 5 === 1],
      [{ source: 'source/1', pattern: '*.*' }, (index) => index % 5 === 1 && all[index]!.type.split('.').length === 2],
      [{ about: 'source/1' }, (index) => index % 5 === 1 || index % 6 === 0],
      [{ about: 'source/1', types: ['order.placed'] }, (index) => (index % 5 === 1 || index % 6 === 0) && index % types.length === 0],
      [{ correlationId: 'c50' }, (index) => index % 100 === 50],
      [{ since: startMs + 100 }, (index) => index >= 100],
      [{ since: startMs + 95, until: startMs + 2_000 }, (index) => index >= 100 && index < 2_000],
      [{ until: startMs + 1 }, (index) => index < 10],
      [{ until: startMs }, () => false],
      [{ since: startMs + 1e9 }, () => false],
      [{ since: startMs + 500, pattern: 'order.**', source: 'source/4' }, (index) => index >= 500 && index % 5 === 4 && isIn(all[index]!.type, 'order.')],
    ];
    it.each(cases)('lets through what %j says, in pages and in counts', async (filter, matches) => {
      const expected = all.flatMap((event, index) => (matches(index) ? [event.id] : []));
      const forward = await filtered.read(scope, { filter, limit: 10_000, direction: 'forward' });
      expect(forward).toMatchObject({ hasMore: false });
      expect(forward.events.map((event) => event.id)).toEqual(expected);
      const last = await filtered.read(scope, { filter, limit: 3, direction: 'backward' });
      expect(last.events.map((event) => event.id)).toEqual(expected.toReversed().slice(0, 3));
      expect(last.hasMore).toBe(expected.length > 3);
      const beginning = toPosition({ workspace: scope.workspace, epoch: 0, sequence: 0 });
      expect(await filtered.count(scope, { filter, after: beginning, upTo: await filtered.head(scope) })).toBe(expected.length);
    });

    it('counts after one position and up to and with another', async () => {
      const at = (sequence: number) => toPosition({ workspace: scope.workspace, epoch: 0, sequence });
      expect(await filtered.count(scope, { after: at(10), upTo: at(15) })).toBe(5);
      expect(await filtered.count(scope, { filter: { source: 'source/0' }, after: at(1), upTo: at(6) })).toBe(1);
      expect(await filtered.count(scope, { after: at(15), upTo: at(10) })).toBe(0);
    });

    it('refuses a pattern that is none', async () => {
      await expect(filtered.read(scope, { filter: { pattern: 'a..b' }, limit: 1, direction: 'forward' })).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'filter.pattern',
      });
    });
  });

  describe('trim', () => {
    it('removes what lies at or before the position, and tells cursors in it of the gap', async () => {
      const { scope, positions } = await fill(10);
      expect(await log().trim(scope, positions[3]!)).toBe(4);
      expect(await log().trim(scope, positions[3]!)).toBe(0);
      expect((await log().read(scope, { limit: 99, direction: 'forward' })).events.map((event) => event.sequence)).toEqual([5, 6, 7, 8, 9, 10]);
      expect(await log().locate(scope, positions[2]!)).toEqual({ kind: 'gap', availableFrom: positions[3] });
      expect(await log().locate(scope, positions[3]!)).toEqual({ kind: 'available' });
      expect(await log().count(scope, { after: positions[0]!, upTo: positions[9]! })).toBe(6);
      expect((await log().read(scope, { before: positions[2]!, limit: 9, direction: 'backward' })).events).toEqual([]);
    });

    it('keeps what the log has promised: sequences go on, revisions too, and an event that is sent again is known', async () => {
      const scope = newScope();
      const first = await appendAll(log(), scope, [draft('1', { subject: 'a' }), draft('2', { subject: 'a' })]);
      expect(await log().trim(scope, await log().head(scope))).toBe(2);
      expect(await log().find(scope, draft('1'))).toBeUndefined();
      expect((await appendAll(log(), scope, [draft('1', { subject: 'a' })])).events).toEqual([{ ...first.events[0], duplicate: true }]);
      expect((await appendAll(log(), scope, [draft('3', { subject: 'a' })])).events[0]).toMatchObject({ sequence: 3, revision: 3 });
    });

    it('takes a large log in steps', async () => {
      const scope = newScope();
      await appendAll(log(), scope, drafts(10_000));
      await appendAll(log(), scope, [draft('a'), draft('b')]);
      const { events } = await log().read(scope, { limit: 1, direction: 'backward' });
      expect(await log().trim(scope, events[0]!.position)).toBe(10_002);
    });
  });

  it('says of a position beyond the head that what follows it is not what it was', async () => {
    const { scope, positions } = await fill(2);
    expect(await log().locate(scope, toPosition({ workspace: scope.workspace, epoch: 0, sequence: 9 }))).toEqual({ kind: 'gap', availableFrom: positions[1] });
  });

  it('lists every workspace that has an event once, then new ones as they appear', async () => {
    const fresh = await create(createManualClock());
    const [one, two, three, empty] = [newScope(), newScope(), newScope(), newScope()];
    await appendAll(fresh, one, [draft('1')]);
    await appendAll(fresh, two, [draft('1')]);
    await fresh.read(empty, { limit: 1, direction: 'forward' });
    const ending = new AbortController();
    const listed: string[] = [];
    for await (const name of fresh.workspaces(ending.signal)) {
      listed.push(name);
      if (listed.length === 2) await appendAll(fresh, three, [draft('1')]);
      if (listed.length === 3) ending.abort();
    }
    expect(listed.toSorted()).toEqual([one.workspace, two.workspace, three.workspace].toSorted());
    expect(listed[2]).toBe(three.workspace);
  });
}
