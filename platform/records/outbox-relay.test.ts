import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { waitUntil } from '../../test/support/wait-until.ts';
import { createManualClock, type ManualClock } from '../clock/manual-clock.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { Position } from '../event-log/event-log.ts';
import type { Closable } from '../lifecycle/lifecycle.ts';
import { createOutboxRelay } from './outbox-relay.ts';
import { createMemoryLog, type MemoryLog } from './testing/memory-log.ts';
import { createMemoryOutbox, type MemoryOutbox } from './testing/memory-outbox.ts';
import { ANNA, BERT } from './testing/shelf.ts';

const away = { error: new CodedError('LOG_UNAVAILABLE', 'the log is away'), afterAppending: false };
const HOUR_MS = 3_600_000;

describe('the outbox relay', () => {
  let clock: ManualClock;
  let log: MemoryLog;
  let outbox: MemoryOutbox;
  let settled: { commandId: string; position: Position | null }[];
  let relay: Closable;

  beforeEach(() => {
    clock = createManualClock();
    log = createMemoryLog();
    outbox = createMemoryOutbox();
    settled = [];
    const settlements = { settled: ({ commandId }: { commandId: string }, position: Position | null) => void settled.push({ commandId, position }) };
    relay = createOutboxRelay({ outbox, log, clock, logger: pino({ level: 'silent' }), settlements, batchSize: 3, random: () => 1 });
  });

  afterEach(() => relay.close());

  /** Lets everything that is under way come to rest. */
  async function rest(): Promise<void> {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  }

  it('wakes at once after a commit, without the clock moving', async () => {
    await rest();
    outbox.commit(ANNA, 'e1');
    await waitUntil(() => settled.length === 1);
    expect(log.events('anna').map(({ id }) => id)).toEqual(['e1']);
    expect(clock.elapsed()).toBe(0);
  });

  it('looks once a second for commits that went unsignalled', async () => {
    await rest();
    const asked = outbox.turnsAsked();
    clock.advance(999);
    await rest();
    expect(outbox.turnsAsked()).toBe(asked);
    clock.advance(1);
    await waitUntil(() => outbox.turnsAsked() === asked + 1);
  });

  it('takes more than a batch in one go, each workspace in its own order', async () => {
    for (const id of ['e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7']) outbox.commit(id === 'e3' || id === 'e4' ? BERT : ANNA, id);
    await waitUntil(() => settled.length === 7);
    expect(log.events('anna').map(({ id }) => id)).toEqual(['e1', 'e2', 'e5', 'e6', 'e7']);
    expect(log.events('bert').map(({ id }) => id)).toEqual(['e3', 'e4']);
  });

  it('keeps the order when principals take turns', async () => {
    for (const [index, principal] of ['one', 'one', 'two', 'one', 'two'].entries()) outbox.commit({ workspace: 'anna', principal }, `e${index}`);
    await waitUntil(() => settled.length === 5);
    expect(log.events('anna').map(({ id }) => id)).toEqual(['e0', 'e1', 'e2', 'e3', 'e4']);
  });

  it('waits longer and longer while the log is away, ten seconds at most, and not for commits', async () => {
    log.failure = away;
    outbox.commit(ANNA, 'e1');
    const pausesMs: number[] = [];
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      await waitUntil(() => log.appendCalls() === attempt);
      await rest();
      outbox.commit(ANNA, `more-${attempt}`);
      await rest();
      expect(log.appendCalls()).toBe(attempt);
      const beforeMs = clock.elapsed();
      while (log.appendCalls() === attempt) {
        clock.advance(50);
        await rest();
      }
      pausesMs.push(clock.elapsed() - beforeMs);
    }
    expect(pausesMs).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
    log.failure = undefined;
    clock.advance(10_000);
    await waitUntil(() => settled.length === 10);
    expect(log.events('anna')[0]?.id).toBe('e1');
  });

  it('records what one workspace achieved when another fails', async () => {
    const append = log.append;
    log.append = (scope, events) => (scope.workspace === 'bert' ? Promise.reject(away.error) : append(scope, events));
    await rest();
    outbox.commit(BERT, 'e1');
    outbox.commit(ANNA, 'e2');
    await waitUntil(() => outbox.results.length === 1);
    expect(outbox.results[0]).toMatchObject({ row: { commandId: 'e2' } });
  });

  it('does nothing while another relay has the turn, and begins within a second of its end', async () => {
    outbox.ours = false;
    outbox.commit(ANNA, 'e1');
    await rest();
    clock.advance(5_000);
    await rest();
    expect(log.appendCalls()).toBe(0);
    outbox.ours = true;
    clock.advance(1_000);
    await waitUntil(() => settled.length === 1);
  });

  it('tells of a refused event without a position and goes on', async () => {
    await log.append(ANNA, [{ id: 'e1', source: 'shelf', type: 'other' }]);
    outbox.commit(ANNA, 'e1');
    outbox.commit(ANNA, 'e2');
    await waitUntil(() => settled.length === 2);
    expect(settled).toEqual([
      { commandId: 'e1', position: null },
      { commandId: 'e2', position: expect.any(String) },
    ]);
    expect(outbox.results[0]).toMatchObject({ refusal: 'the log holds other content under source shelf and id e1' });
  });

  it('cleans once a minute what was relayed more than an hour ago', async () => {
    await rest();
    expect(outbox.cleanedBefore).toEqual([]);
    for (let second = 0; second < 125; second += 1) {
      clock.advance(1_000);
      await rest();
    }
    expect(outbox.cleanedBefore.map((beforeMs) => clock.now() - HOUR_MS - beforeMs)).toEqual([65_000, 5_000]);
  });

  it('goes on cleaning until nothing is left, so that a busy outbox does not grow', async () => {
    outbox.cleanable.push(2_000, 2_000, 5);
    for (let second = 0; second < 64; second += 1) {
      clock.advance(1_000);
      await rest();
    }
    expect(outbox.cleanable).toEqual([]);
    expect(outbox.cleanedBefore).toHaveLength(4);
  });

  it('stops when closed, in the middle of a pause too', async () => {
    log.failure = away;
    outbox.commit(ANNA, 'e1');
    await waitUntil(() => log.appendCalls() === 1);
    await relay.close();
    clock.advance(60_000);
    await rest();
    expect(log.appendCalls()).toBe(1);
  });
});
