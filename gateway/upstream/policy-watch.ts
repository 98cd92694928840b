import { Counter, Gauge, type Registry } from 'prom-client';
import type { Logger } from '../../platform/logging/logger.ts';

/** What a policy did with a request. `resting` and `busy` are refusals, by the breaker and the cap. */
export type PolicyEvent = 'retry' | 'hedge' | 'timeout' | 'resting' | 'busy';

/** `trying`: one request goes through to see whether the subgraph answers again. */
export type BreakerState = 'closed' | 'trying' | 'open';

/** Learns what the policies of subgraphs do. */
export interface PolicyWatch {
  count(subgraph: string, event: PolicyEvent): void;
  /** The breaker's state, told when it begins and whenever it changes. */
  breaker(subgraph: string, state: BreakerState): void;
}

/** What one subgraph's policies tell. */
export interface SubgraphWatch {
  count(event: PolicyEvent): void;
  breaker(state: BreakerState): void;
}

const LEVELS: Readonly<Record<BreakerState, number>> = { closed: 0, trying: 1, open: 2 };

/** Counts for Prometheus, and writes each change of a breaker to the log. One for a process: it outlives supergraphs. */
export function createPolicyWatch({ registry, logger }: { registry: Registry; logger: Logger }): PolicyWatch {
  const registers = [registry];
  const events = new Counter({
    name: 'graphql_subgraph_policy_events_total',
    help: 'Retries, hedged requests, timeouts and refusals (breaker: resting, cap: busy) by subgraph.',
    labelNames: ['subgraph', 'event'],
    registers,
  });
  const changes = new Counter({
    name: 'graphql_subgraph_breaker_changes_total',
    help: 'Changes of state of the circuit breaker by subgraph and the state that it came to.',
    labelNames: ['subgraph', 'state'],
    registers,
  });
  const state = new Gauge({
    name: 'graphql_subgraph_breaker_state',
    help: 'The circuit breaker by subgraph: 0 closed, 1 trying one request, 2 open.',
    labelNames: ['subgraph'],
    registers,
  });
  const known = new Map<string, BreakerState>();
  return {
    count: (subgraph, event) => events.inc({ subgraph, event }),
    breaker(subgraph, next) {
      const before = known.get(subgraph);
      if (before === next) return;
      known.set(subgraph, next);
      state.set({ subgraph }, LEVELS[next]);
      if (before === undefined) return;
      changes.inc({ subgraph, state: next });
      const line = { subgraph, from: before, to: next };
      if (next === 'open') logger.warn(line, 'the circuit breaker of a subgraph opened');
      else logger.info(line, 'the circuit breaker of a subgraph changed');
    },
  };
}

/** Of one subgraph. */
export function watchSubgraph(watch: PolicyWatch | undefined, subgraph: string): SubgraphWatch | undefined {
  return watch === undefined ? undefined : { count: (event) => watch.count(subgraph, event), breaker: (state) => watch.breaker(subgraph, state) };
}
