import { openSqliteReader } from '../../sqlite/sqlite-reader.ts';
import type { SpooledDraft, SpooledEvent, SpoolFacts } from './event-spool.ts';

/** A batch that waits. */
export interface WaitingBatch {
  readonly number: number;
  readonly workspace: string;
  readonly principal: string;
  readonly drafts: readonly SpooledDraft[];
}

/** What a file of a spool holds; any process of the folder may look. */
export interface SpoolReader {
  /** The oldest that wait below the number `before`, of workspaces that are not in `without`: at least one batch, and more up to `maxEvents`. */
  waiting(options: { without: readonly string[]; before: number; maxEvents: number }): readonly WaitingBatch[];
  waits(workspace?: string): boolean;
  /** The number of the newest batch that ever was. */
  lastNumber(): number;
  find(workspace: string, id: string): SpooledEvent | undefined;
  facts(workspace: string): Omit<SpoolFacts, 'maxEvents'>;
  close(): void;
}

interface BatchRow {
  readonly number: number;
  readonly workspace: string;
  readonly principal: string;
  readonly events: number;
  readonly batch: string;
}

interface ItemRow {
  readonly id: string;
  readonly source: string;
  readonly eventId: string;
  readonly spooledAt: number;
  readonly position: string | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly settledAt: number | null;
}

const WAITING = `SELECT number, workspace, principal, events, batch FROM batch
  WHERE number < ? AND workspace NOT IN (SELECT value FROM json_each(?)) ORDER BY number LIMIT ?`;
const FIND = `SELECT id, source, event_id AS eventId, at AS spooledAt, position, code, message, settled_at AS settledAt FROM item
  WHERE id = ? AND workspace = ?`;
const FACTS = `SELECT count(*) AS batches, ifnull(sum(events), 0) AS waiting, ifnull(sum(bytes), 0) AS waitingBytes, min(at) AS oldestAt FROM batch
  WHERE workspace = ?`;

/** Opens a spool's file, which its owner has made, for reading. */
export function openSpoolReader(file: string): SpoolReader {
  const reader = openSqliteReader(file);
  return {
    waiting({ without, before, maxEvents }) {
      const batches: WaitingBatch[] = [];
      let count = 0;
      reader.each<BatchRow>(WAITING, [before, JSON.stringify(without), maxEvents], ({ number, workspace, principal, events, batch }) => {
        count += events;
        if (batches.length > 0 && count > maxEvents) return false;
        batches.push({ number, workspace, principal, drafts: JSON.parse(batch) as SpooledDraft[] });
        return true;
      });
      return batches;
    },
    waits: (workspace) =>
      workspace === undefined
        ? reader.get('SELECT 1 FROM batch LIMIT 1') !== undefined
        : reader.get('SELECT 1 FROM batch WHERE workspace = ? LIMIT 1', workspace) !== undefined,
    lastNumber: () => reader.get<{ seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'batch'`)?.seq ?? 0,
    find(workspace, id) {
      const row = reader.get<ItemRow>(FIND, id, workspace);
      return row === undefined ? undefined : toSpooledEvent(row);
    },
    facts(workspace) {
      const waits = reader.get<{ waiting: number; waitingBytes: number; oldestAt: number | null }>(FACTS, workspace);
      const totals = reader.get<{ spooled: number; appended: number; refused: number }>(
        'SELECT spooled, appended, refused FROM total WHERE workspace = ?',
        workspace,
      );
      const { waiting = 0, waitingBytes = 0, oldestAt } = waits ?? {};
      const { spooled = 0, appended = 0, refused = 0 } = totals ?? {};
      return { waiting, waitingBytes, oldestAt: oldestAt ?? undefined, spooled, appended, refused };
    },
    close: () => reader.close(),
  };
}

function toSpooledEvent({ id, source, eventId, spooledAt, position, code, message, settledAt }: ItemRow): SpooledEvent {
  const at = settledAt ?? 0;
  if (position !== null) return { id, source, eventId, spooledAt, state: { kind: 'appended', position, at } };
  if (settledAt === null) return { id, source, eventId, spooledAt, state: { kind: 'waiting' } };
  return { id, source, eventId, spooledAt, state: { kind: 'refused', code: code ?? 'INTERNAL', message: message ?? '', at } };
}
