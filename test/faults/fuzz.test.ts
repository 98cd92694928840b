import { describe, expect, it } from '@jest/globals';
import { runFuzz } from './fuzz/run-fuzz.ts';

const SEED = 20_261_121;
const INPUTS = 150;

describe('S13 the parsers of every transport', () => {
  it.each(['direct', 'apollo'] as const)(`take ${INPUTS} drawn inputs each without a crash, a hang or a 500 (entry %s, seed ${SEED})`, async (httpEntry) => {
    const { inputs, findings } = await runFuzz({ seed: SEED, httpEntry, goesOn: (done) => done < INPUTS });
    expect(findings).toEqual([]);
    expect(new Set(Object.values(inputs))).toEqual(new Set([INPUTS]));
  });
});
