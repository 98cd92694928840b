import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createManualClock, type ManualClock } from '../clock/manual-clock.ts';
import type { Position } from '../event-log/event-log.ts';
import { createCommands } from './create-commands.ts';
import type { CommandKey, Outbox } from './outbox.ts';
import type { CommandRecord, CommitOutcome, Records } from './records.ts';
import { createSettlements, type Settlements } from './settlements.ts';
import { ANNA, BERT, toEvent, toUnit, type ShelfTables } from './testing/shelf.ts';

const KEY: CommandKey = { workspace: 'anna', commandId: 'c1' };

describe('commands', () => {
  let clock: ManualClock;
  let settlements: Settlements;
  let elsewhere: () => void;
  let known: (CommandKey & { position: Position })[];
  let looks: number;
  let record: CommandRecord | undefined;
  let commit: () => Promise<CommitOutcome>;

  beforeEach(() => {
    clock = createManualClock();
    known = [];
    looks = 0;
    record = undefined;
    commit = () => Promise.resolve({ kind: 'committed', commandId: 'c1', durability: { level: 'fsynced', replicas: 0 } });
    const outbox: Pick<Outbox, 'onSettledElsewhere' | 'positionsOf'> = {
      onSettledElsewhere(listener) {
        elsewhere = listener;
        return () => undefined;
      },
      positionsOf() {
        looks += 1;
        return Promise.resolve(known);
      },
    };
    settlements = createSettlements({ outbox, clock });
  });

  afterEach(() => settlements.close());

  function createSubject() {
    const records: Pick<Records<ShelfTables>, 'commit' | 'command'> = { commit: () => commit(), command: () => Promise.resolve(record) };
    return createCommands<ShelfTables>({ records, settlements });
  }

  async function rest(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }

  it('answers no position after two seconds without one, and keeps nothing of the wait', async () => {
    const running = createSubject().run(ANNA, toUnit([], [toEvent('e1')], 'c1'));
    await rest();
    clock.advance(1_999);
    await rest();
    clock.advance(1);
    expect(await running).toMatchObject({ receipt: { position: null, repeated: false } });
    const before = looks;
    clock.advance(10_000);
    elsewhere();
    await rest();
    expect(looks).toBe(before);
  });

  it('takes a position that the relay tells before the commit is answered', async () => {
    const answer = Promise.withResolvers<CommitOutcome>();
    commit = () => answer.promise;
    const running = createSubject().run(ANNA, toUnit([], [toEvent('e1')], 'c1'));
    settlements.settled(KEY, 'p1');
    answer.resolve({ kind: 'committed', commandId: 'c1', durability: { level: 'fsynced', replicas: 0 } });
    expect(await running).toMatchObject({ receipt: { position: 'p1' } });
  });

  it('finds what another process relayed by its signal, or by looking when the signal is lost', async () => {
    const signalled = createSubject().run(ANNA, toUnit([], [toEvent('e1')], 'c1'));
    await rest();
    known = [{ ...KEY, position: 'p1' }];
    elsewhere();
    expect(await signalled).toMatchObject({ receipt: { position: 'p1' } });
    const unsignalled = createSubject().run(ANNA, toUnit([], [toEvent('e1')], 'c1'));
    await rest();
    clock.advance(250);
    expect(await unsignalled).toMatchObject({ receipt: { position: 'p1' } });
  });

  it('looks again when a signal comes during a look', async () => {
    const running = createSubject().run(ANNA, toUnit([], [toEvent('e1')], 'c1'));
    await rest();
    elsewhere();
    elsewhere();
    await rest();
    expect(looks).toBe(2);
    known = [{ ...KEY, position: 'p1' }];
    elsewhere();
    expect(await running).toMatchObject({ receipt: { position: 'p1' } });
  });

  it('does not mistake the same command id of another workspace', async () => {
    const running = createSubject().run(BERT, toUnit([], [toEvent('e1')], 'c1'));
    await rest();
    settlements.settled(KEY, 'p1');
    clock.advance(2_000);
    expect(await running).toMatchObject({ receipt: { position: null } });
  });

  it('waits for the first one when a command is repeated before it is relayed', async () => {
    commit = () => Promise.resolve({ kind: 'repeated', commandId: 'c1', durability: { level: 'fsynced', replicas: 0 } });
    record = { commandId: 'c1', committedAt: 1, position: null, eventCount: 1 };
    const running = createSubject().run(ANNA, toUnit([], [toEvent('e1')], 'c1'));
    await rest();
    settlements.settled(KEY, 'p1');
    expect(await running).toMatchObject({ receipt: { position: 'p1', repeated: true } });
  });

  it('answers a repeated command without events at once', async () => {
    commit = () => Promise.resolve({ kind: 'repeated', commandId: 'c1', durability: { level: 'fsynced', replicas: 0 } });
    record = { commandId: 'c1', committedAt: 1, position: null, eventCount: 0 };
    expect(await createSubject().run(ANNA, toUnit([], [toEvent('e1')], 'c1'))).toMatchObject({ receipt: { position: null, repeated: true } });
  });

  it('passes a failure to commit on', async () => {
    commit = () => Promise.reject(new Error('gone'));
    await expect(createSubject().run(ANNA, toUnit([], [toEvent('e1')], 'c1'))).rejects.toThrow('gone');
  });
});
