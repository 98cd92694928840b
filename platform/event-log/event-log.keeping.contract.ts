import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../clock/manual-clock.ts';
import { appendAll, draft, drafts, idsOf, takeTail, type EventLogSubject } from './contract-events.contract.ts';
import type { EventLog } from './event-log.ts';
import { DEFAULT_IDEMPOTENCY_WINDOW_MS, KEEP_ALL } from './log-keeping.ts';
import type { Scope } from '../request/scope.ts';

/** What is kept, what goes, and that what goes is told; asked of a log with an archive, or whose table is both. */
export function keepingPromises({ log, create, newScope }: EventLogSubject): void {
  const kept = async (of: EventLog, scope: Scope) => (await of.read(scope, { limit: 10_000, direction: 'forward' })).events;
  const idsKept = async (of: EventLog, scope: Scope) => (await kept(of, scope)).map((event) => event.id);

  describe('keeping', () => {
    it('reads across the seam in both directions, counts, finds and tails as if there were none', async () => {
      const scope = newScope();
      const { events } = await appendAll(
        log(),
        scope,
        drafts(40, (index) => ({ subject: `s${index % 4}`, type: index % 2 === 0 ? 'a.b' : 'c' })),
      );
      await log().keeping.keep(scope);
      const more = await appendAll(log(), scope, [draft('last', { subject: 's0', type: 'a.b' })]);
      const all = [...events, ...more.events];
      const forward = await kept(log(), scope);
      expect(forward.map(({ id, position, sequence, revision }) => ({ id, position, sequence, revision, duplicate: false }))).toEqual(all);
      const back = await log().read(scope, { limit: 10_000, direction: 'backward' });
      expect(back.events).toEqual(forward.toReversed());
      const ids: string[] = [];
      for (let before: string | undefined; ;) {
        const page = await log().read(scope, { ...(before === undefined ? {} : { before }), limit: 7, direction: 'backward' });
        ids.push(...page.events.map((event) => event.id));
        before = page.events.at(-1)?.position;
        if (!page.hasMore) break;
      }
      expect(ids).toEqual(all.map((event) => event.id).toReversed());
      const filter = { pattern: 'a.*', subject: 's0' };
      expect((await log().read(scope, { filter, limit: 99, direction: 'forward' })).events).toHaveLength(11);
      expect(await log().count(scope, { filter, after: events[0]!.position, upTo: await log().head(scope) })).toBe(10);
      expect(await log().find(scope, draft('e1'))).toEqual(forward[0]);
      const items = await takeTail(log(), scope, { from: { after: events[9]!.position } }, (soFar) => soFar.at(-1)?.kind === 'progress');
      expect(idsOf(items)).toEqual(all.slice(10).map((event) => event.id));
      expect((await appendAll(log(), scope, [draft('e3', { subject: 's2', type: 'a.b' })])).events[0]).toMatchObject({ sequence: 3, duplicate: true });
    });

    it('neither drops nor compacts what somebody has yet to take, until it is taken', async () => {
      const clock = createManualClock();
      const own = await create(clock);
      const scope = newScope();
      const { events } = await appendAll(
        own,
        scope,
        drafts(10, (index) => ({ subject: `s${index % 2}`, type: index % 2 === 0 ? 'a.b' : 'c.d' })),
      );
      const keep = (index: number) => own.keeping.keep(scope, { requiredAfter: events[index]!.position });
      const dropAll = { pattern: '**', maxEvents: 0 };
      await own.keeping.setPolicy(scope, { ...KEEP_ALL, retention: [dropAll] });
      await keep(2);
      expect(await idsKept(own, scope)).toEqual(['e4', 'e5', 'e6', 'e7', 'e8', 'e9', 'e10']);
      await own.keeping.setPolicy(scope, { ...KEEP_ALL, retention: [{ ...dropAll, pattern: 'a.*' }], compaction: [{ pattern: 'c.*', tombstoneMs: 60_000 }] });
      await keep(6);
      expect(await idsKept(own, scope)).toEqual(['e6', 'e8', 'e9', 'e10']);
      expect(await own.locate(scope, events[2]!.position)).toMatchObject({ kind: 'gap' });
      await own.keeping.keep(scope);
      expect(await idsKept(own, scope)).toEqual(['e10']);
      await own.keeping.setPolicy(scope, { ...KEEP_ALL, retention: [dropAll] });
      await own.keeping.keep(scope);
      expect(await idsKept(own, scope)).toEqual([]);
    });

    it('drops by count, by age and by size, tells what went, and gives a cursor before it a gap', async () => {
      const clock = createManualClock();
      const own = await create(clock);
      const scope = newScope();
      const { events } = await appendAll(own, scope, drafts(10));
      await own.keeping.setPolicy(scope, { ...KEEP_ALL, retention: [{ pattern: '**', maxEvents: 6 }] });
      await own.keeping.keep(scope);
      expect(await idsKept(own, scope)).toEqual(['e5', 'e6', 'e7', 'e8', 'e9', 'e10']);
      expect(await own.keeping.facts(scope)).toMatchObject({ events: 6, availableFrom: events[3]?.position, dropped: [{ reason: 'count', events: 4 }] });
      expect(await own.locate(scope, events[1]!.position)).toEqual({ kind: 'gap', availableFrom: events[3]?.position });
      clock.advance(10_000);
      await appendAll(own, scope, [draft('new')]);
      await own.keeping.setPolicy(scope, { ...KEEP_ALL, retention: [{ pattern: '**', maxAgeMs: 5_000 }] });
      await own.keeping.keep(scope);
      expect(await idsKept(own, scope)).toEqual(['new']);
      await own.keeping.setPolicy(scope, { ...KEEP_ALL, retention: [{ pattern: '**', maxBytes: 0 }] });
      await own.keeping.keep(scope);
      expect(await idsKept(own, scope)).toEqual([]);
      expect((await own.keeping.facts(scope)).dropped.map(({ reason, events: count }) => [reason, count])).toEqual([
        ['age', 6],
        ['count', 4],
        ['size', 1],
      ]);
      expect((await appendAll(own, scope, [draft('next')])).events[0]?.sequence).toBe(12);
    });

    it('knows an event that is sent again until the window of idempotency has passed, wherever it is by then', async () => {
      const clock = createManualClock();
      const own = await create(clock);
      const scope = newScope();
      await appendAll(own, scope, drafts(20));
      clock.advance(DEFAULT_IDEMPOTENCY_WINDOW_MS - 60_000);
      await own.keeping.keep(scope);
      expect((await appendAll(own, scope, [draft('e1'), draft('young')])).events).toMatchObject([
        { sequence: 1, duplicate: true },
        { sequence: 21, duplicate: false },
      ]);
      clock.advance(120_000);
      await own.keeping.keep(scope);
      const again = await appendAll(own, scope, [draft('e1', { data: 'other' }), draft('young')]);
      expect(again.events).toMatchObject([
        { sequence: 22, duplicate: false },
        { sequence: 21, duplicate: true },
      ]);
      expect((await own.find(scope, draft('e1')))?.sequence).toBe(22);
      expect((await kept(own, scope)).filter(({ id }) => id === 'e1').map(({ sequence }) => sequence)).toEqual([1, 22]);
    });

    it('drops by pattern and leaves what is held', async () => {
      const scope = newScope();
      await appendAll(
        log(),
        scope,
        drafts(6, (index) => ({ type: ['noise', 'order.made', 'order.held'][index % 3]! })),
      );
      const holds = [{ pattern: 'order.held', reason: 'a lawsuit' }];
      await log().keeping.setPolicy(scope, {
        ...KEEP_ALL,
        holds,
        retention: [
          { pattern: 'noise', maxEvents: 1 },
          { pattern: 'order.*', maxEvents: 0 },
        ],
      });
      await log().keeping.keep(scope);
      expect(await idsKept(log(), scope)).toEqual(['e3', 'e4', 'e6']);
      expect(await log().count(scope, { after: (await log().keeping.facts(scope)).availableFrom, upTo: await log().head(scope) })).toBe(3);
    });

    it('compacts to the newest of each subject, and takes tombstones away in their time', async () => {
      const clock = createManualClock();
      const own = await create(clock);
      const scope = newScope();
      await appendAll(
        own,
        scope,
        drafts(6, (index) => ({ type: 'state', subject: `s${index % 2}`, data: index })),
      );
      await appendAll(own, scope, [draft('other', { subject: 's0', data: 1 }), draft('end', { type: 'state', subject: 's1' })]);
      await own.keeping.setPolicy(scope, { ...KEEP_ALL, compaction: [{ pattern: 'state', tombstoneMs: 1_000 }] });
      await own.keeping.keep(scope);
      expect(await idsKept(own, scope)).toEqual(['e5', 'other', 'end']);
      clock.advance(2_000);
      await own.keeping.keep(scope);
      expect(await idsKept(own, scope)).toEqual(['e5', 'other']);
    });

    it('erases the data of a subject, keeps its places, and refuses while a hold stands', async () => {
      const scope = newScope();
      const { events } = await appendAll(
        log(),
        scope,
        drafts(4, (index) => ({ subject: `person/${index % 2}`, data: { secret: index } })),
      );
      await log().keeping.setPolicy(scope, { ...KEEP_ALL, holds: [{ pattern: 'thing.**', reason: 'audit' }] });
      await expect(log().keeping.erase(scope, 'person/0')).rejects.toMatchObject({ code: 'CONFLICT' });
      await log().keeping.setPolicy(scope, KEEP_ALL);
      expect(await log().keeping.erase(scope, 'person/0')).toMatchObject({ subject: 'person/0', events: 2, through: events[3]?.position });
      const read = await kept(log(), scope);
      expect(read.map(({ position }) => position)).toEqual(events.map(({ position }) => position));
      expect(read.map(({ data, erasedAt }) => [data, erasedAt !== undefined])).toEqual([
        [undefined, true],
        [{ secret: 1 }, false],
        [undefined, true],
        [{ secret: 3 }, false],
      ]);
      expect((await log().append(scope, [draft('e1', { subject: 'person/0', data: { secret: 0 } })])).kind).toBe('id-conflict');
      expect((await log().keeping.facts(scope)).erasures).toMatchObject([{ subject: 'person/0', events: 2 }]);
    });

    it('refuses an append at the quota with the limit and what is kept, and takes it when there is room', async () => {
      const scope = newScope();
      await appendAll(log(), scope, drafts(3));
      await log().keeping.setPolicy(scope, { ...KEEP_ALL, quota: { maxEvents: 4 } });
      await expect(log().append(scope, [draft('x'), draft('y')])).rejects.toMatchObject({
        code: 'LOG_FULL',
        details: { limit: 'maxEvents', max: 4, kept: 3 },
      });
      await appendAll(log(), scope, [draft('x'), draft('e1')]);
      await log().keeping.setPolicy(scope, { ...KEEP_ALL, quota: { maxBytes: 10 } });
      await expect(log().append(scope, [draft('y')])).rejects.toMatchObject({ code: 'LOG_FULL', details: { limit: 'maxBytes', max: 10 } });
      expect(await idsKept(log(), scope)).toHaveLength(4);
    });
  });
}
