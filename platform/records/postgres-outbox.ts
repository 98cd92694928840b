import type { Clock } from '../clock/clock.ts';
import type { EventDraft, Position } from '../event-log/event-log.ts';
import type { CommandKey, Outbox, OutboxRow } from './outbox.ts';
import { toLockKey } from './postgres-lock-key.ts';
import type { PostgresSession } from './postgres-session.ts';
import { toCommitChannel } from './postgres-unit.ts';
import { toSettledRow } from './settled-row.ts';

const CLEAN_BATCH = 2_000;

const PENDING = `SELECT commit_order AS "commitOrder", workspace, principal, command_id AS "commandId", is_last AS "isLast", event
  FROM aw_outbox WHERE relayed_at IS NULL ORDER BY commit_order LIMIT $1`;
const SETTLE = `WITH result AS (
    SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::text[])
      AS r (commit_order, workspace, command_id, is_last, position, refusal)
  ), settled AS (
    UPDATE aw_outbox o SET position = r.position, refusal = r.refusal, relayed_at = $7 FROM result r
    WHERE o.commit_order = r.commit_order AND o.relayed_at IS NULL
  )
  UPDATE aw_command c SET position = r.position FROM result r
  WHERE r.is_last AND r.position IS NOT NULL AND c.workspace = r.workspace AND c.id = r.command_id AND c.position IS NULL`;
const CLEAN = `DELETE FROM aw_outbox WHERE commit_order IN
  (SELECT commit_order FROM aw_outbox WHERE relayed_at IS NOT NULL AND refusal IS NULL AND relayed_at < $1 LIMIT ${CLEAN_BATCH})`;
const POSITIONS = `SELECT c.workspace, c.id AS "commandId", c.position FROM unnest($1::text[], $2::text[]) AS k (workspace, id)
  JOIN aw_command c ON c.workspace = k.workspace AND c.id = k.id WHERE c.position IS NOT NULL`;

/** Tells all processes that commands of a schema have reached the log. */
export function toSettledChannel(schema: string): string {
  return `aw_settled_${schema}`.slice(0, 63);
}

/**
 * The outbox of a schema. The relay's turn is a lock that lives with a session: it is free as soon as its process or
 * connection dies. A relay that has not noticed yet does no harm, see `outbox-relay.ts`. Its statements run on that
 * session: those who wait for the relay fill the pool, and it must not queue behind them.
 */
export function createPostgresOutbox(parts: { session: PostgresSession; schema: string; clock: Clock }): Outbox {
  const { session, schema, clock } = parts;
  const relayKey = toLockKey(schema, 'relay');
  return {
    takeTurn: () => session.holdLock(relayKey),
    async pending(limit) {
      const { rows } = await session.run<Omit<OutboxRow, 'isLast' | 'event'> & { isLast: number; event: string }>(PENDING, [limit]);
      return rows.map((row) => ({ ...row, isLast: row.isLast === 1, event: JSON.parse(row.event) as EventDraft }));
    },
    async settle(results) {
      const rows = results.map(toSettledRow);
      await session.run(SETTLE, [
        rows.map((row) => row.commitOrder),
        rows.map((row) => row.workspace),
        rows.map((row) => row.commandId),
        rows.map((row) => row.isLast),
        rows.map((row) => row.position),
        rows.map((row) => row.refusal),
        clock.now(),
      ]);
      await session.run('SELECT pg_notify($1, $2)', [toSettledChannel(schema), '']);
    },
    async clean(relayedBefore) {
      return (await session.run(CLEAN, [relayedBefore])).count;
    },
    onCommit: (listener) => session.listen(toCommitChannel(schema), listener),
    onSettledElsewhere: (listener) => session.listen(toSettledChannel(schema), listener),
    async positionsOf(keys) {
      const { rows } = await session.run<CommandKey & { position: Position }>(POSITIONS, [keys.map((key) => key.workspace), keys.map((key) => key.commandId)]);
      return rows;
    },
  };
}
