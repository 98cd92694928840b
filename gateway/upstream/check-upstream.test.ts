import { expect, it } from '@jest/globals';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import { CodedError } from '../../platform/errors/coded-error.ts';
import type { DependencyState } from '../../platform/http/process-routes.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { checkUpstreams } from './check-upstream.ts';
import { NotSent } from './may-repeat.ts';
import type { Upstream } from './upstream.ts';

const upstreamOf = (name: string, execute: (request: SubgraphRequest) => Promise<SubgraphAnswer>): Upstream => ({
  name,
  execute,
  async *subscribe() {},
  close() {},
});
const fail = (error: Error) => () => Promise.reject(error);

it.each<[string, (request: SubgraphRequest) => Promise<SubgraphAnswer>, boolean]>([
  ['answers', async () => ({ data: { __typename: 'Query' } }), true],
  ['answers with errors', async () => ({ errors: [{ message: 'no' }] }), true],
  ['has as many requests as it is given', fail(new NotSent('a', 'busy')), true],
  ['rests after failures', fail(new NotSent('a', 'resting')), false],
  ['cannot be reached', fail(new CodedError('SUBGRAPH_UNAVAILABLE', 'gone')), false],
  ['is too slow for its policy', fail(new CodedError('DEADLINE_EXCEEDED', 'slow')), false],
])('tells of a subgraph that %s', async (_what, execute, reachable) => {
  const checks = checkUpstreams([upstreamOf('a', execute)], { engineOf: () => 'http', clock: createManualClock() });
  expect(await checks.get('subgraph a')?.()).toEqual({ reachable, engine: 'http', required: false });
});

it('gives up a subgraph that never answers, and asks anew only after a second, however often it is asked itself', async () => {
  const clock = createManualClock();
  let asked = 0;
  let hangs = true;
  const upstream = upstreamOf('a', async ({ signal }) => {
    asked += 1;
    if (!hangs) return { data: {} };
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
  });
  const check = checkUpstreams([upstream], { engineOf: () => 'http', clock }).get('subgraph a');
  if (check === undefined) throw new Error('expected a check');
  const looks: Promise<DependencyState>[] = [check(), check()];
  clock.advance(1_999);
  const states = await Promise.all(looks);
  expect(states.map(({ reachable }) => reachable)).toEqual([false, false]);
  expect(asked).toBe(1);
  hangs = false;
  expect((await check()).reachable).toBe(true);
  clock.advance(999);
  await check();
  expect(asked).toBe(2);
  clock.advance(1);
  await check();
  expect(asked).toBe(3);
});
