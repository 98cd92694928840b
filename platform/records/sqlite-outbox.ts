import type { Clock } from '../clock/clock.ts';
import type { EventDraft, Position } from '../event-log/event-log.ts';
import type { SqliteReader } from '../sqlite/sqlite-reader.ts';
import type { SqliteWriter } from '../sqlite/sqlite-writer.ts';
import type { CommandKey, Outbox } from './outbox.ts';
import { toSettledRow } from './settled-row.ts';
import type { SqliteWriteRequest } from './sqlite-write-request.ts';

interface PendingRow {
  readonly commitOrder: number;
  readonly workspace: string;
  readonly principal: string;
  readonly commandId: string;
  readonly isLast: number;
  readonly event: string;
}

/** The outbox of a records file. The file has one owner, so its relay always has the turn and nothing settles elsewhere. */
export function createSqliteOutbox(parts: { clock: Clock; writer: SqliteWriter<SqliteWriteRequest, unknown>; reader: SqliteReader }): {
  outbox: Outbox;
  announceCommit: () => void;
} {
  const { clock, writer, reader } = parts;
  const listeners = new Set<() => void>();
  const outbox: Outbox = {
    takeTurn: () => Promise.resolve(true),
    async pending(limit) {
      const rows = reader.all<PendingRow>(
        `SELECT commit_order AS commitOrder, workspace, principal, command_id AS commandId, is_last AS isLast, event
         FROM aw_outbox WHERE relayed_at IS NULL ORDER BY commit_order LIMIT ?`,
        limit,
      );
      return rows.map((row) => ({ ...row, isLast: row.isLast === 1, event: JSON.parse(row.event) as EventDraft }));
    },
    async settle(results) {
      await writer.write({ kind: 'settle', results: results.map(toSettledRow), nowMs: clock.now() });
    },
    async clean(relayedBefore) {
      return Number(await writer.write({ kind: 'clean', relayedBefore }));
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onSettledElsewhere: () => () => undefined,
    async positionsOf(keys) {
      return keys.flatMap((key) => findPosition(reader, key));
    },
  };
  return {
    outbox,
    announceCommit() {
      for (const listener of listeners) listener();
    },
  };
}

function findPosition(reader: SqliteReader, { workspace, commandId }: CommandKey): (CommandKey & { position: Position })[] {
  const row = reader.get<{ position: Position }>(
    'SELECT position FROM aw_command WHERE workspace = ? AND id = ? AND position IS NOT NULL',
    workspace,
    commandId,
  );
  return row === undefined ? [] : [{ workspace, commandId, position: row.position }];
}
