import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';

/** The long form, a million operations: `node bin/run.mjs test/faults/steady-heap.ts`. */
const OPERATIONS = 5000;

describe('the heap', () => {
  it(`does not grow over ${OPERATIONS} operations, one in a hundred of them new`, async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ['test/faults/steady-heap.ts', String(OPERATIONS)]);
    expect(stdout).toMatch(/grew by/);
  });
});
