import { describe, expect, it } from '@jest/globals';
import { execute, parse, type ExecutionResult } from 'graphql';
import { createExecutor } from '../../../platform/subgraph/compiled/create-executor.ts';
import { writeOperation } from '../differential/random-operation.ts';
import { createRandom } from '../differential/random.ts';
import { createOddSchema } from './odd-schema.ts';

const OPERATIONS = Number(process.env['COMPILED_OPERATIONS'] ?? 300);

function toComparable({ data, errors = [] }: ExecutionResult): { data: unknown; errors: unknown[] } {
  return JSON.parse(JSON.stringify({ data, errors })) as { data: unknown; errors: unknown[] };
}

/** With promises about, which of two failed fields makes their object null, and is told, is a matter of how many ticks each takes. */
function toUnordered(result: ExecutionResult): { data: unknown; errors: number } {
  return { data: toComparable(result).data, errors: result.errors?.length ?? 0 };
}

describe('compiled execution', () => {
  it(`answers ${OPERATIONS} random operations as graphql-js does, errors in the same order, where no promises are`, () => {
    const schema = createOddSchema({ withPromises: false });
    const run = createExecutor(schema, { coldRuns: 0 });
    const random = createRandom(20_261_121);
    for (let nth = 0; nth < OPERATIONS; nth += 1) {
      const { source, variables } = writeOperation(schema, random);
      const document = parse(source);
      const rootValue = { seed: nth };
      const expected = execute({ schema, document, rootValue, variableValues: variables }) as ExecutionResult;
      const compiled = run({ document, rootValue, variableValues: variables, mayShare: nth % 2 === 0 }) as ExecutionResult;
      expect({ source, variables, nth, ...toComparable(compiled) }).toEqual({ source, variables, nth, ...toComparable(expected) });
    }
  });

  it(`answers ${OPERATIONS} random operations with the data of graphql-js, and as many errors, where promises may be anywhere`, async () => {
    const schema = createOddSchema({ withPromises: true });
    const run = createExecutor(schema, { coldRuns: 0 });
    const random = createRandom(42);
    for (let nth = 0; nth < OPERATIONS; nth += 1) {
      const { source, variables } = writeOperation(schema, random);
      const document = parse(source);
      const rootValue = { seed: nth };
      const expected = await execute({ schema, document, rootValue, variableValues: variables });
      const compiled = await run({ document, rootValue, variableValues: variables, mayShare: nth % 2 === 0 });
      expect({ source, variables, nth, ...toUnordered(compiled) }).toEqual({ source, variables, nth, ...toUnordered(expected) });
    }
  });
});
