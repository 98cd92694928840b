import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { waitUntil } from '../../../test/support/wait-until.ts';
import { systemClock } from '../../clock/clock.ts';
import { CodedError } from '../../errors/coded-error.ts';
import { draft } from '../contract-events.contract.ts';
import { createEventSpool, type OpenEventSpool } from './create-event-spool.ts';
import type { AppendSpooled, SpooledDraft } from './event-spool.ts';

const SCOPE = { workspace: 'w', principal: 'ada' };
const OTHER = { workspace: 'other', principal: 'bob' };
const logger = pino({ level: 'silent' });

function toBatch(...ids: string[]): SpooledDraft[] {
  return ids.map((id) => ({ draft: draft(id, { time: '2026-01-01T00:00:00.000Z', data: id }), timeGiven: true }));
}

interface Target {
  reachable: boolean;
  readonly taken: string[];
  fail: (ids: readonly string[]) => CodedError | undefined;
  readonly append: AppendSpooled;
}

describe('the spool', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });
  function newFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'spool-'));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    return folder;
  }
  /** A log that takes what it is given while `reachable`, and notes it. */
  function newTarget(): Target {
    const target: Target = {
      reachable: false,
      taken: [],
      fail: () => undefined,
      append(scope, batch) {
        const ids = batch.map((spooled) => spooled.draft.id);
        const failure = target.reachable ? target.fail(ids) : new CodedError('LOG_UNAVAILABLE', 'away');
        if (failure !== undefined) return Promise.reject(failure);
        target.taken.push(...ids.map((id) => `${scope.workspace}/${id}`));
        return Promise.resolve(ids.map((id) => `at ${id}`));
      },
    };
    return target;
  }
  function open(folder: string, target: { readonly reachable: boolean }, maxEvents = 1_000): OpenEventSpool {
    const spool = createEventSpool({ folder, clock: systemClock, logger, isReachable: () => target.reachable, level: () => 'fsynced', maxEvents });
    ends.push(() => spool.close());
    return spool;
  }

  it('hands on what waits in its order once the log is back, and tells what became of each', async () => {
    const target = newTarget();
    const spool = open(newFolder(), target);
    spool.start(target.append);
    const first = await spool.add(SCOPE, toBatch('a', 'b'));
    await spool.add(OTHER, toBatch('x'));
    await spool.add(SCOPE, toBatch('c'));
    if (first.kind !== 'spooled') throw new Error('expected it to be spooled');
    expect(first.duplicates).toEqual([false, false]);
    expect(await spool.find(SCOPE, first.ids[1]!)).toMatchObject({ source: 'test', eventId: 'b', state: { kind: 'waiting' } });
    expect(await spool.find(OTHER, first.ids[1]!)).toBeUndefined();
    expect(await spool.facts(SCOPE)).toMatchObject({ waiting: 3, spooled: 3, appended: 0, refused: 0, oldestAt: expect.any(Number) });
    expect(await spool.drained('w', 10_000)).toBe(false);
    target.reachable = true;
    spool.wake();
    await waitUntil(() => target.taken.length === 4);
    expect(target.taken).toEqual(['w/a', 'w/b', 'other/x', 'w/c']);
    expect(await spool.drained('w', 120_000)).toBe(true);
    expect(await spool.find(SCOPE, first.ids[1]!)).toMatchObject({ state: { kind: 'appended', position: 'at b' } });
    expect(await spool.facts(SCOPE)).toMatchObject({ waiting: 0, waitingBytes: 0, spooled: 3, appended: 3, oldestAt: undefined });
  });

  it('takes the same event once, though it has another time that was left out, and refuses its id for other content', async () => {
    const spool = open(newFolder(), newTarget());
    const at = (time: string): SpooledDraft => ({ draft: draft('a', { time, data: 1 }), timeGiven: false });
    const first = await spool.add(SCOPE, [at('2026-01-01T00:00:00.000Z')]);
    const again = await spool.add(SCOPE, [at('2026-01-02T00:00:00.000Z'), ...toBatch('b')]);
    expect(again).toMatchObject({ kind: 'spooled', duplicates: [true, false] });
    expect(again.kind === 'spooled' && first.kind === 'spooled' && again.ids[0] === first.ids[0]).toBe(true);
    expect(await spool.add(SCOPE, [{ draft: draft('a', { data: 2 }), timeGiven: false }])).toEqual({ kind: 'id-conflict', source: 'test', id: 'a' });
    expect(await spool.facts(SCOPE)).toMatchObject({ spooled: 2, waiting: 3 });
  });

  it('refuses what is more than it may hold, whole batches at a time', async () => {
    const spool = open(newFolder(), newTarget(), 3);
    await spool.add(SCOPE, toBatch('a', 'b'));
    await expect(spool.add(OTHER, toBatch('c', 'd'))).rejects.toMatchObject({ code: 'LOG_FULL', details: { limit: 'spool.maxEvents', max: 3, kept: 2 } });
    expect((await spool.add(OTHER, toBatch('c'))).kind).toBe('spooled');
    expect((await spool.add(OTHER, toBatch('c'))).kind).toBe('spooled');
    expect(await spool.facts(OTHER)).toMatchObject({ waiting: 1 });
  });

  it('keeps what a process that is gone has left, and hands it on before its own, also from a file that another copy had', async () => {
    const folder = newFolder();
    const target = newTarget();
    const [one, two] = [open(folder, target), open(folder, target)];
    const left = await one.add(SCOPE, toBatch('a'));
    await two.add(SCOPE, toBatch('b'));
    await one.close();
    await two.close();
    const next = open(folder, target);
    expect(await next.facts(SCOPE)).toMatchObject({ waiting: 2, spooled: 2 });
    target.reachable = true;
    next.start(target.append);
    await waitUntil(() => target.taken.length === 2);
    expect(target.taken.toSorted()).toEqual(['w/a', 'w/b']);
    await waitUntil(async () => (await next.facts(SCOPE)).waiting === 0);
    expect(left.kind === 'spooled' ? await next.find(SCOPE, left.ids[0]!) : undefined).toMatchObject({ state: { kind: 'appended' } });
  });

  it('notes what the log would not have and goes on, waits where it is full, and lets other workspaces pass', async () => {
    const target = newTarget();
    const spool = open(newFolder(), target);
    const bad = await spool.add(SCOPE, toBatch('a'));
    await spool.add(SCOPE, toBatch('b'));
    await spool.add(OTHER, toBatch('full'));
    await spool.add(SCOPE, toBatch('c'));
    let isFull = true;
    target.fail = (ids) => {
      if (ids.includes('a')) return new CodedError('CONFLICT', 'another has this id');
      return ids.includes('full') && isFull ? new CodedError('LOG_FULL', 'no room') : undefined;
    };
    target.reachable = true;
    spool.start(target.append);
    await waitUntil(() => target.taken.length === 2);
    expect(target.taken).toEqual(['w/b', 'w/c']);
    expect(bad.kind === 'spooled' ? await spool.find(SCOPE, bad.ids[0]!) : undefined).toMatchObject({ state: { kind: 'refused', code: 'CONFLICT' } });
    await waitUntil(async () => (await spool.facts(SCOPE)).waiting === 0);
    expect(await spool.facts(SCOPE)).toMatchObject({ appended: 2, refused: 1 });
    expect(await spool.facts(OTHER)).toMatchObject({ waiting: 1, appended: 0 });
    isFull = false;
    await waitUntil(() => target.taken.length === 3);
  });

  it('hands nothing on that is held, nor what came after it', async () => {
    const target = newTarget();
    target.reachable = true;
    const spool = open(newFolder(), target);
    spool.start(target.append);
    const holding = Promise.withResolvers<undefined>();
    const began = Promise.withResolvers<undefined>();
    const adding = spool.add(SCOPE, toBatch('a'), () => {
      began.resolve(undefined);
      return holding.promise.then(() => undefined);
    });
    await began.promise;
    await spool.add(SCOPE, toBatch('b'));
    await systemClock.sleep(0);
    expect(target.taken).toEqual([]);
    holding.resolve(undefined);
    await adding;
    await waitUntil(() => target.taken.length === 2);
    expect(target.taken).toEqual(['w/a', 'w/b']);
  });
});
