import type { KeptAnswers } from '../platform/kept-answers/kept-answers.ts';
import { createSharedKeptAnswers, shareKeptAnswers } from '../platform/kept-answers/shared-kept-answers.ts';
import { createRedisPeerCalls } from '../platform/peer-calls/redis-peer-calls.ts';
import type { SubgraphHost } from '../platform/subgraph/host.ts';
import { createSharedSubscriptionDesk, shareSubscriptionDesk } from '../platform/subscription-desk/shared-subscription-desk.ts';
import type { SubscriptionDesk } from '../platform/subscription-desk/subscription-desk.ts';
import type { ProcessParts } from './process-parts.ts';

/** What subgraphs ask of gateways, this process's or all of them. */
export type GatewayViews = Required<Pick<SubgraphHost, 'subscriptions' | 'keptAnswers'>>;

/** What the gateway of this process has to show. */
export interface OwnGateway {
  /** Names it among its copies. */
  readonly copyId: string;
  readonly subscriptions: SubscriptionDesk;
  /** Undefined for one that keeps nothing. */
  readonly keptAnswers: KeptAnswers | undefined;
}

type PeerParts = Omit<ProcessParts, 'metrics'>;

const KEEPS_NOTHING: KeptAnswers = { invalidate: () => Promise.resolve(0) };

/** All gateways on the Redis, of which this process's is one; that one alone without a Redis. */
export async function joinPeers(redisUrl: string | undefined, own: OwnGateway, parts: PeerParts): Promise<GatewayViews> {
  const { subscriptions, keptAnswers = KEEPS_NOTHING } = own;
  if (redisUrl === undefined) return { subscriptions, keptAnswers };
  const { peers, views } = connectPeers(redisUrl, parts);
  await Promise.all([shareSubscriptionDesk(peers, subscriptions, own.copyId), shareKeptAnswers(peers, keptAnswers)]);
  return views;
}

/** All gateways on the Redis, for a process without one. Nothing is connected before it is asked. */
export function watchPeers(redisUrl: string, parts: PeerParts): GatewayViews {
  return connectPeers(redisUrl, parts).views;
}

function connectPeers(url: string, { lifecycle, clock, logger }: PeerParts) {
  const peers = lifecycle.own('calls among processes', createRedisPeerCalls({ url, clock, logger }));
  const views: GatewayViews = { subscriptions: createSharedSubscriptionDesk(peers), keptAnswers: createSharedKeptAnswers(peers) };
  return { peers, views };
}
