import { expect, it } from '@jest/globals';
import { describeWith } from '../../test/support/real-servers.ts';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

/** For each answer of the traced process, whether a sync to disk has ended since the answer before it. */
async function traceAnswers(synchronous: 'FULL' | 'OFF'): Promise<boolean[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fsync-'));
  try {
    const trace = join(folder, 'trace');
    const child = [process.execPath, '--disable-warning=ExperimentalWarning', join(import.meta.dirname, '../../test/support/append-and-say.ts')];
    await run('strace', ['-f', '-q', '-e', 'trace=fsync,fdatasync,write', '-o', trace, ...child, join(folder, 'events.db'), synchronous]);
    const answers: boolean[] = [];
    let isSynced = false;
    for (const line of (await readFile(trace, 'utf8')).split('\n')) {
      if (/f(?:data)?sync.*\) *= 0$/.test(line)) isSynced = true;
      if (line.includes('write(1, "answered')) {
        answers.push(isSynced);
        isSynced = false;
      }
    }
    return answers;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// `kill -9` cannot show this: what the operating system holds survives the process. The order of system calls does.
describeWith(canTrace)('under a trace of its system calls (strace)', () => {
  it('no event is called fsynced before a sync to disk has ended', async () => {
    expect(await traceAnswers('FULL')).toEqual(Array.from({ length: 20 }, () => true));
  });

  it('the trace tells an answer without a sync, as synchronous OFF gives', async () => {
    const answers = await traceAnswers('OFF');
    expect(answers).toHaveLength(20);
    expect(answers.slice(1)).not.toContain(true);
  });
});
