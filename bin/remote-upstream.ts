import { createHttpUpstream } from '../gateway/upstream/http-upstream.ts';
import type { Upstream } from '../gateway/upstream/upstream.ts';
import { wrapUpstream } from '../gateway/upstream/upstream.ts';
import { createWebSocketUpstream } from '../gateway/upstream/websocket-upstream.ts';
import { balanceCopies } from '../gateway/upstream/with-balance.ts';
import { withTimeout } from '../gateway/upstream/with-timeout.ts';
import type { Clock } from '../platform/clock/clock.ts';

const TIMEOUT_MS = 20_000;

/** A subgraph in other processes, each URL a copy: queries and mutations over HTTP, subscriptions over WebSocket on the same path. */
export function createRemoteUpstream(name: string, urls: readonly string[], options: { clock: Clock; forwardIdentity: boolean }): Upstream {
  const { clock, forwardIdentity } = options;
  const [first, ...others] = urls.map((url) => {
    const subscriptions = createWebSocketUpstream({ name, url: url.replace(/^http/, 'ws'), forwardIdentity, clock, random: Math.random });
    return createHttpUpstream({ name, url, forwardIdentity, subscriptions });
  });
  if (first === undefined) throw new Error(`the subgraph ${name} has no address`);
  return wrapUpstream(balanceCopies([first, ...others], { clock }), [withTimeout({ timeoutMs: TIMEOUT_MS, clock })]);
}
