import { mkdtemp, readdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadCursorKey } from './cursor-key.ts';

const newFolder = () => mkdtemp(join(tmpdir(), 'autoweave-cursor-key-'));

describe('the cursor key', () => {
  it('is made once in the data folder, readable by its owner alone', async () => {
    const dataDir = join(await newFolder(), 'data');
    const key = await loadCursorKey({ secret: undefined, dataDir });
    expect(key).toHaveLength(32);
    expect(await loadCursorKey({ secret: undefined, dataDir })).toEqual(key);
    expect((await stat(join(dataDir, 'cursor.key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(['cursor.key']);
  });

  it('is one key when several processes start at once', async () => {
    const dataDir = await newFolder();
    const keys = await Promise.all(Array.from({ length: 20 }, () => loadCursorKey({ secret: undefined, dataDir })));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(await readdir(dataDir)).toEqual(['cursor.key']);
  });

  it('comes from the secret when there is one, whatever the folder holds', async () => {
    const dataDir = await newFolder();
    const key = await loadCursorKey({ secret: 'a secret that is long', dataDir });
    expect(key).toEqual(await loadCursorKey({ secret: 'a secret that is long', dataDir: undefined }));
    expect(key).not.toEqual(await loadCursorKey({ secret: 'another secret, long', dataDir: undefined }));
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('is refused when the secret is too short or the file is no key, in a line that does not tell them', async () => {
    await expect(loadCursorKey({ secret: 'short', dataDir: undefined })).rejects.toThrow('AUTOWEAVE_CURSOR_KEY: expected 16 characters or more, received 5');
    const dataDir = await newFolder();
    await writeFile(join(dataDir, 'cursor.key'), 'hunter2');
    await expect(loadCursorKey({ secret: undefined, dataDir })).rejects.toThrow(/cursor\.key: expected a cursor key of 32 bytes/);
    await expect(loadCursorKey({ secret: undefined, dataDir })).rejects.not.toThrow('hunter2');
  });
});
