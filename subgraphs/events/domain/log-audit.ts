import type { EventFilter, EventLog } from '../../../platform/event-log/event-log.ts';
import { readPosition, toPosition } from '../../../platform/event-log/position.ts';
import type { Scope } from '../../../platform/request/scope.ts';

/** Whether the log still has, or has let go by its policy, every event that it gave a place. */
export interface LogAudit {
  readonly sequence: number;
  readonly kept: number;
  readonly dropped: number;
  /** Places that are neither kept nor dropped: 0 unless something was lost. */
  readonly gaps: number;
}

/** Holds what the log keeps against the places that it gave. What is appended meanwhile is counted in neither. */
export async function auditLog(log: EventLog, scope: Scope): Promise<LogAudit> {
  const { sequence } = readPosition(await log.head(scope), scope.workspace);
  const facts = await log.keeping.facts(scope);
  const dropped = facts.dropped.reduce((sum, { events }) => sum + events, 0);
  return { sequence, kept: facts.events, dropped, gaps: Math.max(0, sequence - facts.events - dropped) };
}

const WINDOW_MS = 60_000;

/** Events that the log took in a second, on average over the last minute, whoever published them. */
export async function readPublishRate(log: EventLog, scope: Scope, nowMs: number): Promise<number> {
  const filter: EventFilter = { since: nowMs - WINDOW_MS };
  const after = toPosition({ workspace: scope.workspace, epoch: 0, sequence: 0 });
  return (await log.count(scope, { filter, after, upTo: await log.head(scope) })) / (WINDOW_MS / 1_000);
}
