import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { startFederation, toOperation, UPSTREAM_KINDS, type Federation } from '../federation/federation.ts';
import { createRandom } from './random.ts';
import { writeOperation } from './random-operation.ts';
import { createWorld } from './world.ts';
import { SINGLE_SDL } from './single-schema.ts';
import { toSubgraphs } from './world-schemas.ts';

/** Seeds are fixed, and others than those of the comparison with one schema. */
const SEEDS = { first: 1_001, last: 1_150 };

describe.each(UPSTREAM_KINDS)('answers as text (%s)', (kind) => {
  const single = buildSchema(SINGLE_SDL);
  let federation: Federation;
  beforeAll(async () => {
    federation = await startFederation(toSubgraphs(createWorld()), kind);
  });
  afterAll(() => federation.close());

  it('are what JSON makes of the data; where there are errors, the data itself', async () => {
    let texts = 0;
    for (let seed = SEEDS.first; seed <= SEEDS.last; seed += 1) {
      const { source, variables } = writeOperation(single, createRandom(seed));
      const operation = toOperation(federation.supergraph, source, variables);
      const { data, errors } = await federation.engine.execute(operation);
      const text = await federation.engine.execute({ ...operation, asText: true });
      const show = (written: string | undefined) => `seed ${seed}\n${source}\n${JSON.stringify(variables)}\n${written}`;
      if (errors === undefined) expect(show(text.dataText)).toBe(show(JSON.stringify(data)));
      else expect({ seed, ...text }).toEqual({ seed, data, errors });
      if (text.dataText !== undefined) texts += 1;
    }
    expect(texts).toBeGreaterThan(50);
  });
});
