import type { DatabaseSync } from 'node:sqlite';
import type { LeaseRequest } from './lease-request.ts';

/** Kept after release, so that the next holder's token is greater. */
export const SQLITE_LEASE_TABLE = `CREATE TABLE IF NOT EXISTS aw_lease (
  workspace TEXT NOT NULL, name TEXT NOT NULL, holder TEXT, fencing_token INTEGER NOT NULL, expires_at INTEGER NOT NULL,
  PRIMARY KEY (workspace, name)
) WITHOUT ROWID`;

/** Applies lease requests on the writer's connection. Answers a fencing token, whether it was renewed, or undefined. */
export function createSqliteLeaseHandler(db: DatabaseSync): (request: LeaseRequest) => number | boolean | undefined {
  db.exec(SQLITE_LEASE_TABLE);
  // A file has one owning process, so whoever held a lease when it is opened is gone: nobody need wait for the lease's end.
  db.exec('UPDATE aw_lease SET holder = NULL, expires_at = 0 WHERE holder IS NOT NULL');
  // The holder of a live lease that asks again has restarted: it gets a new token, and the old one is worth nothing.
  const acquire = db.prepare(`INSERT INTO aw_lease (workspace, name, holder, fencing_token, expires_at) VALUES (:workspace, :name, :holder, 1, :expiresAt)
    ON CONFLICT (workspace, name) DO UPDATE SET holder = excluded.holder, fencing_token = fencing_token + 1, expires_at = excluded.expires_at
    WHERE aw_lease.holder IS NULL OR aw_lease.holder = excluded.holder OR aw_lease.expires_at <= :nowMs RETURNING fencing_token AS token`);
  const renew = db.prepare(`UPDATE aw_lease SET expires_at = :expiresAt
    WHERE workspace = :workspace AND name = :name AND fencing_token = :token AND holder IS NOT NULL AND expires_at > :nowMs`);
  const release = db.prepare('UPDATE aw_lease SET holder = NULL, expires_at = 0 WHERE workspace = :workspace AND name = :name AND fencing_token = :token');

  return (request) => {
    const { workspace, name } = request;
    if (request.kind === 'acquire') {
      const row = acquire.get({ workspace, name, holder: request.holder, nowMs: request.nowMs, expiresAt: request.nowMs + request.ttlMs });
      return row === undefined ? undefined : Number(row['token']);
    }
    if (request.kind === 'renew') {
      return renew.run({ workspace, name, token: request.fencingToken, nowMs: request.nowMs, expiresAt: request.nowMs + request.ttlMs }).changes === 1;
    }
    release.run({ workspace, name, token: request.fencingToken });
    return undefined;
  };
}
