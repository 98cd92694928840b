import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { waitUntil } from '../../test/support/wait-until.ts';
import { systemClock } from '../clock/clock.ts';
import type { EventLog } from '../event-log/event-log.ts';
import { createSqliteEventLog } from '../event-log/sqlite-event-log.ts';
import { openSqliteRecordsKit } from './open-sqlite-records-kit.ts';
import { describeRecordsKit } from './records-kit.contract.ts';
import { allBooks, ANNA, SHELF_MIGRATIONS, type ShelfTables } from './testing/shelf.ts';

const common = { migrations: SHELF_MIGRATIONS, clock: systemClock, logger: pino({ level: 'silent' }), instanceId: 'test' };

describeRecordsKit('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kit-'));
  return {
    open: (log, options) => openSqliteRecordsKit<ShelfTables>({ ...common, ...options, log, file: join(folder, 'shelf.db') }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
});

describe('SQLite records and log under kill -9', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crash-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Runs the process until it has acknowledged `count` books, kills it, and answers the ids that it had printed; or until it is gone. */
  async function runAndKill(first: number, options: { count?: number; crashPoint?: string }): Promise<string[]> {
    const program = fileURLToPath(new URL('./testing/crashing-process.ts', import.meta.url));
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, folder, String(first), options.crashPoint ?? '']);
    let printed = '';
    let complaint = '';
    child.stdout.on('data', (text: Buffer) => {
      printed += text.toString();
      if (options.count !== undefined && printed.split('\n').length > options.count) child.kill('SIGKILL');
    });
    child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
    await waitUntil(() => child.signalCode ?? child.exitCode, { timeoutMs: 20_000, what: 'the end of the process' });
    if (child.signalCode !== 'SIGKILL') throw new Error(`the process ended by itself: ${complaint}`);
    return printed.split('\n').slice(0, -1);
  }

  async function readEverything(): Promise<{ books: string[]; events: string[] }> {
    const log: EventLog = await createSqliteEventLog({ file: join(folder, 'log.db'), clock: systemClock });
    const kit = await openSqliteRecordsKit<ShelfTables>({ ...common, log, file: join(folder, 'shelf.db') });
    await waitUntil(async () => (await kit.records.outbox.pending(1)).length === 0);
    const books = (await kit.records.read(ANNA, allBooks)).map(({ id }) => id);
    const page = await log.read(ANNA, { limit: 1_000, direction: 'forward' });
    await kit.close();
    await log.close();
    return { books, events: page.events.map(({ id }) => id) };
  }

  it('loses nothing that was acknowledged, and tells the log of each commit once, in order', async () => {
    const acknowledged: string[] = [];
    for (const round of [0, 1, 2]) {
      acknowledged.push(...(await runAndKill(round * 1_000, { count: 10 + round * 7 })));
      const { books, events } = await readEverything();
      expect(books).toEqual(expect.arrayContaining(acknowledged));
      expect(events).toEqual(books);
    }
  });

  it('does not append again what the log had taken when the process died before it was marked', async () => {
    await runAndKill(0, { crashPoint: 'after-append' });
    await runAndKill(1_000, { crashPoint: 'after-append' });
    const { books, events } = await readEverything();
    expect(books.length).toBeGreaterThanOrEqual(2);
    expect(events).toEqual(books);
  });
});
