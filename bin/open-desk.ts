import { createRedisPeerCalls } from '../platform/peer-calls/redis-peer-calls.ts';
import type { PeerCalls } from '../platform/peer-calls/peer-calls.ts';
import { createSharedSubscriptionDesk, shareSubscriptionDesk } from '../platform/subscription-desk/shared-subscription-desk.ts';
import type { SubscriptionDesk } from '../platform/subscription-desk/subscription-desk.ts';
import type { ProcessParts } from './process-parts.ts';

/** How this process asks the others on the same Redis; without a Redis it is alone. Nothing is connected before it is used. */
export function connectPeers(redisUrl: string | undefined, { lifecycle, clock, logger }: Omit<ProcessParts, 'metrics'>): PeerCalls | undefined {
  return redisUrl === undefined ? undefined : lifecycle.own('calls among processes', createRedisPeerCalls({ url: redisUrl, clock, logger }));
}

/** The desk of all gateways on the Redis, of which this process's, the copy `copyId`, is one; its own alone without a Redis. */
export async function joinDesks(peers: PeerCalls | undefined, own: SubscriptionDesk, copyId: string): Promise<SubscriptionDesk> {
  if (peers === undefined) return own;
  await shareSubscriptionDesk(peers, own, copyId);
  return createSharedSubscriptionDesk(peers);
}
