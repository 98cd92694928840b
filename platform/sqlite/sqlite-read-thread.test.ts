import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createSqliteReadThread } from './sqlite-read-thread.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-thread-'));
const file = join(folder, 'a.db');
const handler = pathToFileURL(join(folder, 'handler.mjs'));

beforeAll(() => {
  const db = new DatabaseSync(file);
  db.exec('CREATE TABLE numbers (n INTEGER); INSERT INTO numbers VALUES (1), (2), (3)');
  db.close();
  writeFileSync(
    handler,
    `export const createReadHandler = (reader) => ({
    answer(request) {
      if (request === 'exit') process.exit(3);
      return reader.get(request).value;
    },
  });`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

it('answers in the order of the calls, from a thread of its own', async () => {
  const thread = createSqliteReadThread<string, number>({ file, handler });
  const asked = ['SELECT sum(n) AS value FROM numbers', 'SELECT max(n) AS value FROM numbers'].map((sql) => thread.ask(sql));
  expect(await Promise.all(asked)).toEqual([6, 3]);
  await thread.close();
});

it('rejects what the handler throws, writes included, and goes on', async () => {
  const thread = createSqliteReadThread<string, number>({ file, handler });
  await expect(thread.ask('SELECT n AS value FROM nowhere')).rejects.toThrow('no such table: nowhere');
  await expect(thread.ask('DELETE FROM numbers RETURNING n AS value')).rejects.toThrow('readonly');
  expect(await thread.ask('SELECT count(*) AS value FROM numbers')).toBe(3);
  await thread.close();
});

it('rejects what was under way when the thread dies, and starts a new one for the next', async () => {
  const thread = createSqliteReadThread<string, number>({ file, handler });
  await expect(thread.ask('exit')).rejects.toThrow(/has ended/);
  expect(await thread.ask('SELECT min(n) AS value FROM numbers')).toBe(1);
  const late = thread.ask('SELECT min(n) AS value FROM numbers');
  late.catch(() => undefined);
  await thread.close();
  await expect(thread.ask('SELECT min(n) AS value FROM numbers')).rejects.toThrow(/is closed/);
});

it('rejects when the handler cannot be loaded', async () => {
  const thread = createSqliteReadThread<string, number>({ file, handler: pathToFileURL(join(folder, 'absent.mjs')) });
  await expect(thread.ask('SELECT 1 AS value')).rejects.toThrow(/absent\.mjs/);
  await thread.close();
});
