import { describe, expect, it } from '@jest/globals';
import { runResponseFuzz } from './response-fuzz/run-response-fuzz.ts';

const SEED = 20_261_122;
const INPUTS = 5_000;

describe("the gateway's HTTP client", () => {
  it(`takes of ${INPUTS} drawn responses none that Node's own does not take, and reads all as that does, however they are cut (seed ${SEED})`, async () => {
    const { taken, findings } = await runResponseFuzz({ seed: SEED, goesOn: (done) => done < INPUTS });
    expect(findings).toEqual([]);
    expect(taken).toBeGreaterThan(INPUTS / 4);
  });
});
