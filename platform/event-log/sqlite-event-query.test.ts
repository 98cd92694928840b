import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { createTemporaryFolder } from '../../test/support/temporary-folder.ts';
import { systemClock } from '../clock/clock.ts';
import { openSqliteReader, type SqliteReader } from '../sqlite/sqlite-reader.ts';
import { appendAll, drafts } from './contract-events.contract.ts';
import { readEventFilter } from './event-filter.ts';
import type { EventFilter } from './event-log.ts';
import { createSqliteEventLog } from './sqlite-event-log.ts';
import { readEvents } from './sqlite-event-reader.ts';
import { readWorkspaceBounds } from './sqlite-workspace-bounds.ts';

const EVENTS = 4_000;
const RARE = 1_999;

describe('how the embedded log answers a page', () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let reader: SqliteReader;
  let explainer: DatabaseSync;
  beforeAll(async () => {
    folder = createTemporaryFolder();
    const file = join(folder.path, 'log.sqlite');
    const log = await createSqliteEventLog({ file, clock: systemClock, synchronous: 'OFF' });
    const events = drafts(EVENTS, (index) => ({
      type: index === RARE ? 'rare' : `common.t${index % 5}`,
      subject: `s/${index % 10}`,
      ...(index % 100 === 0 ? { correlationId: `c${index % 300}` } : {}),
    }));
    await appendAll(log, { workspace: 'default', principal: 'tester' }, events);
    await log.close();
    reader = openSqliteReader(file);
    explainer = new DatabaseSync(file, { readOnly: true });
  });
  afterAll(() => {
    reader.close();
    explainer.close();
    folder.remove();
  });

  /** The plans of all statements that a page of the filter takes, and what it finds. */
  async function explain(filter: EventFilter, direction: 'forward' | 'backward') {
    const plans: string[] = [];
    const spy: SqliteReader = {
      ...reader,
      each(sql, parameters, visit) {
        for (const row of explainer.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters)) plans.push(String(row['detail']));
        reader.each(sql, parameters, visit);
      },
    };
    const bounds = readWorkspaceBounds(reader, 'default');
    const range = { ...bounds, low: 0, high: bounds.head };
    const { events } = await readEvents(spy, { range, matcher: readEventFilter(filter) }, { limit: 51, direction });
    return { plan: plans.join('\n'), ids: events.map(({ sequence }) => sequence) };
  }

  it.each<[EventFilter, string]>([
    [{}, 'PRIMARY KEY'],
    [{ pattern: '**' }, 'PRIMARY KEY'],
    [{ pattern: 'common.t1' }, 'event_type'],
    [{ pattern: 'common.*' }, 'event_type'],
    [{ types: ['common.t1', 'rare'] }, 'event_type'],
    [{ subject: 's/4' }, 'event_subject'],
    [{ subject: 's/4', pattern: 'common.*' }, 'event_subject'],
    [{ source: 'test' }, 'event_source'],
    [{ source: 'test', types: ['common.t1'] }, 'event_type'],
    [{ about: 's/4' }, 'event_subject'],
    [{ correlationId: 'c100' }, 'event_correlation'],
    [{ correlationId: 'c100', source: 'test' }, 'event_correlation'],
    [{ since: 0, pattern: 'rare' }, 'event_type'],
  ])('for %j looks the events up in %s, in the order of the log', async (filter, index) => {
    const matcher = readEventFilter(filter);
    const all = drafts(EVENTS, (at) => ({ type: at === RARE ? 'rare' : `common.t${at % 5}`, subject: `s/${at % 10}` }));
    const expected = all.flatMap((event, at) => {
      const correlationId = at % 100 === 0 ? `c${at % 300}` : undefined;
      const isIn = matcher.matches({ type: event.type, source: event.source, subject: event.subject, correlationId, recordedAt: 1 });
      return isIn ? [at + 1] : [];
    });
    for (const direction of ['forward', 'backward'] as const) {
      const { plan, ids } = await explain(filter, direction);
      expect(plan).toContain(index);
      expect(plan).not.toMatch(/SCAN event\b|TEMP B-TREE/);
      expect(ids).toEqual((direction === 'forward' ? expected : expected.toReversed()).slice(0, 51));
    }
  });

  it('finds a rare type of a source that has published all there is by the type', async () => {
    const { plan, ids } = await explain({ source: 'test', pattern: 'rare' }, 'forward');
    expect(plan).toContain('event_type');
    expect(plan).not.toContain('event_source');
    expect(ids).toEqual([RARE + 1]);
  });
});
