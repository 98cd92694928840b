import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileOwnedError, lockFile } from './file-lock.ts';

describe('the lock of a file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'file-lock-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('refuses a second process and names the first, and is free once that was killed', async () => {
    const file = join(folder, 'data.db');
    const source = `const { lockFile } = await import(${JSON.stringify(new URL('./file-lock.ts', import.meta.url).href)});
      globalThis.held = lockFile(${JSON.stringify(file)}, 'the first owner'); console.log('held'); setInterval(() => {}, 1_000);`;
    const first = spawn(process.execPath, ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(first.stdout, 'data');
    expect(() => lockFile(file, 'the second')).toThrow(new FileOwnedError(file, `the first owner (process ${first.pid})`));
    const exited = once(first, 'exit');
    first.kill('SIGKILL');
    await exited;
    await lockFile(file, 'the second').close();
  });

  it('refuses a second owner in the same process until the first has closed', async () => {
    const file = join(folder, 'other.db');
    const first = lockFile(file, 'one');
    expect(() => lockFile(file, 'two')).toThrow(`${file} is in use by one (process ${process.pid})`);
    await first.close();
    await lockFile(file, 'two').close();
  });
});
