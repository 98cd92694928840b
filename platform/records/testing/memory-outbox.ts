import type { Scope } from '../../request/scope.ts';
import type { CommandKey, Outbox, OutboxResult, OutboxRow } from '../outbox.ts';
import { toEvent } from './shelf.ts';

/** An outbox in memory, for tests of the relay's timing. */
export interface MemoryOutbox extends Outbox {
  /** Adds a command with one event and tells the relay. */
  commit(scope: Scope, id: string): void;
  /** What the relay recorded, in its order. */
  readonly results: OutboxResult[];
  readonly cleanedBefore: number[];
  /** How many rows each further cleaning finds; none when it is empty. */
  readonly cleanable: number[];
  /** Whether this relay has the turn; settable. */
  ours: boolean;
  turnsAsked(): number;
}

/** Makes one that is empty and whose relay has the turn. */
export function createMemoryOutbox(): MemoryOutbox {
  const rows: OutboxRow[] = [];
  const listeners = new Set<() => void>();
  let asked = 0;
  let order = 0;
  const isSettled = (row: OutboxRow) => outbox.results.some((result) => result.row.commitOrder === row.commitOrder);
  const outbox: MemoryOutbox = {
    results: [],
    cleanedBefore: [],
    cleanable: [],
    ours: true,
    turnsAsked: () => asked,
    commit({ workspace, principal }, id) {
      rows.push({ commitOrder: (order += 1), workspace, principal, commandId: id, isLast: true, event: toEvent(id) });
      for (const listener of listeners) listener();
    },
    takeTurn() {
      asked += 1;
      return Promise.resolve(outbox.ours);
    },
    pending: (limit) => Promise.resolve(rows.filter((row) => !isSettled(row)).slice(0, limit)),
    settle(results) {
      outbox.results.push(...results);
      return Promise.resolve();
    },
    clean(relayedBefore) {
      outbox.cleanedBefore.push(relayedBefore);
      return Promise.resolve(outbox.cleanable.shift() ?? 0);
    },
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onSettledElsewhere: () => () => undefined,
    positionsOf: (keys: readonly CommandKey[]) =>
      Promise.resolve(
        outbox.results.flatMap((result) => {
          const { workspace, commandId } = result.row;
          const isAsked = keys.some((key) => key.workspace === workspace && key.commandId === commandId);
          return isAsked && 'position' in result ? [{ workspace, commandId, position: result.position }] : [];
        }),
      ),
  };
  return outbox;
}
