import type { Durability, EventLog, Position } from '../../../platform/event-log/event-log.ts';
import { readPosition } from '../../../platform/event-log/position.ts';
import type { Scope } from '../../../platform/request/scope.ts';

/** The log as it is now; `head` and `sequence` are null while it cannot be reached. */
export interface BusStats {
  readonly engine: string;
  readonly reachable: boolean;
  readonly durability: Durability;
  readonly head: Position | null;
  readonly sequence: number | null;
}

/** Asks the log how it is and how far the scope's workspace has come. */
export async function readBusStats(log: EventLog, scope: Scope): Promise<BusStats> {
  const status = await log.status();
  const head = status.reachable ? await log.head(scope) : null;
  return { ...status, head, sequence: head === null ? null : readPosition(head, scope.workspace).sequence };
}
