import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

const run = async (script: string, ...args: number[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', `test/faults/${script}`, ...args.map(String)])).stdout;

/** Short forms; the long ones are the same scripts without arguments. A script that finds a fault ends with 1, which rejects. */
describe('what many subscribers leave behind', () => {
  it('is neither heap nor descriptors, over rounds of subscribing and leaving', async () => {
    expect(await run('run-steady-subscriptions.ts', 600)).toMatch(/grew by/);
  }, 280_000);

  it('W7.4 is bounded while some of them do not read large events, and each gets every event once and in order', async () => {
    expect(await run('run-slow-consumers.ts', 12, 4, 900)).toContain('900 events came to all 12, 0 faults');
  }, 280_000);
});
