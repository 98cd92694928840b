import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../test/support/wait-until.ts';
import { createManualClock } from '../clock/manual-clock.ts';
import type { Position, TailItem } from './event-log.ts';
import { appendAll, draft, drafts, idsOf, takeTail, type EventLogSubject } from './contract-events.contract.ts';

/** History, then live, without a gap or a repeat. */
export function tailPromises({ log, create, newScope }: EventLogSubject): void {
  const hasProgress = (items: readonly TailItem[]) => items.at(-1)?.kind === 'progress';

  describe('tail', () => {
    it('replays what there is, says when it has caught up, then follows', async () => {
      const scope = newScope();
      await appendAll(log(), scope, drafts(3));
      const items = await takeTail(log(), scope, { from: 'beginning' }, (soFar) => {
        if (hasProgress(soFar)) void log().append(scope, [draft('live')]);
        return idsOf(soFar).includes('live');
      });
      expect(items.map((item) => (item.kind === 'event' ? [item.event.id, item.replay] : item.kind))).toEqual([
        ['e1', true],
        ['e2', true],
        ['e3', true],
        'progress',
        ['live', false],
      ]);
      expect(items[3]).toMatchObject({ position: items[2]?.kind === 'event' ? items[2].event.position : undefined });
    });

    it('starts at the head with what comes, and says where that is', async () => {
      const scope = newScope();
      const { events } = await appendAll(log(), scope, drafts(3));
      const items = await takeTail(log(), scope, { from: 'head' }, (soFar) => {
        if (soFar.length === 1) void log().append(scope, [draft('live')]);
        return idsOf(soFar).length === 1;
      });
      expect(items).toMatchObject([
        { kind: 'progress', position: events[2]?.position },
        { kind: 'event', replay: false, event: { id: 'live', sequence: 4 } },
      ]);
    });

    it('misses nothing and repeats nothing while many append', async () => {
      const scope = newScope();
      const count = 3_000;
      const tails = [1, 2, 3].map(() => takeTail(log(), scope, { from: 'beginning' }, (items) => idsOf(items).length === count));
      const appends = Array.from({ length: count / 10 }, (_, batch) =>
        log().append(
          scope,
          Array.from({ length: 10 }, (_unused, index) => draft(`${batch}-${index}`, { data: { batch } })),
        ),
      );
      const late = takeTail(log(), scope, { from: 'beginning' }, (items) => idsOf(items).length === count);
      await Promise.all(appends);
      for (const items of await Promise.all([...tails, late])) {
        const sequences = items.flatMap((item) => (item.kind === 'event' ? [item.event.sequence] : []));
        expect(sequences).toEqual(Array.from({ length: count }, (_, index) => index + 1));
      }
    });

    it('resumes from each position with exactly what follows it', async () => {
      const scope = newScope();
      const beginning = await log().head(scope);
      const { events } = await appendAll(log(), scope, drafts(20));
      const all = events.map((event) => event.id);
      const positions: Position[] = [beginning, ...events.map((event) => event.position)];
      for (const [index, after] of positions.entries()) {
        const items = await takeTail(log(), scope, { from: { after } }, hasProgress);
        expect(idsOf(items)).toEqual(all.slice(index));
        expect(items.at(-1)).toEqual({ kind: 'progress', position: positions.at(-1) });
      }
    });

    it('lets only the filter through, and counts the rest as progress', async () => {
      const scope = newScope();
      await appendAll(
        log(),
        scope,
        drafts(1_000, (index) => ({ type: index % 100 === 0 ? 'rare.one' : 'common' })),
      );
      const items = await takeTail(log(), scope, { from: 'beginning', filter: { pattern: 'rare.*' } }, hasProgress);
      expect(idsOf(items)).toHaveLength(10);
      expect(items.at(-1)).toEqual({ kind: 'progress', position: await log().head(scope) });
    });

    it('keeps to its workspace', async () => {
      const [scope, stranger] = [newScope(), newScope()];
      const items = takeTail(log(), scope, { from: 'beginning' }, (soFar) => {
        if (hasProgress(soFar))
          void log()
            .append(stranger, drafts(5))
            .then(() => log().append(scope, [draft('mine')]));
        return idsOf(soFar).length === 1;
      });
      expect(idsOf(await items)).toEqual(['mine']);
    });

    it('tells of what was trimmed before it came, and goes on after it', async () => {
      const scope = newScope();
      const { events } = await appendAll(log(), scope, drafts(6));
      await log().trim(scope, events[3]!.position);
      const items = await takeTail(log(), scope, { from: { after: events[1]!.position } }, hasProgress);
      expect(items[0]).toEqual({ kind: 'gap', from: events[1]?.position, availableFrom: events[3]?.position });
      expect(idsOf(items)).toEqual(['e5', 'e6']);
      expect(idsOf(await takeTail(log(), scope, { from: 'beginning' }, hasProgress))).toEqual(['e5', 'e6']);
    });

    it('tells a slow reader of what was trimmed under it', async () => {
      const scope = newScope();
      await appendAll(log(), scope, drafts(2_000));
      let head: Position | undefined;
      const items: TailItem[] = [];
      const ending = new AbortController();
      for await (const item of log().tail(scope, { from: 'beginning', signal: ending.signal })) {
        items.push(item);
        if (items.length === 1) {
          head = await log().head(scope);
          await log().trim(scope, head);
        }
        if (item.kind === 'progress') ending.abort();
      }
      expect(items.find((item) => item.kind === 'gap')).toMatchObject({ availableFrom: head });
      expect(items.at(-1)).toEqual({ kind: 'progress', position: head });
    });

    it('yields progress every interval while nothing passes the filter', async () => {
      const clock = createManualClock();
      const quiet = await create(clock);
      const scope = newScope();
      const ending = new AbortController();
      const items: [TailItem, number][] = [];
      const reading = (async () => {
        for await (const item of quiet.tail(scope, { from: 'head', filter: { pattern: 'rare.*' }, signal: ending.signal })) items.push([item, clock.elapsed()]);
      })();
      await waitUntil(() => items.length === 1);
      await appendAll(quiet, scope, drafts(3));
      await waitUntil(() => {
        clock.advance(500);
        return items.length >= 3;
      });
      ending.abort();
      await reading;
      expect(items.map(([item]) => item.kind).slice(0, 3)).toEqual(['progress', 'progress', 'progress']);
      expect(items[1]?.[0]).toEqual({ kind: 'progress', position: await quiet.head(scope) });
      expect(items[1]![1] - items[0]![1]).toBeGreaterThanOrEqual(15_000);
      expect(items[2]![1] - items[1]![1]).toBeGreaterThanOrEqual(15_000);
    });

    it('ends when its signal aborts: before it begins, while it waits, while its reader is busy', async () => {
      const scope = newScope();
      await appendAll(log(), scope, drafts(500));
      const before: TailItem[] = [];
      for await (const item of log().tail(scope, { from: 'beginning', signal: AbortSignal.abort() })) before.push(item);
      expect(before).toEqual([]);
      expect(await takeTail(log(), scope, { from: 'beginning' }, (items) => items.length === 2)).toHaveLength(2);
      const waiting = new AbortController();
      const items: TailItem[] = [];
      const reading = (async () => {
        for await (const item of log().tail(scope, { from: 'head', signal: waiting.signal })) items.push(item);
      })();
      await waitUntil(() => items.length === 1);
      waiting.abort();
      await reading;
      expect(items).toHaveLength(1);
    });

    it('carries events of which a few fill a page', async () => {
      const scope = newScope();
      const data = 'x'.repeat(300_000);
      for (let index = 0; index < 8; index += 1) await appendAll(log(), scope, [draft(`${index}`, { data })]);
      const items = await takeTail(log(), scope, { from: 'beginning' }, hasProgress);
      expect(idsOf(items)).toHaveLength(8);
      expect(items.every((item) => item.kind !== 'event' || item.event.data === data)).toBe(true);
    });

    it('ends, and nothing else goes on, when the log closes', async () => {
      const closing = await create(createManualClock());
      const scope = newScope();
      const items: TailItem[] = [];
      const reading = (async () => {
        for await (const item of closing.tail(scope, { from: 'head', signal: new AbortController().signal })) items.push(item);
      })();
      await waitUntil(() => items.length > 0);
      await closing.close();
      await closing.close();
      await reading;
      await expect(closing.append(scope, [draft('1')])).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
      await expect(closing.read(scope, { limit: 1, direction: 'forward' })).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
      expect((await closing.status()).reachable).toBe(false);
    });
  });
}
