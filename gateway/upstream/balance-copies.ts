import type { Clock } from '../../platform/clock/clock.ts';
import { CodedError } from '../../platform/errors/coded-error.ts';
import type { SubgraphAnswer, SubgraphFrame, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { mayRepeat } from './may-repeat.ts';
import type { Upstream } from './upstream.ts';

/** How long a copy that failed is asked only when no other is left. */
const REST_MS = 5_000;
/** Failures in which the request never left this process. */
const NEVER_SENT: ReadonlySet<unknown> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'CONNECT_TIMEOUT']);

interface Copy {
  readonly upstream: Upstream;
  running: number;
  /** On the clock's `elapsed`; a copy rests until then. */
  restsUntilMs: number;
}

/**
 * The copies of one subgraph as a single upstream; a lone copy is that itself. The least busy copy is asked, in turn among equals; one that cannot
 * be reached rests, and its query goes to another. A mutation goes to another only if it was never sent: the first copy may
 * have done its work. A subscription stays with its copy; when that breaks, the next attachment finds another.
 */
export function balanceCopies(copies: readonly [Upstream, ...Upstream[]], clock: Clock): Upstream {
  const [only, ...others] = copies;
  if (others.length === 0) return only;
  const { name } = only;
  const pool: Copy[] = copies.map((upstream) => ({ upstream, running: 0, restsUntilMs: Number.NEGATIVE_INFINITY }));
  let turn = 0;

  /** Least busy of the rested; of the resting the one that rested longest. */
  function choose(tried: ReadonlySet<Copy>): Copy | undefined {
    const nowMs = clock.elapsed();
    turn = (turn + 1) % pool.length;
    const candidates = [...pool.slice(turn), ...pool.slice(0, turn)].filter((copy) => !tried.has(copy));
    const rested = candidates.filter((copy) => copy.restsUntilMs <= nowMs);
    if (rested.length === 0) return candidates.toSorted((a, b) => a.restsUntilMs - b.restsUntilMs)[0];
    return rested.reduce((best, copy) => (copy.running < best.running ? copy : best));
  }

  function noteFailure(copy: Copy, error: unknown): void {
    if (isUnreachable(error) || isTooSlow(error)) copy.restsUntilMs = clock.elapsed() + REST_MS;
  }

  async function ask(copy: Copy, request: SubgraphRequest): Promise<SubgraphAnswer> {
    copy.running += 1;
    try {
      const answer = await copy.upstream.execute(request);
      copy.restsUntilMs = Number.NEGATIVE_INFINITY;
      return answer;
    } catch (error) {
      if (!request.signal.aborted) noteFailure(copy, error);
      throw error;
    } finally {
      copy.running -= 1;
    }
  }

  async function execute(request: SubgraphRequest): Promise<SubgraphAnswer> {
    const tried = new Set<Copy>();
    for (;;) {
      const copy = choose(tried);
      if (copy === undefined) throw new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} cannot be reached at any of its ${pool.length} addresses`);
      tried.add(copy);
      try {
        return await ask(copy, request);
      } catch (error) {
        const mayRetry = isUnreachable(error) && !request.signal.aborted && (mayRepeat(request) || wasNeverSent(error));
        if (!mayRetry || tried.size === pool.length) throw error;
      }
    }
  }

  async function* subscribe(request: SubgraphRequest): AsyncGenerator<SubgraphFrame, void, undefined> {
    const tried = new Set<Copy>();
    for (;;) {
      const copy = choose(tried);
      if (copy === undefined) throw new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${name} cannot be reached at any of its ${pool.length} addresses`);
      tried.add(copy);
      copy.running += 1;
      let begun = false;
      try {
        for await (const frame of copy.upstream.subscribe(request)) {
          begun = true;
          yield frame;
        }
        return;
      } catch (error) {
        noteFailure(copy, error);
        if (begun || !isUnreachable(error) || tried.size === pool.length) throw error;
      } finally {
        copy.running -= 1;
      }
    }
  }

  return {
    name,
    execute,
    subscribe,
    async close() {
      for (const copy of copies) await copy.close();
    },
  };
}

function isUnreachable(error: unknown): boolean {
  return error instanceof CodedError && error.code === 'SUBGRAPH_UNAVAILABLE';
}

/** A copy that hangs is no better than a dead one; its query has no time left for another. */
function isTooSlow(error: unknown): boolean {
  return error instanceof CodedError && error.code === 'DEADLINE_EXCEEDED';
}

function wasNeverSent(error: unknown): boolean {
  const { cause } = error as { cause?: { code?: unknown } };
  return NEVER_SENT.has(cause?.code);
}
