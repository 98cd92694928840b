import type { Clock } from '../../platform/clock/clock.ts';
import { balanceCopies } from './balance-copies.ts';
import { createHttpUpstream } from './http-upstream.ts';
import { wrapUpstream, type Upstream } from './upstream.ts';
import { createWebSocketUpstream } from './websocket-upstream.ts';
import { withResume } from './with-resume.ts';
import { withTimeout } from './with-timeout.ts';

export interface RemoteUpstreamOptions {
  readonly name: string;
  /** One or more copies, `http:` or `https:`. Subscriptions use the same address over `ws:` or `wss:`. */
  readonly urls: readonly [string, ...string[]];
  /** True when the subgraph is ours and may learn workspace and principal. */
  readonly forwardIdentity: boolean;
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
}

/** A subgraph in other processes, with every policy that applies to it, outermost first. */
export function createRemoteUpstream(options: RemoteUpstreamOptions): Upstream {
  const { clock, random } = options;
  const [first, ...others] = options.urls;
  const balanced = balanceCopies([createCopy(first, options), ...others.map((url) => createCopy(url, options))], clock);
  return wrapUpstream(balanced, [withResume({ clock, random })]);
}

function createCopy(url: string, { name, forwardIdentity, clock, timeoutMs }: RemoteUpstreamOptions): Upstream {
  const subscriptions = createWebSocketUpstream({ name, url: url.replace(/^http/i, 'ws'), forwardIdentity, clock });
  return wrapUpstream(createHttpUpstream({ name, url, forwardIdentity, subscriptions }), [withTimeout({ timeoutMs, clock })]);
}
