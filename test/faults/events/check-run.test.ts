import { describe, expect, it } from '@jest/globals';
import { checkRun } from './check-run.ts';
import type { FaultKind } from './fault.ts';
import type { ConsumerStep, RunRecord, StoredEvent, SubscriberStep } from './run-record.ts';

const KEYS = ['a', 'b', 'c'];
const PER_KEY = 20;

/** A run as it should be: three keys interleaved, two subscribers of which one takes odd numbers, a group, one event never acknowledged, one never stored. */
function createGoodRun() {
  const stored: StoredEvent[] = [];
  for (let number = 1; number <= PER_KEY; number += 1) {
    for (const key of KEYS) stored.push({ id: `${key}.${number}`, sequence: 2 + stored.length, revision: number });
  }
  const toSteps = (events: readonly StoredEvent[]): SubscriberStep[] => events.map(({ id, sequence }) => ({ kind: 'event', id, sequence }));
  const all = toSteps(stored);
  const consumers = stored.flatMap(({ id }, index): ConsumerStep[] => {
    const startMs = 100 + index * 10;
    return [
      { kind: 'claim', id, askedAtMs: startMs, gotAtMs: startMs + 1 },
      { kind: 'tried', id, atMs: startMs + 2 },
      // Killed before it was answered, and delivered again: that is at-least-once.
      ...(index === 7
        ? ([
            { kind: 'claim', id, askedAtMs: startMs + 3, gotAtMs: startMs + 4 },
            { kind: 'tried', id, atMs: startMs + 5 },
          ] as const)
        : []),
      { kind: 'settled', id, atMs: startMs + 6 },
    ];
  });
  const acknowledged = new Map(stored.map(({ id, sequence }) => [id, sequence]));
  acknowledged.delete(`c.${PER_KEY}`);
  return {
    attempted: new Set([...stored.map(({ id }) => id), `a.${PER_KEY + 1}`]),
    acknowledged,
    stored,
    sequences: [1, ...stored.map(({ sequence }) => sequence)],
    subscribers: [
      { name: 's1', accepts: () => true, steps: [...all.slice(0, 30), { kind: 'resume' } as SubscriberStep, ...all.slice(30)], gaps: 0 },
      {
        name: 's2',
        accepts: ({ number }: { number: number }) => number % 2 === 1,
        steps: toSteps(stored.filter(({ revision }) => revision! % 2 === 1)),
        gaps: 0,
      },
    ],
    consumers,
  };
}

type Draft = ReturnType<typeof createGoodRun>;

/** What the checker says of a good run after `break` has been done to it. */
function kindsAfter(spoil: (run: Draft) => void): readonly FaultKind[] {
  const run = createGoodRun();
  spoil(run);
  return [...new Set(checkRun(run as RunRecord).faults.map(({ kind }) => kind))];
}

function shift<T>(items: T[], from: number, to: number): void {
  items.splice(to, 0, ...items.splice(from, 1));
}

describe('the checker of fault runs', () => {
  it('finds nothing in a good run, and counts it', () => {
    const total = KEYS.length * PER_KEY;
    expect(checkRun(createGoodRun())).toEqual({
      attempted: total + 1,
      acknowledged: total - 1,
      spooled: 0,
      stored: total,
      delivered: total,
      duplicated: 0,
      lost: 0,
      gaps: 0,
      redelivered: 1,
      faults: [],
      faultCount: 0,
    });
  });

  it('reports an acknowledged event that is not stored as lost', () => {
    expect(kindsAfter(({ acknowledged, attempted }) => (acknowledged.set('d.1', 99), attempted.add('d.1')))).toEqual(['lost']);
  });

  it('reports a stored event that a subscriber or the group never got as lost', () => {
    expect(kindsAfter(({ subscribers }) => subscribers[0]!.steps.splice(10, 1))).toEqual(['lost']);
    expect(kindsAfter((run) => (run.consumers = run.consumers.filter(({ id }) => id !== `b.${PER_KEY}`)))).toEqual(['lost']);
    expect(kindsAfter((run) => (run.consumers = run.consumers.filter(({ id, kind }) => id !== `b.${PER_KEY}` || kind === 'claim')))).toEqual(['lost']);
  });

  it('reports an event that is missing in the middle of a key as lost, though it was never acknowledged', () => {
    const kinds = kindsAfter((run) => {
      run.stored = run.stored.filter(({ id }) => id !== 'a.3');
      run.acknowledged.delete('a.3');
      run.subscribers = run.subscribers.map((one) => ({ ...one, steps: one.steps.filter((step) => step.kind === 'resume' || step.id !== 'a.3') }));
      run.consumers = run.consumers.filter(({ id }) => id !== 'a.3');
    });
    expect(kinds).toContain('lost');
  });

  it('reports what is stored twice as doubled', () => {
    expect(kindsAfter(({ stored, sequences }) => (stored.push({ id: 'a.5', sequence: 62, revision: 21 }), sequences.push(62)))).toEqual(['doubled']);
  });

  it('reports what a subscriber gets twice as doubled', () => {
    expect(kindsAfter(({ subscribers }) => subscribers[0]!.steps.splice(12, 0, subscribers[0]!.steps[11]!))).toEqual(['doubled']);
  });

  it('reports what the group hands out after its answered acknowledgement as doubled', () => {
    expect(kindsAfter(({ consumers }) => consumers.push({ kind: 'claim', id: 'a.1', askedAtMs: 9_000, gotAtMs: 9_001 }))).toEqual(['doubled']);
  });

  it('reports a swap in the history, at a subscriber and in the group as reordered', () => {
    const inHistory = kindsAfter(({ stored }) => {
      const [first, second] = [stored[0]!, stored[3]!];
      stored[0] = { ...second, sequence: first.sequence };
      stored[3] = { ...first, sequence: second.sequence };
    });
    expect(inHistory).toContain('reordered');
    expect(kindsAfter(({ subscribers }) => shift(subscribers[0]!.steps, 5, 8))).toEqual(['reordered']);
    expect(kindsAfter(({ consumers }) => consumers.push({ kind: 'claim', id: 'a.2', askedAtMs: 99, gotAtMs: 99.5 }))).toEqual(['reordered']);
  });

  it('reports an acknowledgement that names another place as reordered', () => {
    expect(kindsAfter(({ acknowledged }) => acknowledged.set('a.1', 3))).toEqual(['reordered']);
  });

  it('reports what nobody published as phantom, stored or delivered', () => {
    expect(kindsAfter(({ attempted }) => attempted.delete(`c.${PER_KEY}`))).toEqual(['phantom']);
    expect(kindsAfter(({ subscribers }) => subscribers[1]!.steps.push({ kind: 'event', id: 'z.1', sequence: 500 }))).toEqual(['phantom']);
    expect(kindsAfter(({ subscribers }) => subscribers[1]!.steps.splice(3, 0, { kind: 'event', id: 'a.2', sequence: 5 }))).toContain('phantom');
    expect(kindsAfter(({ consumers }) => consumers.push({ kind: 'claim', id: 'z.1', askedAtMs: 1, gotAtMs: 2 }))).toEqual(['phantom']);
  });

  it('reports a cursor that leads back as stale', () => {
    expect(kindsAfter(({ subscribers }) => subscribers[0]!.steps.splice(31, 0, ...subscribers[0]!.steps.slice(28, 30)))).toEqual(['stale cursor']);
  });

  it('reports holes in the history and gaps that subscribers were told of', () => {
    expect(kindsAfter(({ sequences }) => sequences.splice(4, 1))).toEqual(['gap']);
    const run = createGoodRun();
    run.subscribers[0]!.gaps = 2;
    expect(checkRun(run)).toMatchObject({ gaps: 2, faults: [{ kind: 'gap' }] });
  });
});
