import { describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../../platform/clock/manual-clock.ts';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { AppendOutcome, EventDraft, EventLog } from '../../../platform/event-log/event-log.ts';
import { gatherAppends } from './gathered-appends.ts';

const scope = { workspace: 'w', principal: 'ada' };
const draft = (id: string, source = 's'): EventDraft => ({ id, source, type: 'a.b' });

/** A log that notes what it is given, answers when it is let, and refuses what `refuse` says. */
function createLog(refuse: (events: readonly EventDraft[]) => AppendOutcome | CodedError | undefined = () => undefined) {
  const calls: (readonly string[])[] = [];
  const clock = createManualClock();
  let held = Promise.resolve();
  let sequence = 0;
  async function append(_scope: unknown, events: readonly EventDraft[]): Promise<AppendOutcome> {
    calls.push(events.map(({ id }) => id));
    await held;
    const refusal = refuse(events);
    if (refusal instanceof CodedError) throw refusal;
    if (refusal !== undefined) return refusal;
    const appended = events.map(({ id }) => ({ id, position: `p${(sequence += 1)}`, sequence, duplicate: false }));
    return { kind: 'appended', events: appended, durability: { level: 'fsynced', replicas: 0 } };
  }
  return {
    calls,
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      return resolve;
    },
    log: gatherAppends({ append, close: () => Promise.resolve() } as unknown as EventLog, clock),
    clock,
  };
}

const idOf = (outcome: AppendOutcome) => (outcome.kind === 'appended' ? outcome.events.map(({ id }) => id) : outcome.kind);

describe('gathered appends', () => {
  it('sends what comes together in one append, and answers each for itself', async () => {
    const { log, calls } = createLog();
    const outcomes = await Promise.all(['1', '2', '3'].map((id) => log.append(scope, [draft(id)])));
    expect(calls).toEqual([['1', '2', '3']]);
    expect(outcomes.map(idOf)).toEqual([['1'], ['2'], ['3']]);
  });

  it('sends at once what comes after a silence, and gathers what comes meanwhile', async () => {
    const { log, calls, clock } = createLog();
    clock.advance(11);
    const first = log.append(scope, [draft('1')]);
    const rest = ['2', '3'].map((id) => log.append(scope, [draft(id)]));
    expect((await Promise.all([first, ...rest])).map(idOf)).toEqual([['1'], ['2'], ['3']]);
    await Promise.all(['4', '5'].map((id) => log.append(scope, [draft(id)])));
    expect(calls).toEqual([['1'], ['2', '3'], ['4', '5']]);
  });

  it('gathers while an append is on its way, and keeps principals apart', async () => {
    const { log, calls, hold } = createLog();
    const release = hold();
    const first = log.append(scope, [draft('1')]);
    while (calls.length === 0) await new Promise(setImmediate);
    const rest = [log.append(scope, [draft('2')]), log.append(scope, [draft('3')]), log.append({ ...scope, principal: 'bert' }, [draft('4')])];
    while (calls.length < 2) await new Promise(setImmediate);
    release();
    await Promise.all([first, ...rest]);
    expect(calls).toEqual([['1'], ['4'], ['2', '3']]);
  });

  it('answers who publishes again as soon as it is answered', async () => {
    const { log } = createLog();
    for (let depth = 0; depth < 20; depth += 1) {
      let chain: Promise<unknown> = log.append(scope, [draft(`a${depth}`)]);
      for (let step = 0; step < depth; step += 1) chain = chain.then(() => undefined);
      expect(idOf(await chain.then(() => log.append(scope, [draft(`b${depth}`)])))).toEqual([`b${depth}`]);
    }
  });

  it('asks for each by itself when one of them is at fault', async () => {
    const conflict: AppendOutcome = { kind: 'id-conflict', source: 's', id: '2', position: 'p' };
    const { log, calls } = createLog((events) => (events.some(({ id }) => id === '2') ? conflict : undefined));
    const outcomes = await Promise.all(['1', '2', '3'].map((id) => log.append(scope, [draft(id)])));
    expect(outcomes.map(idOf)).toEqual([['1'], 'id-conflict', ['3']]);
    expect(calls).toEqual([['1', '2', '3'], ['1'], ['2'], ['3']]);
    const full = createLog((events) => (events.length > 1 ? new CodedError('LOG_FULL', 'full') : undefined));
    expect((await Promise.all(['1', '2'].map((id) => full.log.append(scope, [draft(id)])))).map(idOf)).toEqual([['1'], ['2']]);
  });

  it('tells all of a log that is away', async () => {
    const { log } = createLog(() => new CodedError('LOG_UNAVAILABLE', 'away'));
    const outcomes = await Promise.allSettled(['1', '2'].map((id) => log.append(scope, [draft(id)])));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('leaves batches, expected revisions and long events alone, and never sends the same event twice in one append', async () => {
    const { log, calls } = createLog();
    await Promise.all([
      log.append(scope, [draft('1'), draft('2')]),
      log.append(scope, [draft('3')], { expectedRevision: { subject: 's', revision: 0 } }),
      log.append(scope, [{ ...draft('4'), data: 'x'.repeat(100_000) }]),
      log.append(scope, [draft('5')]),
      log.append(scope, [draft('6')]),
      log.append(scope, [draft('5')]),
    ]);
    expect(calls).toEqual([['1', '2'], ['3'], ['4'], ['5', '6'], ['5']]);
  });
});
