import type { Position } from '../event-log/event-log.ts';
import type { Scope } from '../request/scope.ts';
import type { Commands } from './commands.ts';
import type { Records, Tables } from './records.ts';
import type { Settlements } from './settlements.ts';

const SETTLE_TIMEOUT_MS = 2_000;

/**
 * Commits a unit of work, then waits up to `settleTimeoutMs` (default 2000) for the log to hold its last event,
 * whichever process's relay appends it. A repeated command changes nothing and answers the first one's position.
 */
export function createCommands<DB extends Tables>(parts: {
  records: Pick<Records<DB>, 'commit' | 'command'>;
  settlements: Settlements;
  settleTimeoutMs?: number;
}): Commands<DB> {
  const { records, settlements, settleTimeoutMs = SETTLE_TIMEOUT_MS } = parts;

  async function repeatedPosition(scope: Scope, commandId: string, wait: () => Promise<Position | null>): Promise<Position | null> {
    const record = await records.command(scope, commandId);
    if (record === undefined || record.eventCount === 0) return null;
    return record.position ?? (await wait());
  }

  return {
    async run(scope, unit) {
      const { commandId } = unit;
      const expectation = settlements.expect({ workspace: scope.workspace, commandId });
      try {
        const outcome = await records.commit(scope, unit);
        if (outcome.kind === 'conflict') return outcome;
        const wait = () => expectation.within(settleTimeoutMs);
        const repeated = outcome.kind === 'repeated';
        const position = repeated ? await repeatedPosition(scope, commandId, wait) : unit.events.length === 0 ? null : await wait();
        return { kind: 'committed', receipt: { commandId, position, durability: outcome.durability, repeated } };
      } finally {
        expectation.cancel();
      }
    },
  };
}
