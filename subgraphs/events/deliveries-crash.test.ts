import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startDeliveries } from '../../test/support/start-deliveries.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'test', 'support', 'consume-until-killed.ts');
const TOTAL = 400;
/** Claims outlast the killed process's start and end here, and then come back. */
const VISIBILITY_TIMEOUT_MS = 5_000;

describe('deliveries whose process is killed', () => {
  it('E06 never hands out again what was acknowledged before kill -9, and everything else', async () => {
    const events = await startDeliveries();
    await events.createQueue({ name: 'q', visibilityTimeoutMs: VISIBILITY_TIMEOUT_MS, maxRetries: 10 });
    await events.enqueue(
      'q',
      Array.from({ length: TOTAL }, (_, n) => ({ id: `m${n}` })),
    );
    await events.stop();
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', SCRIPT, events.folder.path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    try {
      await waitUntil(() => output.split('\n').length > 40, { what: '40 acknowledgements' });
    } finally {
      child.kill('SIGKILL');
      await exited;
    }
    const acknowledged = output.split('\n').slice(0, -1);
    await events.restart();
    try {
      const seen: string[] = [];
      await waitUntil(
        async () => {
          const claimed = await events.claimMessages('q', { max: 100, visibilityTimeoutMs: 600_000 });
          seen.push(...claimed.map(({ id }) => id));
          if (claimed.length > 0) await events.acknowledge(claimed);
          const { messageQueue } = await events.ask<{ messageQueue: { depth: number } }>('{ messageQueue(name: "q") { depth } }');
          return messageQueue.depth === 0;
        },
        { what: 'the claims of the killed process to end' },
      );
      expect(acknowledged.filter((id) => seen.includes(id))).toEqual([]);
      expect(new Set(seen).size).toBe(seen.length);
      // One more may have been acknowledged whose answer was never written.
      expect(TOTAL - acknowledged.length - seen.length).toBeLessThanOrEqual(1);
      expect(seen.length + acknowledged.length).toBeLessThanOrEqual(TOTAL);
    } finally {
      await events.close();
    }
  });
});
