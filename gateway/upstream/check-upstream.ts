import type { Clock } from '../../platform/clock/clock.ts';
import type { DependencyCheck } from '../../platform/http/process-routes.ts';
import { createChildTraceparent } from '../../platform/request/trace-context.ts';
import { ANONYMOUS } from '../admission/identity.ts';
import { NotSent } from './may-repeat.ts';
import type { Upstream } from './upstream.ts';

/** However often `/ready` is asked, a subgraph is asked no more often than this. */
const KEPT_MS = 1_000;
/** Shorter than the time that `/ready` gives a check, so that the call ends with it. */
const TIMEOUT_MS = 1_500;

/**
 * Finds out whether a subgraph answers, by the smallest query that every subgraph has, along the way that operations go:
 * with its copies and policies. An answer with errors is one; what rests after failures is out of reach. Not required:
 * a subgraph that is away costs its own fields, not the gateway.
 */
function checkUpstream(upstream: Upstream, options: { engine: string; clock: Clock }): DependencyCheck {
  const { engine, clock } = options;
  let kept: { readonly untilMs: number; readonly reachable: Promise<boolean> } | undefined;

  async function isReachable(): Promise<boolean> {
    const ending = new AbortController();
    const cancel = clock.after(TIMEOUT_MS, () => ending.abort(new Error('no answer to a check in time')));
    const identity = { ...ANONYMOUS, correlationId: 'ready', traceparent: createChildTraceparent(undefined) };
    try {
      await upstream.execute({ query: '{ __typename }', identity, signal: ending.signal });
      return true;
    } catch (error) {
      return error instanceof NotSent && error.details?.['reason'] === 'busy';
    } finally {
      cancel();
    }
  }

  return async function check() {
    const nowMs = clock.elapsed();
    if (kept === undefined || kept.untilMs <= nowMs) kept = { untilMs: nowMs + KEPT_MS, reachable: isReachable() };
    return { reachable: await kept.reachable, engine, required: false };
  };
}

/** A check for each, by the name that `/ready` shows; `engineOf` says how the upstream of this name is reached. */
export function checkUpstreams(
  upstreams: Iterable<Upstream>,
  options: { engineOf: (name: string) => string; clock: Clock },
): ReadonlyMap<string, DependencyCheck> {
  const { engineOf, clock } = options;
  return new Map(Array.from(upstreams, (upstream) => [`subgraph ${upstream.name}`, checkUpstream(upstream, { engine: engineOf(upstream.name), clock })]));
}
