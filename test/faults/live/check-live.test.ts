import { describe, expect, it } from '@jest/globals';
import { checkLive } from './check-live.ts';
import type { LiveRecord, LiveStep } from './live-record.ts';

const stored = Array.from({ length: 10 }, (_, index) => ({ sequence: index + 1, type: `live.${index % 2 === 0 ? 'odd' : 'even'}.n${index + 1}` }));
const step = (sequence: number): LiveStep => ({ kind: 'event', sequence });
const GAP: LiveStep = { kind: 'gap' };

function toRecord(steps: readonly LiveStep[], more: Partial<LiveRecord> = {}): LiveRecord {
  const accepts = (type: string): boolean => type.startsWith('live.odd.');
  return { stored, acknowledged: new Set(stored.map(({ type }) => type)), subscribers: [{ name: 's', accepts, from: 2, steps }], ...more };
}

describe('the checker of live runs', () => {
  it('finds nothing when every event came once and in order', () => {
    expect(checkLive(toRecord([3, 5, 7, 9].map(step)))).toEqual({ faults: [], delivered: 4, announced: 0 });
  });

  it('counts, and does not hold against the run, what a gap announced', () => {
    expect(checkLive(toRecord([step(3), GAP, step(9)]))).toEqual({ faults: [], delivered: 2, announced: 2 });
    expect(checkLive(toRecord([step(3), step(5), step(7), GAP]))).toEqual({ faults: [], delivered: 3, announced: 1 });
  });

  it.each<[string, readonly LiveStep[], string]>([
    ['an event in the middle', [3, 7, 9].map(step), 'lost'],
    ['the last event', [3, 5, 7].map(step), 'lost'],
    ['an event outside the gap that was announced', [GAP, step(5), step(9)], 'lost'],
    ['an event twice', [3, 5, 5, 7, 9].map(step), 'doubled'],
    ['an event twice, later', [3, 5, 7, 3, 9].map(step), 'doubled'],
    ['events out of order', [3, 7, 5, 9].map(step), 'reordered'],
    ['an event of another pattern', [3, 4, 5, 7, 9].map(step), 'phantom'],
    ['an event from before it began', [1, 3, 5, 7, 9].map(step), 'phantom'],
    ['an event that is not stored', [3, 5, 7, 9, 11].map(step), 'phantom'],
  ])('reports %s', (_what, steps, kind) => {
    expect(checkLive(toRecord(steps)).faults.map((fault) => fault.kind)).toEqual([kind]);
  });

  it('reports what was acknowledged and is not stored, and what is stored twice', () => {
    const good = [3, 5, 7, 9].map(step);
    expect(checkLive(toRecord(good, { acknowledged: new Set(['live.odd.n99']) })).faults.map(({ kind }) => kind)).toEqual(['not stored']);
    expect(checkLive(toRecord(good, { stored: [...stored, { sequence: 12, type: 'live.even.n2' }] })).faults.map(({ kind }) => kind)).toEqual(['doubled']);
  });
});
