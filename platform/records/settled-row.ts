import type { Position } from '../event-log/event-log.ts';
import type { OutboxResult } from './outbox.ts';

/** What became of an outbox row, as the stores keep it: a position or a refusal. */
export interface SettledRow {
  readonly commitOrder: number;
  readonly workspace: string;
  readonly commandId: string;
  readonly isLast: boolean;
  readonly position: Position | null;
  readonly refusal: string | null;
}

/** Flattens a result for the statements of the stores. */
export function toSettledRow(result: OutboxResult): SettledRow {
  const { commitOrder, workspace, commandId, isLast } = result.row;
  const [position, refusal] = 'position' in result ? [result.position, null] : [null, result.refusal];
  return { commitOrder, workspace, commandId, isLast, position, refusal };
}
