import { afterEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createTemporaryFolder } from '../../test/support/temporary-folder.ts';
import { systemClock } from '../clock/clock.ts';
import { appendAll, draft, drafts } from './contract-events.contract.ts';
import { createSqliteEventLog } from './sqlite-event-log.ts';
import { toStoredEvents } from './stored-event.ts';

const scope = { workspace: 'default', principal: 'tester' };

/** The tables as the first version made them. */
const FIRST_FORM = `
  CREATE TABLE workspace (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
    head INTEGER NOT NULL DEFAULT 0, floor INTEGER NOT NULL DEFAULT 0, recorded_at INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE event (
    key INTEGER PRIMARY KEY, recorded_at INTEGER NOT NULL, type TEXT NOT NULL, source TEXT NOT NULL, id TEXT NOT NULL,
    subject TEXT, revision INTEGER, correlation_id TEXT, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX event_type ON event (type);
  CREATE TABLE event_key (
    workspace INTEGER NOT NULL, digest TEXT NOT NULL, sequence INTEGER NOT NULL, revision INTEGER, content TEXT NOT NULL,
    PRIMARY KEY (workspace, digest)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE stream (workspace INTEGER NOT NULL, subject TEXT NOT NULL, revision INTEGER NOT NULL, PRIMARY KEY (workspace, subject)) STRICT, WITHOUT ROWID;
`;
const WORKSPACE_SPAN = 2 ** 36;

/** A file as the first version left it, with events of two workspaces; the first of `default` was trimmed. */
function writeFirstForm(file: string): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL');
  db.exec(FIRST_FORM);
  for (const [number, name, floor] of [
    [1, 'default', 1],
    [2, 'other', 0],
  ] as const) {
    const events = toStoredEvents(
      drafts(6, (index) => ({ subject: `s${index % 2}`, data: { name, index } })),
      'tester',
    );
    db.prepare('INSERT INTO workspace (number, name, head, floor, recorded_at) VALUES (?, ?, 6, ?, 6000)').run(number, name, floor);
    events.forEach(({ type, source, id, subject, correlationId, body, digest, content }, index) => {
      const revision = Math.floor(index / 2) + 1;
      db.prepare('INSERT INTO event_key VALUES (?, ?, ?, ?, ?)').run(number, digest, index + 1, revision, content);
      if (index < floor) return;
      const key = number * WORKSPACE_SPAN + index + 1;
      db.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(key, 1_000 * index, type, source, id, subject, revision, correlationId, body);
    });
    for (const subject of ['s0', 's1']) db.prepare('INSERT INTO stream VALUES (?, ?, 3)').run(number, subject);
  }
  db.close();
}

describe('an embedded log whose file an older version made', () => {
  const folder = createTemporaryFolder();
  afterEach(() => folder.remove());

  it('has all that it had, counts it, and goes on in its own order, now and after it is opened again', async () => {
    const file = join(folder.path, 'log.sqlite');
    writeFirstForm(file);
    for (let round = 0; round < 2; round += 1) {
      const log = await createSqliteEventLog({ file, clock: systemClock });
      const { events } = await log.read(scope, { limit: 99, direction: 'forward' });
      expect(events.map(({ sequence }) => sequence)).toEqual(round === 0 ? [2, 3, 4, 5, 6] : [2, 3, 4, 5, 6, 7]);
      expect(events[0]).toMatchObject({ id: 'e2', subject: 's1', revision: 1, recordedAt: 1_000, data: { name: 'default', index: 1 } });
      expect(await log.keeping.facts(scope)).toMatchObject({ events: 5 + round, archivedEvents: 0, dropped: [], erasures: [] });
      expect((await log.keeping.facts({ ...scope, workspace: 'other' })).bytes).toBeGreaterThan(0);
      const known = await appendAll(log, scope, [draft('e3', { subject: 's0', data: { name: 'default', index: 2 } })]);
      expect(known.events).toMatchObject([{ sequence: 3, duplicate: true }]);
      const next = await log.append(scope, [draft('new', { subject: 's0' })], round === 0 ? { expectedRevision: { subject: 's0', revision: 3 } } : {});
      expect(next).toMatchObject({ kind: 'appended', events: [{ sequence: 7, revision: 4, duplicate: round > 0 }] });
      await log.close();
    }
  });
});
