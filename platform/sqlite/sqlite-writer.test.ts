import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteReader } from './sqlite-reader.ts';
import { openSqliteWriter, type SqliteWriter } from './sqlite-writer.ts';
import type { NoteRequest } from './testing/note-write-handler.ts';

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sqlite-writer-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function open(): Promise<{ file: string; writer: SqliteWriter<NoteRequest, number> }> {
  const file = join(folder, `notes-${(files += 1)}.db`);
  return { file, writer: await openSqliteWriter({ file, handler: new URL('./testing/note-write-handler.ts', import.meta.url) }) };
}

function notesIn(file: string): string[] {
  const reader = openSqliteReader(file);
  const rows = reader.all<{ text: string }>('SELECT text FROM note ORDER BY id');
  reader.close();
  return rows.map((row) => row.text);
}

describe('the writer thread', () => {
  it('answers when what was asked can be read by others, in the order of the calls', async () => {
    const { file, writer } = await open();
    const reader = openSqliteReader(file);
    const seen = await Promise.all(
      Array.from({ length: 3_000 }, async (_, index) => {
        await writer.write({ notes: [`${index}`] });
        return reader.get<{ n: number }>('SELECT count(*) AS n FROM note WHERE text = ?', `${index}`)?.n;
      }),
    );
    expect(seen.every((count) => count === 1)).toBe(true);
    expect(notesIn(file)).toEqual(Array.from({ length: 3_000 }, (_, index) => `${index}`));
    reader.close();
    await writer.close();
  });

  it('undoes a request that throws, and only that one', async () => {
    const { file, writer } = await open();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, index) => writer.write({ notes: [`${index}a`, `${index}b`], ...(index % 3 === 1 ? { mode: 'fail' as const } : {}) })),
    );
    expect(outcomes.map((outcome) => outcome.status === 'rejected')).toEqual(Array.from({ length: 30 }, (_, index) => index % 3 === 1));
    expect(outcomes[1]).toMatchObject({ reason: { name: 'SqliteWriteError', causeName: 'RangeError', message: 'no place for 1a' } });
    expect(notesIn(file)).toEqual(Array.from({ length: 30 }, (_, index) => (index % 3 === 1 ? [] : [`${index}a`, `${index}b`])).flat());
    await writer.close();
  });

  it('tells every request of a commit that failed, keeps none of them, and goes on', async () => {
    const { file, writer } = await open();
    await expect(writer.write({ notes: ['orphan'], mode: 'orphan' })).rejects.toMatchObject({
      name: 'SqliteWriteError',
      message: expect.stringContaining('FOREIGN KEY'),
    });
    expect(notesIn(file)).toEqual([]);
    expect(await writer.write({ notes: ['next'] })).toBe(1);
    expect(notesIn(file)).toEqual(['next']);
    await writer.close();
  });

  it('finishes what was asked before it closes, and takes nothing afterwards', async () => {
    const { file, writer } = await open();
    const asked = Array.from({ length: 2_500 }, (_, index) => writer.write({ notes: [`${index}`] }));
    const closed = Promise.all([writer.close(), writer.close()]);
    await expect(writer.write({ notes: ['late'] })).rejects.toThrow('closing');
    expect(await Promise.all(asked)).toHaveLength(2_500);
    await closed;
    await expect(writer.write({ notes: ['later'] })).rejects.toThrow('closed');
    expect(notesIn(file)).toHaveLength(2_500);
  });

  it('says that it is gone when its thread has ended, rejects what was asked, and takes nothing afterwards', async () => {
    const { writer } = await open();
    expect(writer.isAlive).toBe(true);
    await expect(writer.write({ notes: [], mode: 'die' })).rejects.toThrow();
    expect(writer.isAlive).toBe(false);
    await expect(writer.write({ notes: ['late'] })).rejects.toThrow();
    await writer.close();
  });

  it('rejects when its handler cannot be loaded', async () => {
    const file = join(folder, 'unloadable.db');
    await expect(openSqliteWriter({ file, handler: new URL('./testing/absent.ts', import.meta.url) })).rejects.toThrow('absent.ts');
  });
});
