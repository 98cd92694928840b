import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readEventFilter } from '../event-filter.ts';
import type { EventFilter } from '../event-log.ts';
import { KEEP_ALL } from '../log-keeping.ts';
import type { ArchivedRow, EventArchive } from './event-archive.ts';

const ALL = readEventFilter();
const NOTHING_NEWER = { events: 0, bytes: 0 };

/** A row as a log would give it; what is not said follows from its sequence. */
export function toRow(sequence: number, given: Partial<ArchivedRow> & { readonly data?: unknown } = {}): ArchivedRow {
  const { data, ...row } = given;
  return {
    sequence,
    epoch: 0,
    recordedAt: 1_000 * sequence,
    type: 'made',
    source: 'test',
    id: `e${sequence}`,
    subject: null,
    revision: null,
    correlationId: null,
    body: JSON.stringify({ principal: 'tester', ...('data' in given ? { data } : { data: `data ${sequence}` }) }),
    ...row,
  };
}

/** `count` rows from sequence 1 on. */
export function toRows(count: number, given: (index: number) => Parameters<typeof toRow>[1] = () => ({})): ArchivedRow[] {
  return Array.from({ length: count }, (_, index) => toRow(index + 1, given(index)));
}

/** Every promise of `event-archive.ts`, asked of one adapter. */
export function eventArchiveContract(name: string, open: () => Promise<EventArchive>): void {
  describe(`the archive on ${name}`, () => {
    let archive: EventArchive;
    let workspaces = 0;
    const newWorkspace = () => `w${(workspaces += 1)}`;
    const rangeOf = (workspace: string, low = 0, high = 1_000_000) => ({ workspace, low, high, forks: [] });
    async function sequences(workspace: string, filter: EventFilter = {}, direction: 'forward' | 'backward' = 'forward'): Promise<number[]> {
      const { events } = await archive.read(rangeOf(workspace), readEventFilter(filter), { limit: 10_000, direction });
      return events.map((event) => event.sequence);
    }
    beforeAll(async () => {
      archive = await open();
    });
    afterAll(() => archive?.close());

    it('gives back what it was given, and tells what it keeps', async () => {
      const workspace = newWorkspace();
      const rows = [
        toRow(4, { subject: 's', revision: 2, correlationId: 'c', source: 'ü'.repeat(1_000), data: { text: 'a\u0000b', deep: [1, null] } }),
        toRow(7, { data: undefined }),
      ];
      const bytes = rows.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
      expect(await archive.store(workspace, rows)).toEqual({ through: 7, floor: 0, events: 2, bytes });
      expect(await archive.state(workspace)).toEqual({ through: 7, floor: 0, events: 2, bytes });
      const { events, isWhole } = await archive.read(rangeOf(workspace), ALL, { limit: 9, direction: 'forward' });
      expect({ events, isWhole }).toMatchObject({
        isWhole: true,
        events: [
          {
            sequence: 4,
            recordedAt: 4_000,
            id: 'e4',
            source: rows[0]?.source,
            subject: 's',
            revision: 2,
            correlationId: 'c',
            data: { text: 'a\u0000b', deep: [1, null] },
          },
          { sequence: 7, workspace, principal: 'tester', type: 'made' },
        ],
      });
      expect(events[1]).not.toHaveProperty('data');
      expect(await archive.find(rangeOf(workspace), { source: 'test', id: 'e7' })).toEqual(events[1]);
      expect(await archive.find(rangeOf(workspace, 0, 6), { source: 'test', id: 'e7' })).toBeUndefined();
    });

    it('answers a range that it should have and was never given with LOG_UNAVAILABLE', async () => {
      const workspace = newWorkspace();
      expect(await archive.state(workspace)).toEqual({ through: 0, floor: 0, events: 0, bytes: 0 });
      await expect(archive.read(rangeOf(workspace, 0, 5), ALL, { limit: 1, direction: 'forward' })).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
      await expect(archive.count(rangeOf(workspace, 0, 5), ALL)).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    });

    it('filters as the matcher does, in both directions, and counts what it reads', async () => {
      const workspace = newWorkspace();
      const types = ['a', 'a.b', 'a.b.c', 'a.c', 'ab.c', 'a.b-c.d', 'z~@/:_'];
      const rows = toRows(1_500, (index) => ({
        type: types[(index * 7) % types.length]!,
        source: index % 3 === 0 ? 'thing/1' : 'test',
        subject: index % 5 === 0 ? null : `thing/${index % 4}`,
        correlationId: index % 11 === 0 ? 'c' : null,
      }));
      await archive.store(workspace, rows);
      const filters: EventFilter[] = [
        {},
        ...['a', 'a.*', 'a.**', '*.c', 'a.*.c', 'a.b.*', '*', 'none.*', 'z~@/:_', '*.**'].map((pattern) => ({ pattern })),
        { types: ['a', 'ab.c', 'a'] },
        { types: ['a', 'ab.c'], pattern: 'ab.*' },
        { types: Array.from({ length: 30 }, (_, index) => `a.${index}`).concat('a.b') },
        { subject: 'thing/2' },
        { subject: 'thing/2', pattern: 'a.**' },
        { source: 'thing/1' },
        { about: 'thing/1' },
        { about: 'thing/1', source: 'test' },
        { about: 'thing/1', pattern: 'a.**', types: ['a.b'] },
        { correlationId: 'c', subject: 'thing/3' },
        { since: 400_000, until: 1_200_500 },
        { since: 400_001, pattern: 'a.*' },
        { until: 0 },
        { since: 9_999_999_999 },
      ];
      for (const filter of filters) {
        const matcher = readEventFilter(filter);
        const expected = rows
          .filter((row) => matcher.matches({ ...row, subject: row.subject ?? undefined, correlationId: row.correlationId ?? undefined }))
          .map(({ sequence }) => sequence);
        expect({ filter, found: await sequences(workspace, filter) }).toEqual({ filter, found: expected });
        expect({ filter, found: await sequences(workspace, filter, 'backward') }).toEqual({ filter, found: expected.toReversed() });
        expect({ filter, count: await archive.count(rangeOf(workspace), matcher) }).toEqual({ filter, count: expected.length });
      }
    });

    it('ends a page at its limit and at its size, and says whether the range was read', async () => {
      const workspace = newWorkspace();
      await archive.store(
        workspace,
        toRows(20, () => ({ data: 'x'.repeat(400_000) })),
      );
      const read = async (limits: { limit: number; maxSize?: number; direction: 'forward' | 'backward' }, low = 0) => {
        const { events, isWhole } = await archive.read(rangeOf(workspace, low, 20), ALL, limits);
        return { sequences: events.map(({ sequence }) => sequence), isWhole };
      };
      expect(await read({ limit: 2, direction: 'forward' })).toEqual({ sequences: [1, 2], isWhole: false });
      expect(await read({ limit: 2, direction: 'backward' })).toEqual({ sequences: [20, 19], isWhole: false });
      expect(await read({ limit: 99, maxSize: 1_000_000, direction: 'forward' }, 5)).toEqual({ sequences: [6, 7, 8], isWhole: false });
      expect((await read({ limit: 99, direction: 'backward' })).sequences).toHaveLength(20);
      expect(await read({ limit: 2, direction: 'forward' }, 18)).toEqual({ sequences: [19, 20], isWhole: true });
    });

    it('changes nothing when it is given rows again, whatever has become of them', async () => {
      const workspace = newWorkspace();
      const rows = toRows(6);
      await archive.store(workspace, rows.slice(0, 4));
      await archive.drop(workspace, { upTo: 2, now: 1 });
      const before = await archive.state(workspace);
      expect(await archive.store(workspace, rows.slice(0, 4))).toEqual(before);
      expect(await archive.store(workspace, rows)).toMatchObject({ through: 6, floor: 2, events: 4 });
      expect(await sequences(workspace)).toEqual([3, 4, 5, 6]);
    });

    it('lets rows of a later epoch take the place of the branch that the log has lost', async () => {
      const workspace = newWorkspace();
      const policy = { ...KEEP_ALL, compaction: [{ pattern: '**', tombstoneMs: 1_000 }] };
      await archive.store(
        workspace,
        toRows(5, (index) => ({ subject: `s${index}`, data: index === 3 ? undefined : index })),
      );
      await archive.retain(workspace, { policy, now: 4_500, newer: NOTHING_NEWER });
      const after = [toRow(4, { epoch: 1, id: 'new4', subject: 'n4' }), toRow(5, { epoch: 1, id: 'new5', subject: 'n5' }), toRow(6, { epoch: 1, id: 'new6' })];
      expect(await archive.store(workspace, after)).toMatchObject({ through: 6, events: 6 });
      const range = { ...rangeOf(workspace), forks: [{ epoch: 1, after: 3 }] };
      const { events } = await archive.read(range, ALL, { limit: 9, direction: 'forward' });
      expect(events.map(({ id }) => id)).toEqual(['e1', 'e2', 'e3', 'new4', 'new5', 'new6']);
      expect(await archive.find(range, { source: 'test', id: 'e4' })).toBeUndefined();
      expect(await archive.find(range, { source: 'test', id: 'new4' })).toEqual(events[3]);
      // Rows of the branch that was left change nothing any more.
      expect(await archive.store(workspace, toRows(9).slice(6))).toMatchObject({ through: 6 });
      await archive.retain(workspace, { policy, now: 100_000, newer: NOTHING_NEWER });
      expect(await sequences(workspace)).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it('drops by age, count and size, by pattern and never what is held, and counts what went', async () => {
      const workspace = newWorkspace();
      await archive.store(
        workspace,
        toRows(12, (index) => ({ type: ['noise', 'order.made', 'order.held'][index % 3]! })),
      );
      const retain = (policy: Partial<typeof KEEP_ALL>, now = 12_000, newer = NOTHING_NEWER) =>
        archive.retain(workspace, { policy: { ...KEEP_ALL, ...policy }, now, newer });
      await retain({ retention: [{ pattern: 'noise', maxEvents: 2 }] });
      expect(await sequences(workspace, { pattern: 'noise' })).toEqual([7, 10]);
      await retain({ retention: [{ pattern: 'order.*', maxAgeMs: 4_000 }], holds: [{ pattern: 'order.held', reason: 'audit' }] });
      expect(await sequences(workspace)).toEqual([3, 6, 7, 8, 9, 10, 11, 12]);
      expect(await retain({ retention: [{ pattern: '**', maxEvents: 9 }] }, 12_000, { events: 3, bytes: 0 })).toMatchObject({ events: 6, floor: 6 });
      await retain({ retention: [{ pattern: '**', maxBytes: 5 }] });
      expect(await archive.state(workspace)).toEqual({ through: 12, floor: 12, events: 0, bytes: 0 });
      const told = await archive.dropped(workspace, (sequence) => `at ${sequence}`);
      expect(told.map(({ reason, events, through }) => [reason, events, through])).toEqual([
        ['age', 2, 'at 5'],
        ['count', 4, 'at 6'],
        ['size', 6, 'at 12'],
      ]);
    });

    it('compacts to the newest of each subject, also when the rows come later, and takes tombstones away in their time', async () => {
      const workspace = newWorkspace();
      const policy = { ...KEEP_ALL, compaction: [{ pattern: 'state', tombstoneMs: 10_000 }] };
      const rows = toRows(9, (index) => ({ type: index === 8 ? 'other' : 'state', subject: `s${index % 2}`, data: index === 7 ? undefined : index }));
      await archive.store(workspace, rows.slice(0, 4));
      await archive.retain(workspace, { policy, now: 9_000, newer: NOTHING_NEWER });
      expect(await sequences(workspace)).toEqual([3, 4]);
      await archive.store(workspace, rows);
      await archive.retain(workspace, { policy, now: 9_000, newer: NOTHING_NEWER });
      expect(await sequences(workspace)).toEqual([7, 8, 9]);
      await archive.retain(workspace, { policy, now: 20_000, newer: NOTHING_NEWER });
      expect(await sequences(workspace)).toEqual([7, 9]);
      expect(await archive.count(rangeOf(workspace), ALL)).toBe(2);
    });

    it('takes the data of a subject away and keeps its places', async () => {
      const workspace = newWorkspace();
      const rows = toRows(6, (index) => ({ subject: `person/${index % 2}`, type: index < 2 ? 'first' : 'later', data: `secret data ${index + 1}` }));
      const before = await archive.store(workspace, rows);
      expect((await archive.typesOf(workspace, 'person/0')).toSorted()).toEqual(['first', 'later']);
      const erased = await archive.erase(workspace, { subject: 'person/0', now: 77 });
      expect(erased).toMatchObject({ events: 3, through: 6 });
      expect(new Set(erased.digests).size).toBe(3);
      const { events } = await archive.read(rangeOf(workspace), ALL, { limit: 9, direction: 'forward' });
      expect(events.map(({ data, erasedAt }) => [data, erasedAt])).toEqual([
        [undefined, 77],
        ['secret data 2', undefined],
        [undefined, 77],
        ['secret data 4', undefined],
        [undefined, 77],
        ['secret data 6', undefined],
      ]);
      expect((await archive.state(workspace)).bytes).toBeLessThan(before.bytes);
      expect(await archive.erase(workspace, { subject: 'person/0', now: 99 })).toMatchObject({ events: 0 });
      expect(await archive.erasures(workspace, (sequence) => `at ${sequence}`)).toEqual([{ subject: 'person/0', through: 'at 6', at: 99, events: 3 }]);
    });

    it('drops what lies at or before a sequence, however much it is, and keeps workspaces apart', async () => {
      const [workspace, other] = [newWorkspace(), newWorkspace()];
      const rows = toRows(7_000);
      await archive.store(workspace, rows);
      await archive.store(other, rows.slice(0, 10));
      expect(await archive.drop(workspace, { upTo: 6_500, now: 5 })).toBe(6_500);
      expect(await archive.drop(workspace, { upTo: 6_500, now: 5 })).toBe(0);
      expect(await archive.state(workspace)).toMatchObject({ floor: 6_500, events: 500, through: 7_000 });
      expect(await archive.state(other)).toMatchObject({ floor: 0, events: 10 });
      expect(await archive.dropped(other, String)).toEqual([]);
      expect(await archive.find(rangeOf(other), { source: 'test', id: 'e11' })).toBeUndefined();
      expect(await archive.erase(other, { subject: 'none', now: 1 })).toMatchObject({ events: 0, digests: [] });
    });
  });
}
