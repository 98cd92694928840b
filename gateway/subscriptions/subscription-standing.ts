import type { ReaderLag } from '../../platform/subscription-desk/subscription-desk.ts';
import type { StreamState } from '../../platform/subgraph/endpoint.ts';
import type { SharedReader } from './shared-reader.ts';

/** How a running subscription stands with its source. */
export interface SubscriptionStanding {
  readonly lag: ReaderLag;
  readonly state: StreamState;
  readonly resumable: boolean;
  /** How many subscriptions share its source. */
  readonly readers: number;
}

/** A subscription that has begun. */
export interface BegunSubscription {
  readonly standing: SubscriptionStanding;
  /** Ends it: its taker is told nothing more. */
  stop(): void;
}

/** Before it reads from a source. */
export const NOWHERE: SubscriptionStanding = { lag: { events: 0, ms: 0 }, state: 'live', resumable: false, readers: 0 };

/** A subscription whose reader comes later, or changes: the last that was seen counts. */
export function createFollowedSubscription(stop: () => void): BegunSubscription & { follow(reader: SharedReader): void } {
  let current: SharedReader | undefined;
  return {
    get standing() {
      return current?.standing ?? NOWHERE;
    },
    follow(reader) {
      current = reader;
    },
    stop,
  };
}
