import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../test/support/wait-until.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { CommandOutcome } from './commands.ts';
import type { OpenRecordsKit } from './records-kit.ts';
import { createMemoryLog, type MemoryLog } from './testing/memory-log.ts';
import { allBooks, ANNA, BERT, toAddBook, toEvent, toRename, toUnit, type ShelfTables } from './testing/shelf.ts';

/** A place whose records outlive the kits that are opened on it, one after the other. */
export interface KitPlace {
  open(log: MemoryLog, options?: { settleTimeoutMs?: number }): Promise<OpenRecordsKit<ShelfTables>>;
  remove(): Promise<void>;
}

function positionOf(outcome: CommandOutcome): string | null {
  if (outcome.kind !== 'committed') throw new Error(`expected a commit, got the conflict ${outcome.guard}`);
  return outcome.receipt.position;
}

/** What commands and the relay promise together, on every store. */
export function describeRecordsKit(engine: string, createPlace: () => Promise<KitPlace>): void {
  describe(`commands and their relay on ${engine}`, () => {
    const away = new CodedError('LOG_UNAVAILABLE', 'the log is away');
    let place: KitPlace;
    let log: MemoryLog;
    let kit: OpenRecordsKit<ShelfTables>;

    beforeEach(async () => {
      place = await createPlace();
      log = createMemoryLog();
      // Long enough for the slowest disk: what is shown is the answer, not how soon it comes.
      kit = await place.open(log, { settleTimeoutMs: 60_000 });
    });

    afterEach(async () => {
      await kit.close();
      await place.remove();
    });

    const idsIn = (workspace: string) => log.events(workspace).map(({ id }) => id);

    it('answers where the last event of a command stands in the log', async () => {
      const outcome = await kit.commands.run(ANNA, toUnit([toAddBook({ id: 'b1' })], [toEvent('e1'), toEvent('e2')], 'c1'));
      expect(outcome).toMatchObject({ kind: 'committed', receipt: { commandId: 'c1', repeated: false, durability: { level: 'fsynced' } } });
      expect(log.events('anna')).toEqual([toEvent('e1'), toEvent('e2')]);
      const known = await log.append(ANNA, [toEvent('e2')]);
      expect(known.kind === 'appended' && known.events[0]?.position).toBe(positionOf(outcome));
      await waitUntil(async () => (await kit.records.command(ANNA, 'c1'))?.position === positionOf(outcome));
    });

    it('answers a repeated command with the first position and changes nothing', async () => {
      const first = await kit.commands.run(ANNA, toUnit([toAddBook({ id: 'b1' })], [toEvent('e1')], 'c1'));
      const again = await kit.commands.run(ANNA, toUnit([toAddBook({ id: 'b2' })], [toEvent('e2')], 'c1'));
      expect(again).toMatchObject({ kind: 'committed', receipt: { commandId: 'c1', repeated: true, position: positionOf(first) } });
      expect(await kit.records.read(ANNA, allBooks)).toHaveLength(1);
      expect(idsIn('anna')).toEqual(['e1']);
    });

    it('answers a command without events at once, without a position', async () => {
      const outcome = await kit.commands.run(ANNA, toUnit([toAddBook({ id: 'b1' })]));
      expect(positionOf(outcome)).toBeNull();
      expect(log.appendCalls()).toBe(0);
    });

    it('tells nothing to the log of a command whose guard failed', async () => {
      expect(await kit.commands.run(ANNA, toUnit([toRename('none', 'x', 1)], [toEvent('e1')]))).toEqual({ kind: 'conflict', guard: 'book version' });
      await kit.commands.run(ANNA, toUnit([], [toEvent('e2')]));
      expect(idsIn('anna')).toEqual(['e2']);
    });

    it('commits while the log is away, answers no position in time, and relays all in order when it is back', async () => {
      await kit.close();
      kit = await place.open(log, { settleTimeoutMs: 50 });
      log.failure = { error: away, afterAppending: false };
      for (const id of ['e1', 'e2', 'e3']) expect(positionOf(await kit.commands.run(ANNA, toUnit([toAddBook({ id })], [toEvent(id)], `c-${id}`)))).toBeNull();
      expect(await kit.records.read(ANNA, allBooks)).toHaveLength(3);
      log.failure = undefined;
      await waitUntil(async () => (await kit.records.command(ANNA, 'c-e3'))?.position);
      expect(idsIn('anna')).toEqual(['e1', 'e2', 'e3']);
      expect((await kit.commands.run(ANNA, toUnit([], [], 'c-e1'))).kind).toBe('committed');
    });

    it('appends each event once and in commit order although answers are lost', async () => {
      const ids = Array.from({ length: 40 }, (_, n) => `e${String(n).padStart(2, '0')}`);
      let committed = 0;
      const flaky = setInterval(() => {
        const turn = log.appendCalls() % 3;
        log.failure = turn === 0 ? undefined : { error: away, afterAppending: turn === 1 };
      }, 1);
      for (const id of ids) {
        await kit.records.commit(ANNA, toUnit([], [toEvent(id)], `c-${id}`));
        await kit.records.commit(BERT, toUnit([], [toEvent(id)], `c-${id}`));
        committed += 1;
      }
      clearInterval(flaky);
      log.failure = undefined;
      await waitUntil(async () => (await kit.records.command(BERT, `c-${ids.at(-1)}`))?.position);
      expect(committed).toBe(ids.length);
      expect(idsIn('anna')).toEqual(ids);
      expect(idsIn('bert')).toEqual(ids);
    });

    it('starts where it stopped: what was appended and not marked is not appended twice', async () => {
      log.failure = { error: away, afterAppending: true };
      await kit.records.commit(ANNA, toUnit([], [toEvent('e1')], 'c1'));
      await waitUntil(() => log.events('anna').length === 1);
      await kit.close();
      log.failure = undefined;
      kit = await place.open(log, { settleTimeoutMs: 60_000 });
      await waitUntil(async () => (await kit.records.command(ANNA, 'c1'))?.position);
      await kit.commands.run(ANNA, toUnit([], [toEvent('e2')], 'c2'));
      expect(idsIn('anna')).toEqual(['e1', 'e2']);
    });

    it('passes by an event that the log will never take, and keeps the others', async () => {
      await log.append(ANNA, [toEvent('taken', 'by someone else')]);
      const units = ['e1', 'taken', 'e2', '', 'e3'].map((id) => toUnit([], [id === '' ? { ...toEvent('typeless'), type: '' } : toEvent(id)], `c-${id}`));
      const outcomes = await Promise.all(units.map((unit) => kit.commands.run(ANNA, unit)));
      expect(outcomes.map((outcome) => positionOf(outcome) === null)).toEqual([false, true, false, true, false]);
      expect(idsIn('anna').toSorted()).toEqual(['e1', 'e2', 'e3', 'taken']);
      await waitUntil(async () => (await kit.records.outbox.pending(10)).length === 0);
    });

    it('runs many commands at once, each with its own position', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, n) => kit.commands.run(n % 2 === 0 ? ANNA : BERT, toUnit([toAddBook({ id: `b${n}` })], [toEvent(`e${n}`)]))),
      );
      expect(new Set(outcomes.map(positionOf)).size).toBe(200);
      expect(log.events('anna')).toHaveLength(100);
      expect(log.events('bert')).toHaveLength(100);
    });

    it('fences a command with a lease', async () => {
      const fence = (await kit.leases.acquire(ANNA, 'sweep', { holder: 'one', ttlMs: 60_000 }))!;
      expect(positionOf(await kit.commands.run(ANNA, { ...toUnit([], [toEvent('e1')]), fence }))).not.toBeNull();
      await kit.leases.release(ANNA, fence);
      expect(await kit.commands.run(ANNA, { ...toUnit([], [toEvent('e2')]), fence })).toEqual({ kind: 'conflict', guard: 'lease sweep' });
      expect(idsIn('anna')).toEqual(['e1']);
    });
  });
}
