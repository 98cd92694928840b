import { describe } from '@jest/globals';

/**
 * `describe` where the real servers that a suite needs are on this machine. Elsewhere the suite is skipped by name, but in CI it
 * runs and fails: what CI cannot start is not shown to work.
 */
export function describeWith(available: boolean): typeof describe | typeof describe.skip {
  return available || (process.env['CI'] ?? '') !== '' ? describe : describe.skip;
}
