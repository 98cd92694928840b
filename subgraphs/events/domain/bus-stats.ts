import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { Durability, EventLog, Position } from '../../../platform/event-log/event-log.ts';
import { readPosition } from '../../../platform/event-log/position.ts';
import type { SpoolFacts } from '../../../platform/event-log/spool/event-spool.ts';
import type { Scope } from '../../../platform/request/scope.ts';

/** How this process reaches the log: in itself, at a broker, not at all, or with events still to hand on. */
export type BusMode = 'EMBEDDED' | 'CONNECTED' | 'LOCAL_ONLY' | 'DRAINING';

/** The log as it is now; `head` and `sequence` are null while it cannot be reached. */
export interface BusStats {
  readonly engine: string;
  readonly mode: BusMode;
  readonly reachable: boolean;
  readonly durability: Durability;
  readonly head: Position | null;
  readonly sequence: number | null;
  readonly spool: SpoolFacts | null;
}

/** Asks the log how it is and how far the scope's workspace has come. */
export async function readBusStats(log: EventLog, scope: Scope): Promise<BusStats> {
  const { engine, durability, ...status } = await log.status();
  const head = status.reachable ? await readHead(log, scope) : null;
  const reachable = head !== null;
  const spool = (await log.spool?.facts(scope)) ?? null;
  const mode = engine === 'sqlite' ? 'EMBEDDED' : !reachable ? 'LOCAL_ONLY' : spool !== null && spool.waiting > 0 ? 'DRAINING' : 'CONNECTED';
  return { engine, mode, reachable, durability, head, sequence: head === null ? null : readPosition(head, scope.workspace).sequence, spool };
}

/** Null when the log went away just now. */
async function readHead(log: EventLog, scope: Scope): Promise<Position | null> {
  try {
    return await log.head(scope);
  } catch (error) {
    if (error instanceof CodedError && error.code === 'LOG_UNAVAILABLE') return null;
    throw error;
  }
}
