import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../test/support/wait-until.ts';

const ACKNOWLEDGEMENTS = 5;
const canTrace = process.platform === 'linux' && spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
const itWhereTraced = canTrace || (process.env['CI'] ?? '') !== '' ? it : it.skip;

/** Runs units one after the other under a trace of its system calls, and answers for each acknowledgement how many syncs of the store came just before it. */
async function countSyncs(synchronous: 'FULL' | 'OFF'): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fsync-'));
  const trace = join(folder, 'trace');
  const place = JSON.stringify({ logFile: join(folder, 'log.db'), store: { file: join(folder, 'shelf.db'), synchronous } });
  const program = fileURLToPath(new URL('./testing/crashing-process.ts', import.meta.url));
  const traced = [process.execPath, program, place, '1', 'no-append', String(ACKNOWLEDGEMENTS)];
  // -y writes the path beside each descriptor.
  const child = spawn('strace', ['-f', '-y', '-s', '16', '-e', 'trace=fsync,fdatasync,write', '-o', trace, ...traced], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.resume();
  await waitUntil(() => child.signalCode ?? child.exitCode, { what: 'the end of the traced process' });
  const counts = countInTrace((await readFile(trace, 'utf8')).split('\n'));
  await rm(folder, { recursive: true, force: true });
  return counts;
}

/** A sync counts when it has returned, which a trace of several threads may tell on a later line than its call. */
function countInTrace(lines: readonly string[]): number[] {
  const counts: number[] = [];
  const underWay = new Set<string>();
  let syncs = 0;
  for (const line of lines) {
    const [thread = ''] = line.split(' ');
    const isCall = /f(data)?sync\(.*shelf\.db-wal/.test(line);
    if (isCall && line.includes('unfinished')) underWay.add(thread);
    else if (isCall || (/f(data)?sync resumed/.test(line) && underWay.delete(thread))) syncs += 1;
    if (/write\(1<.*"n\d{6}/.test(line)) {
      counts.push(syncs);
      syncs = 0;
    }
  }
  return counts;
}

describe('an acknowledgement of SQLite records', () => {
  itWhereTraced('never precedes the sync of what it acknowledges', async () => {
    const counts = await countSyncs('FULL');
    expect(counts).toHaveLength(ACKNOWLEDGEMENTS);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(1);
  });

  itWhereTraced('would be caught by this test if it did: without synchronous=FULL there is no sync', async () => {
    const counts = await countSyncs('OFF');
    expect(counts.slice(1)).toEqual([0, 0, 0, 0]);
  });
});
