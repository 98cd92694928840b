import type { Receipt } from '../../../platform/records/commands.ts';
import type { LeaseToken } from '../../../platform/records/records.ts';
import type { Scope } from '../../../platform/request/scope.ts';
import type { Delivery, DeliveryState } from './delivery.ts';

/** The events that were handed over for Core, in the order in which they were accepted. */
export interface DeliveryStore {
  /** Keeps it as QUEUED. A second one of the same id changes nothing. */
  accept(scope: Scope, delivery: Delivery): Promise<Receipt>;
  find(scope: Scope, id: string): Promise<Delivery | undefined>;
  /** Newest first. */
  list(scope: Scope, options: { state?: DeliveryState; first: number }): Promise<readonly Delivery[]>;
  oldestQueued(scope: Scope): Promise<Delivery | undefined>;
  /** Makes its state final and tells of it, in one unit of work. */
  settle(scope: Scope, delivery: Delivery, fence: LeaseToken): Promise<void>;
}
