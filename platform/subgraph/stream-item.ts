import type { Position } from '../event-log/event-log.ts';
import type { Resumed, StreamState } from './endpoint.ts';

/** What a subscription's source yields to the subgraph's runtime, which makes frames of it. */
export type StreamItem<Root> =
  /** First, at once: where the stream attached, and after a resume what became of the time between. */
  | { readonly kind: 'attached'; readonly position: Position; readonly resumed?: Resumed }
  | { readonly kind: 'event'; readonly position: Position; readonly root: Root; readonly replay: boolean }
  | { readonly kind: 'progress'; readonly position: Position }
  | { readonly kind: 'gap'; readonly from: Position; readonly availableFrom: Position }
  | { readonly kind: 'state'; readonly state: StreamState };

/**
 * Hands a source to a `Subscription.<field>.subscribe` resolver. GraphQL's types know only root values there;
 * the subgraph's runtime knows that each item is a StreamItem and executes the selection on `root` of the events.
 */
export function toSubscription<Root>(items: AsyncIterable<StreamItem<Root>>): AsyncIterable<Root> {
  return items as unknown as AsyncIterable<Root>;
}
