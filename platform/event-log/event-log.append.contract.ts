import { describe, expect, it } from '@jest/globals';
import { systemClock, type Clock } from '../clock/clock.ts';
import { appendAll, draft, drafts, type EventLogSubject } from './contract-events.contract.ts';

/** Order, density, idempotency, revisions and atomicity of what is appended. */
export function appendPromises({ log, create, newScope }: EventLogSubject): void {
  describe('append', () => {
    it('gives an event back as it was told, with what the log adds', async () => {
      const scope = newScope();
      const told = draft('1', {
        subject: 'thing/1',
        time: '2026-01-01T00:00:00Z',
        dataSchema: 'urn:schema',
        data: { b: [1, null, 'ü\u2028'], a: { nested: true } },
        traceparent: '00-1-2-01',
        correlationId: 'c',
        causationId: 'd',
      });
      const before = Date.now();
      const { events, durability } = await appendAll(log(), scope, [told]);
      const found = await log().find(scope, told);
      expect(found).toEqual({
        ...told,
        workspace: scope.workspace,
        principal: 'tester',
        sequence: 1,
        revision: 1,
        position: events[0]?.position,
        recordedAt: expect.any(Number),
      });
      expect(found?.recordedAt).toBeGreaterThanOrEqual(before);
      expect(durability.level).toBe((await log().status()).durability.level);
    });

    it('keeps absent data absent and null data null', async () => {
      const scope = newScope();
      await appendAll(log(), scope, [draft('absent'), draft('null', { data: null })]);
      const page = await log().read(scope, { limit: 2, direction: 'forward' });
      expect(page.events.map((event) => 'data' in event)).toEqual([false, true]);
      expect(page.events[0]).not.toHaveProperty('subject');
      expect(page.events[0]).not.toHaveProperty('revision');
    });

    it('numbers the events of each workspace densely from 1, under concurrent appends too', async () => {
      const [one, other] = [newScope(), newScope()];
      const outcomes = await Promise.all(
        Array.from({ length: 2_000 }, (_, index) => appendAll(log(), index % 2 === 0 ? one : other, [draft(`${index}`, { subject: `s/${index % 7}` })])),
      );
      for (const [offset, scope] of [one, other].entries()) {
        const sequences = outcomes.filter((_, index) => index % 2 === offset).map(({ events }) => events[0]?.sequence ?? 0);
        expect(sequences.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
        const { events } = await log().read(scope, { limit: 2_000, direction: 'forward' });
        expect(events.map((event) => event.sequence)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
      }
    });

    it('counts the revisions of each subject from 1', async () => {
      const scope = newScope();
      await appendAll(
        log(),
        scope,
        drafts(3, (index) => ({ subject: index === 1 ? 'b' : 'a' })),
      );
      const { events } = await appendAll(log(), scope, [draft('4', { subject: 'a' }), draft('5'), draft('6', { subject: 'b' })]);
      expect(events.map((event) => event.revision)).toEqual([3, undefined, 2]);
    });

    it('answers the first position when an event is sent again, whatever the order of its keys and whoever traces it', async () => {
      const scope = newScope();
      const first = await appendAll(log(), scope, [draft('1', { subject: 'a', data: { x: 1, y: { z: 2, w: 3 } }, traceparent: 'one' })]);
      const again = await appendAll(log(), scope, [draft('1', { subject: 'a', data: { y: { w: 3, z: 2 }, x: 1 }, traceparent: 'two', correlationId: 'new' })]);
      expect(again.events).toEqual([{ ...first.events[0], duplicate: true }]);
      expect(first.events[0]?.duplicate).toBe(false);
      expect((await log().read(scope, { limit: 5, direction: 'forward' })).events).toHaveLength(1);
    });

    it('appends one event once when it is sent many times at once, and twice within a batch', async () => {
      const scope = newScope();
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => appendAll(log(), scope, [draft('same'), draft('same')])));
      expect(outcomes.flatMap(({ events }) => events).filter((event) => !event.duplicate)).toHaveLength(1);
      expect(new Set(outcomes.flatMap(({ events }) => events.map((event) => event.position))).size).toBe(1);
    });

    it('takes the same id from another source, and in another workspace, for another event', async () => {
      const [scope, other] = [newScope(), newScope()];
      const { events } = await appendAll(log(), scope, [draft('1'), draft('1', { source: 'elsewhere' })]);
      expect(events.map((event) => event.sequence)).toEqual([1, 2]);
      expect((await appendAll(log(), other, [draft('1', { data: 'other' })])).events[0]).toMatchObject({ sequence: 1, duplicate: false });
    });

    it.each([
      ['data', { data: { a: 2 } }],
      ['type', { type: 'thing.removed', data: { a: 1 } }],
      ['subject', { subject: 'other', data: { a: 1 } }],
    ])('tells of a conflict when an id comes again with another %s, and keeps nothing of the batch', async (_name, changed) => {
      const scope = newScope();
      const { events } = await appendAll(log(), scope, [draft('1', { data: { a: 1 } })]);
      expect(await log().append(scope, [draft('2'), draft('1', changed)])).toEqual({
        kind: 'id-conflict',
        source: 'test',
        id: '1',
        position: events[0]?.position,
      });
      expect(await log().find(scope, draft('2'))).toBeUndefined();
      expect((await appendAll(log(), scope, [draft('3')])).events[0]?.sequence).toBe(2);
    });

    it('appends only at the expected revision, and keeps nothing of the batch otherwise', async () => {
      const scope = newScope();
      const expectedRevision = { subject: 'a', revision: 0 };
      const first = await log().append(scope, [draft('1', { subject: 'a' }), draft('2', { subject: 'a' })], { expectedRevision });
      expect(first.kind).toBe('appended');
      const refused = await log().append(scope, [draft('3', { subject: 'b' }), draft('4', { subject: 'a' })], { expectedRevision });
      expect(refused).toEqual({ kind: 'revision-conflict', subject: 'a', expected: 0, actual: 2 });
      expect((await log().read(scope, { limit: 9, direction: 'forward' })).events.map((event) => event.id)).toEqual(['1', '2']);
      expect((await appendAll(log(), scope, [draft('5', { subject: 'b' })])).events[0]?.revision).toBe(1);
    });

    it('knows a repeated append before it looks at the expected revision', async () => {
      const scope = newScope();
      const send = () => log().append(scope, [draft('1', { subject: 'a' })], { expectedRevision: { subject: 'a', revision: 0 } });
      expect(await send()).toMatchObject({ kind: 'appended', events: [{ sequence: 1, duplicate: false }] });
      expect(await send()).toMatchObject({ kind: 'appended', events: [{ sequence: 1, duplicate: true }] });
    });

    it('lets one of many concurrent writers have a revision', async () => {
      const scope = newScope();
      const attempts = Array.from({ length: 40 }, (_, index) =>
        log().append(scope, [draft(`${index}`, { subject: 'a' })], { expectedRevision: { subject: 'a', revision: 0 } }),
      );
      const kinds = (await Promise.all(attempts)).map((outcome) => outcome.kind);
      expect(kinds.filter((kind) => kind === 'appended')).toHaveLength(1);
    });

    it('never lets recordedAt decrease, though the clock does', async () => {
      const times = [2_000, 1_000, 3_000];
      const clock: Clock = { ...systemClock, now: () => times.shift() ?? 0 };
      const wayward = await create(clock);
      const scope = newScope();
      for (const id of ['1', '2', '3', '4']) await appendAll(wayward, scope, [draft(id)]);
      const { events } = await wayward.read(scope, { limit: 9, direction: 'forward' });
      expect(events.map((event) => event.recordedAt)).toEqual([2_000, 2_000, 3_000, 3_000]);
    });

    it.each([
      ['events[0].id', draft('')],
      ['events[0].id', draft('a\u0000b')],
      ['events[0].source', draft('1', { source: 'x'.repeat(1_025) })],
      ['events[0].type', draft('1', { type: '\ud800' })],
      ['events[0].subject', draft('1', { subject: '' })],
    ])('refuses an event that it could not keep, naming %s', async (field, event) => {
      await expect(log().append(newScope(), [event])).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field });
    });

    it('refuses a batch that gives one id two contents, one that is too large, and data nested too deep', async () => {
      const scope = newScope();
      const deep = Array.from({ length: 2_000 }).reduce<readonly unknown[]>((inner) => [inner], []) as readonly [];
      await expect(log().append(scope, [draft('1'), draft('1', { data: 2 })])).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'events[1].id' });
      await expect(log().append(scope, drafts(10_001))).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'events' });
      await expect(log().append(scope, [draft('1', { data: deep })])).rejects.toMatchObject({ code: 'BAD_USER_INPUT', field: 'events[0].data' });
      expect((await log().read(scope, { limit: 1, direction: 'forward' })).events).toEqual([]);
    });

    it('appends a batch of ten thousand whole, and an empty one', async () => {
      const scope = newScope();
      expect((await appendAll(log(), scope, drafts(10_000))).events.at(-1)?.sequence).toBe(10_000);
      expect((await appendAll(log(), scope, [])).events).toEqual([]);
    });
  });
}
