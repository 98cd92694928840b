import type { Clock } from '../../platform/clock/clock.ts';
import { CodedError } from '../../platform/errors/coded-error.ts';
import type { SubgraphAnswer, SubgraphEndpoint, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';

/** One call of a subgraph, as `explain` shows it. */
export interface TracedCall {
  readonly service: string;
  readonly query: string;
  /** Entities that were asked for; absent for a fetch of root fields. */
  readonly entities?: number;
  /** Milliseconds after the operation began. */
  readonly startedMs: number;
  readonly tookMs: number;
  /** `OK`, `ERRORS` when the answer has some, or the code of the failure. */
  readonly outcome: string;
  /** Policies that stepped in, in order. */
  readonly policies: readonly string[];
}

/** Watches the calls that one operation makes. */
export interface CallTrace {
  execute(upstream: SubgraphEndpoint, request: SubgraphRequest): Promise<SubgraphAnswer>;
  /** The calls that have ended, in that order. */
  readonly calls: readonly TracedCall[];
  /** Milliseconds since the operation began. */
  elapsedMs(): number;
}

/** Starts at the moment of its creation. */
export function createCallTrace(clock: Clock): CallTrace {
  const beganMs = clock.elapsed();
  const calls: TracedCall[] = [];
  const round = (ms: number) => Math.round(ms * 1_000) / 1_000;
  return {
    calls,
    elapsedMs: () => round(clock.elapsed() - beganMs),
    async execute(upstream, request) {
      const startedMs = clock.elapsed();
      const policies: string[] = [];
      let outcome = 'SUBGRAPH_UNAVAILABLE';
      try {
        const answer = await upstream.execute({ ...request, note: (policy) => void policies.push(policy) });
        outcome = answer.errors === undefined ? 'OK' : 'ERRORS';
        return answer;
      } catch (error) {
        if (error instanceof CodedError) outcome = error.code;
        throw error;
      } finally {
        const entities = countEntities(request);
        calls.push({
          service: upstream.name,
          query: request.query,
          ...(entities === undefined ? {} : { entities }),
          startedMs: round(startedMs - beganMs),
          tookMs: round(clock.elapsed() - startedMs),
          outcome,
          policies,
        });
      }
    },
  };
}

/** What `_entities` asks for, under any of its aliases; undefined where none is asked. */
function countEntities({ query, variables = {} }: SubgraphRequest): number | undefined {
  const names = new Set([...query.matchAll(/\b_entities\s*\(\s*representations\s*:\s*\$(\w+)/g)].map(([, name]) => name ?? ''));
  if (names.size === 0) return undefined;
  return [...names].reduce((sum, name) => sum + (Array.isArray(variables[name]) ? variables[name].length : 0), 0);
}
