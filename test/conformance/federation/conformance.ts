import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ARRANGEMENTS, startFederation, type Federation, type Forbidden } from './federation.ts';
import { BEYOND_APOLLO } from './beyond-apollo.ts';
import type { SubgraphFixture } from './fixture-subgraph.ts';

/** One promise of federation. Ids are stable: a case that goes leaves its number unused. */
export interface ConformanceCase {
  readonly id: string;
  /** What is promised, as the rest of the sentence that the id begins. */
  readonly must: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly data: unknown;
  /** The errors that the answer has, in any order; none by default. */
  readonly errors?: readonly { readonly path: readonly (string | number)[] | undefined; readonly code?: string; readonly service?: string }[];
  /** How many requests each subgraph gets, where that is part of the promise. */
  readonly requests?: Readonly<Record<string, number>>;
  /** What no good plan asks: such a request fails, and the answer with it. */
  readonly never?: Forbidden;
}

/** Runs cases over each kind of upstream with each planner; the answers must be equal. `dead` subgraphs answer nobody. */
export function describeConformance(
  title: string,
  fixtures: readonly SubgraphFixture[],
  options: { cases: readonly ConformanceCase[]; dead?: readonly string[] },
): void {
  describe.each(ARRANGEMENTS)(`${title} ($kind, $planner)`, (arrangement) => {
    let federation: Federation;
    beforeAll(async () => {
      federation = await startFederation(fixtures, arrangement, options.dead);
    });
    afterAll(() => federation.close());

    const isBeyond = (one: ConformanceCase) => arrangement.planner === 'apollo' && BEYOND_APOLLO.includes(one.id);
    const toTable = (cases: readonly ConformanceCase[]) => cases.map((one) => [`${one.id} ${one.must}`, one] as const);
    const kept = options.cases.filter((one) => !isBeyond(one));
    const broken = options.cases.filter(isBeyond);
    if (kept.length > 0) it.each(toTable(kept))('%s', (_name, one) => assertKept(one));
    if (broken.length > 0) it.failing.each(toTable(broken))('is known not to: %s', (_name, one) => assertKept(one));

    async function assertKept(one: ConformanceCase): Promise<void> {
      const result = await federation.ask(one.query, one.variables, one.never);
      expect({ data: toJson(result.data), errors: toErrors(result.errors, one) }).toEqual({ data: one.data, errors: one.errors ?? [] });
      expect(JSON.stringify(result.data)).toBe(JSON.stringify(one.data));
      for (const [name, count] of Object.entries(one.requests ?? {})) expect([name, federation.asked.get(name)?.length]).toEqual([name, count]);
    }
  });
}

function toJson(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}

/** Errors at the places where some are expected, in the order of the expected ones. */
function toErrors(errors: Awaited<ReturnType<Federation['ask']>>['errors'], one: ConformanceCase): unknown[] {
  const rank = (path: unknown) => (one.errors ?? []).findIndex((expected) => JSON.stringify(expected.path) === JSON.stringify(path));
  const ordered = (errors ?? []).toSorted((a, b) => rank(a.path) - rank(b.path));
  return ordered.map(({ message, path, extensions }, index) => {
    const expected = one.errors?.[index];
    if (expected === undefined) return { message, path };
    return {
      path,
      ...(expected.code === undefined ? {} : { code: extensions?.['code'] }),
      ...(expected.service === undefined ? {} : { service: extensions?.['service'] }),
    };
  });
}
