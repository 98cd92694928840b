/** What a records store is asked to do with a lease, in one transaction. Times are the store's to judge by. */
export type LeaseRequest =
  | { readonly kind: 'acquire'; readonly workspace: string; readonly name: string; readonly holder: string; readonly ttlMs: number; readonly nowMs: number }
  | { readonly kind: 'renew'; readonly workspace: string; readonly name: string; readonly fencingToken: number; readonly ttlMs: number; readonly nowMs: number }
  | { readonly kind: 'release'; readonly workspace: string; readonly name: string; readonly fencingToken: number };

/** `acquire`: the fencing token, or undefined when another holds it. `renew`: whether it was still held. `release`: undefined. */
export interface LeaseStore {
  acquire(request: { workspace: string; name: string; holder: string; ttlMs: number }): Promise<number | undefined>;
  renew(request: { workspace: string; name: string; fencingToken: number; ttlMs: number }): Promise<boolean>;
  release(request: { workspace: string; name: string; fencingToken: number }): Promise<void>;
}
