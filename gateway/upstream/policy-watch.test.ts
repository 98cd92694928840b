import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import { CodedError } from '../../platform/errors/coded-error.ts';
import type { Logger } from '../../platform/logging/logger.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { createPolicyWatch, watchSubgraph, type SubgraphWatch } from './policy-watch.ts';
import { wrapUpstream, type Upstream, type UpstreamPolicy } from './upstream.ts';
import { withBreaker } from './with-breaker.ts';
import { withConcurrencyCap } from './with-concurrency-cap.ts';
import { withHedge } from './with-hedge.ts';
import { withRetry } from './with-retry.ts';

const REQUEST: SubgraphRequest = {
  query: '{ ok }',
  identity: { workspace: 'w1', principal: 'p1', correlationId: 'c1', traceparent: 't' },
  signal: new AbortController().signal,
};

interface Watched {
  readonly watch: SubgraphWatch;
  readonly lines: string[];
  /** A metric's values by its labels, the subgraph's left out. */
  values(metric: string): Promise<Record<string, number>>;
  wrap(behave: () => Promise<SubgraphAnswer>, policy: UpstreamPolicy): Upstream;
}

function createWatched(): Watched {
  const registry = new Registry();
  const lines: string[] = [];
  const note = (level: string) => (line: { from: string; to: string }) => void lines.push(`${level} ${line.from} ${line.to}`);
  const logger = { warn: note('warn'), info: note('info') } as unknown as Logger;
  const watch = watchSubgraph(createPolicyWatch({ registry, logger }), 'shop');
  if (watch === undefined) throw new Error('a watch is expected');
  return {
    watch,
    lines,
    async values(metric) {
      const found = (await registry.getMetricsAsJSON()).find(({ name }) => name === metric);
      return Object.fromEntries((found?.values ?? []).map(({ labels, value }) => [String(labels['event'] ?? labels['state'] ?? labels['subgraph']), value]));
    },
    wrap(behave, policy) {
      const upstream: Upstream = {
        name: 'shop',
        execute: behave,
        subscribe: () => {
          throw new Error('nobody subscribes here');
        },
        close() {},
      };
      return wrapUpstream(upstream, [policy]);
    },
  };
}

const gone = () => Promise.reject(new CodedError('SUBGRAPH_UNAVAILABLE', 'gone'));

describe('the watch over policies', () => {
  it('counts retries', async () => {
    const { watch, values, wrap } = createWatched();
    const answers = [gone, () => Promise.resolve({ data: {} })];
    const clock = { ...createManualClock(), sleep: () => Promise.resolve() };
    const policy = withRetry({ attempts: 2, firstMs: 1, maxMs: 1, budgetPercent: 100 }, { clock, random: () => 0, watch });
    await wrap(() => (answers.shift() ?? gone)(), policy).execute(REQUEST);
    expect(await values('graphql_subgraph_policy_events_total')).toEqual({ retry: 1 });
  });

  it('counts hedged requests', async () => {
    const { watch, values, wrap } = createWatched();
    const clock = createManualClock();
    const stuck = () => new Promise<never>(() => undefined);
    void wrap(stuck, withHedge({ afterMs: 10, budgetPercent: 100 }, clock, watch)).execute(REQUEST);
    clock.advance(10);
    expect(await values('graphql_subgraph_policy_events_total')).toEqual({ hedge: 1 });
  });

  it('counts what the cap refuses', async () => {
    const { watch, values, wrap } = createWatched();
    const capped = wrap(() => new Promise<never>(() => undefined), withConcurrencyCap({ max: 1, queue: 0 }, watch));
    void capped.execute(REQUEST);
    await expect(capped.execute(REQUEST)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(await values('graphql_subgraph_policy_events_total')).toEqual({ busy: 1 });
  });

  it('tells each change of a breaker to the log once, and its state to Prometheus', async () => {
    const { watch, values, wrap, lines } = createWatched();
    const clock = createManualClock();
    let behave: () => Promise<SubgraphAnswer> = gone;
    const guarded = wrap(() => behave(), withBreaker({ failures: 2, openMs: 100 }, clock, watch));
    const fail = () => expect(guarded.execute(REQUEST)).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    expect(await values('graphql_subgraph_breaker_state')).toEqual({ shop: 0 });
    for (let index = 0; index < 3; index += 1) await fail();
    expect(await values('graphql_subgraph_breaker_state')).toEqual({ shop: 2 });
    expect(await values('graphql_subgraph_policy_events_total')).toEqual({ resting: 1 });
    clock.advance(100);
    await fail();
    clock.advance(100);
    behave = () => Promise.resolve({ data: {} });
    await guarded.execute(REQUEST);
    await guarded.execute(REQUEST);
    expect(lines).toEqual(['warn closed open', 'info open trying', 'warn trying open', 'info open trying', 'info trying closed']);
    expect(await values('graphql_subgraph_breaker_changes_total')).toEqual({ open: 2, trying: 2, closed: 1 });
    expect(await values('graphql_subgraph_breaker_state')).toEqual({ shop: 0 });
  });
});
