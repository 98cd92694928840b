import { afterAll, describe, expect, it } from '@jest/globals';
import { createTemporaryFolder } from '../support/temporary-folder.ts';
import { runIsolation, SETTINGS } from './isolation/run-isolation.ts';

const SEED = 20_261_122;
const OPERATIONS = 250;
/** The others are left to the command. */
const TRIED = ['every policy', 'every policy, shared calls and operations, and kept answers'] as const;

describe('operations over subgraphs that hang, break off, answer late, and send what nobody asked for', () => {
  const folder = createTemporaryFolder();
  afterAll(() => folder.remove());

  it.each(TRIED)('are each answered with their own, or with errors: %s', async (name) => {
    const result = await runIsolation(SETTINGS[name], { seed: SEED, folder: folder.path, goesOn: (done) => done < OPERATIONS });
    expect(result.findings).toEqual([]);
    expect(result.endings.whole).toBeGreaterThan(0);
    expect(result.hasRecovered).toBe(true);
  });
});
