import { describe, expect, it } from '@jest/globals';
import { readEventFilter, type FilteredAttributes } from './event-filter.ts';
import type { EventFilter } from './event-log.ts';
import { createFilterIndex } from './filter-index.ts';

const FILTERS: readonly EventFilter[] = [
  {},
  { pattern: '**' },
  { pattern: 'a.b' },
  { pattern: 'a.*' },
  { pattern: 'a.**' },
  { pattern: '*.b' },
  { pattern: 'a.b.*' },
  { pattern: 'a.*.c' },
  { types: ['a.b', 'a.c', 'a.b'] },
  { types: [] },
  { subject: 's/1' },
  { subject: 's/1', pattern: 'a.c' },
  { source: 'x' },
  { source: 'x', types: ['a.b'] },
  { about: 's/1' },
  { about: 'x' },
  { correlationId: 'k' },
  { correlationId: 'k', source: 'y' },
  { since: 5 },
  { until: 5, pattern: 'a.**' },
];

const choose = <T>(...values: T[]): T[] => values;

function* allEvents(): Generator<FilteredAttributes> {
  for (const type of choose('a', 'a.b', 'a.c', 'z.b', 'a.b.c', 'a.x.c', 'a.b.c.d'))
    for (const source of choose('x', 'y', 's/1'))
      for (const subject of choose(undefined, 's/1', 'x'))
        for (const correlationId of choose(undefined, 'k')) for (const recordedAt of choose(4, 5)) yield { type, source, subject, correlationId, recordedAt };
}

describe('the index of filters', () => {
  it('finds for every event the filters that let it through, each once', () => {
    const index = createFilterIndex<number>();
    const matchers = FILTERS.map((filter) => readEventFilter(filter));
    matchers.forEach((matcher, nth) => index.add(matcher, nth));
    expect(index.size).toBe(FILTERS.length);
    for (const event of allEvents()) {
      const expected = matchers.flatMap((matcher, nth) => (matcher.matches(event) ? [nth] : []));
      expect([event, [...index.find(event)].sort((a, b) => a - b)]).toEqual([event, expected]);
    }
  });

  it('holds an event against few of many filters, and forgets what is taken out', () => {
    const index = createFilterIndex<string>();
    let tried = 0;
    const removals = Array.from({ length: 1_000 }, (_, room) => {
      const matcher = readEventFilter({ pattern: `room.r${room}.*` });
      return index.add({ ...matcher, matches: (event) => (tried++, matcher.matches(event)) }, `r${room}`);
    });
    const event = { type: 'room.r7.said', source: 's', recordedAt: 0 };
    expect(index.find(event)).toEqual(['r7']);
    expect(tried).toBe(1);
    for (const remove of removals) remove();
    expect(index.size).toBe(0);
    expect(index.find(event)).toEqual([]);
  });
});
