import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '../../test/support/wait-until.ts';
import { systemClock } from '../clock/clock.ts';
import { appendAll, draft } from './contract-events.contract.ts';
import { eventLogContract } from './event-log.contract.ts';
import { createSqliteEventLog } from './sqlite-event-log.ts';

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-log-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const newFile = () => join(folder, `log-${(files += 1)}`, 'events.db');

eventLogContract('SQLite', () =>
  Promise.resolve({
    create: (clock) => createSqliteEventLog({ file: newFile(), clock }),
    close: () => Promise.resolve(),
  }),
);

describe('the embedded event log', () => {
  const scope = { workspace: 'default', principal: 'tester' };

  it('has one owner, and names it to the second', async () => {
    const file = newFile();
    const log = await createSqliteEventLog({ file, clock: systemClock });
    await expect(createSqliteEventLog({ file, clock: systemClock })).rejects.toThrow(`event log (process ${process.pid})`);
    await log.close();
    await (await createSqliteEventLog({ file, clock: systemClock })).close();
  });

  it('goes on where it was when it is opened again', async () => {
    const file = newFile();
    const first = await createSqliteEventLog({ file, clock: systemClock });
    await appendAll(first, scope, [draft('1', { subject: 'a' }), draft('2')]);
    await first.close();
    const second = await createSqliteEventLog({ file, clock: systemClock });
    const { events } = await appendAll(second, scope, [draft('1', { subject: 'a' }), draft('3', { subject: 'a' })]);
    expect(events).toMatchObject([
      { sequence: 1, duplicate: true },
      { sequence: 3, revision: 2, duplicate: false },
    ]);
    await second.close();
  });

  it('answers what was asked before it was closed', async () => {
    const log = await createSqliteEventLog({ file: newFile(), clock: systemClock });
    const asked = Array.from({ length: 50 }, (_, index) => appendAll(log, scope, [draft(`${index}`)]));
    const closed = log.close();
    expect((await Promise.all(asked)).map(({ events }) => events[0]?.sequence)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    await closed;
  });

  it.each([
    ['FULL', 'fsynced'],
    ['NORMAL', 'written'],
    ['OFF', 'written'],
  ] as const)('with synchronous %s calls an event %s', async (synchronous, level) => {
    const log = await createSqliteEventLog({ file: newFile(), clock: systemClock, synchronous });
    expect((await appendAll(log, scope, [draft('1')])).durability).toEqual({ level, replicas: 0 });
    expect(await log.status()).toEqual({ engine: 'sqlite', reachable: true, durability: { level, replicas: 0 } });
    await log.close();
  });

  it('has every acknowledged event, densely, after kill -9 of its process, again and again', async () => {
    const file = newFile();
    const acknowledged = new Map<string, number>();
    for (let round = 1; round <= 3; round += 1) {
      const before = acknowledged.size;
      const child = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, '../../test/support/append-until-killed.ts'), file],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const exited = once(child, 'exit');
      let rest = '';
      child.stdout.on('data', (text: Buffer) => {
        const lines = (rest + text.toString()).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) acknowledged.set(line.slice(0, line.indexOf(' ')), Number(line.slice(line.indexOf(' '))));
      });
      const ended = once(child.stdout, 'end');
      await waitUntil(() => acknowledged.size >= before + 1_500);
      child.kill('SIGKILL');
      await Promise.all([exited, ended]);

      const log = await createSqliteEventLog({ file, clock: systemClock });
      const { events } = await log.read({ ...scope }, { limit: 1, direction: 'backward' });
      const head = events[0]?.sequence ?? 0;
      let sequence = 0;
      const found = new Map<string, number>();
      for (let after = ''; ;) {
        const page = await log.read(scope, { limit: 10_000, direction: 'forward', ...(after === '' ? {} : { after }) });
        for (const event of page.events) {
          expect(event.sequence).toBe((sequence += 1));
          found.set(event.id, event.sequence);
        }
        after = page.events.at(-1)?.position ?? after;
        if (!page.hasMore) break;
      }
      expect(sequence).toBe(head);
      expect([...acknowledged].filter(([id, at]) => found.get(id) !== at)).toEqual([]);
      await log.close();
    }
  });
});
