import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../test/support/wait-until.ts';
import { systemClock } from '../clock/clock.ts';
import type { EventLog, Position } from '../event-log/event-log.ts';
import { createSqliteEventLog } from '../event-log/sqlite-event-log.ts';
import { openCrashStore, type CrashPlace } from './testing/crash-store.ts';
import { allBooks, ANNA } from './testing/shelf.ts';

/** What records and their relay promise when a process is killed at any moment. */
export function describeRecordsCrash(engine: string, createPlace: () => Promise<CrashPlace & { remove(): Promise<void> }>): void {
  describe(`records on ${engine} under kill -9`, () => {
    let place: CrashPlace & { remove(): Promise<void> };

    beforeEach(async () => {
      place = await createPlace();
    });

    afterEach(() => place.remove());

    /** Runs a process until it has acknowledged `count` books and kills it, or until it kills itself; answers the ids that it had printed. */
    async function runUntilKilled(first: number, options: { count?: number; crashPoint?: string }): Promise<string[]> {
      const program = fileURLToPath(new URL('./testing/crashing-process.ts', import.meta.url));
      const args = ['--disable-warning=ExperimentalWarning', program, JSON.stringify(place), String(first), options.crashPoint ?? ''];
      const child = spawn(process.execPath, args);
      let printed = '';
      let complaint = '';
      child.stdout.on('data', (text: Buffer) => {
        printed += text.toString();
        if (options.count !== undefined && printed.split('\n').length > options.count) child.kill('SIGKILL');
      });
      child.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
      await waitUntil(() => child.signalCode ?? child.exitCode, { what: 'the end of the process' });
      if (child.signalCode !== 'SIGKILL') throw new Error(`the process ended by itself: ${complaint}`);
      return printed.split('\n').slice(0, -1);
    }

    async function readLog(log: EventLog): Promise<string[]> {
      const ids: string[] = [];
      let after: Position | undefined;
      for (;;) {
        const page = await log.read(ANNA, { limit: 100, direction: 'forward', ...(after === undefined ? {} : { after }) });
        ids.push(...page.events.map(({ id }) => id));
        after = page.events.at(-1)?.position;
        if (!page.hasMore) return ids;
      }
    }

    async function readEverything(): Promise<{ books: string[]; events: string[] }> {
      const log = await createSqliteEventLog({ file: place.logFile, clock: systemClock });
      const kit = await openCrashStore(place, log);
      await waitUntil(async () => (await kit.records.outbox.pending(1)).length === 0);
      const books = (await kit.records.read(ANNA, allBooks)).map(({ id }) => id);
      const events = await readLog(log);
      await kit.close();
      await log.close();
      return { books, events };
    }

    it('loses nothing that was acknowledged, and tells the log of each commit once, in order', async () => {
      const acknowledged: string[] = [];
      for (const round of [0, 1, 2]) {
        acknowledged.push(...(await runUntilKilled(round * 100_000, { count: 10 + round * 7 })));
        const { books, events } = await readEverything();
        expect(books).toEqual(expect.arrayContaining(acknowledged));
        expect(events).toEqual(books);
      }
    });

    it('does not append again what the log had taken when the process died before it was marked', async () => {
      await runUntilKilled(0, { crashPoint: 'after-append' });
      await runUntilKilled(100_000, { crashPoint: 'after-append' });
      const { books, events } = await readEverything();
      expect(books.length).toBeGreaterThanOrEqual(1);
      expect(events).toEqual(books);
    });
  });
}
