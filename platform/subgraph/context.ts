import type { Position } from '../event-log/event-log.ts';
import type { Receipt } from '../records/commands.ts';
import type { RequestIdentity } from '../request/scope.ts';

/** What every resolver of every subgraph may rely on; each subgraph's own context extends it. */
export interface SubgraphContext {
  readonly identity: RequestIdentity;
  readonly signal: AbortSignal;
  /** Subscriptions: where the client was. */
  readonly resumeFrom?: Position;
  /** Tells the answer what a mutation made durable; the last receipt stands in `extensions.stream`. */
  recordReceipt(receipt: Pick<Receipt, 'position' | 'commandId'>): void;
}
