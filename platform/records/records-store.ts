import type { LeaseStore } from '../lease/lease-request.ts';
import type { Outbox } from './outbox.ts';
import type { Records, Tables } from './records.ts';

/** A records store with the sides of it that the relay and the leases use. */
export interface RecordsStore<DB extends Tables> extends Records<DB> {
  readonly outbox: Outbox;
  readonly leaseStore: LeaseStore;
}
