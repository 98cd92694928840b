import type { PostgresConnection } from '../records/postgres-connection.ts';
import type { LeaseStore } from './lease-request.ts';

/** Kept after release, so that the next holder's token is greater. */
export const POSTGRES_LEASE_TABLE = `CREATE TABLE IF NOT EXISTS aw_lease (
  workspace text NOT NULL, name text NOT NULL, holder text, fencing_token bigint NOT NULL, expires_at timestamptz NOT NULL,
  PRIMARY KEY (workspace, name))`;

const ACQUIRE = `INSERT INTO aw_lease (workspace, name, holder, fencing_token, expires_at)
  VALUES ($1, $2, $3, 1, clock_timestamp() + $4 * interval '1 millisecond')
  ON CONFLICT (workspace, name) DO UPDATE SET holder = excluded.holder, fencing_token = aw_lease.fencing_token + 1, expires_at = excluded.expires_at
  WHERE aw_lease.holder IS NULL OR aw_lease.holder = excluded.holder OR aw_lease.expires_at <= clock_timestamp() RETURNING fencing_token AS token`;
const RENEW = `UPDATE aw_lease SET expires_at = clock_timestamp() + $4 * interval '1 millisecond'
  WHERE workspace = $1 AND name = $2 AND fencing_token = $3 AND holder IS NOT NULL AND expires_at > clock_timestamp()`;
const RELEASE = `UPDATE aw_lease SET holder = NULL, expires_at = '-infinity' WHERE workspace = $1 AND name = $2 AND fencing_token = $3`;
/** Locks the lease against another's taking it until the transaction ends. */
export const POSTGRES_FENCE = `SELECT 1 FROM aw_lease
  WHERE workspace = $1 AND name = $2 AND fencing_token = $3 AND holder IS NOT NULL AND expires_at > clock_timestamp() FOR SHARE`;

/** Leases in PostgreSQL. Many processes share them, so the database's own clock judges, not the injected one. */
export function createPostgresLeaseStore({ run }: Pick<PostgresConnection, 'run'>): LeaseStore {
  return {
    async acquire({ workspace, name, holder, ttlMs }) {
      const { rows } = await run<{ token: number }>(ACQUIRE, [workspace, name, holder, ttlMs]);
      return rows[0]?.token;
    },
    async renew({ workspace, name, fencingToken, ttlMs }) {
      return (await run(RENEW, [workspace, name, fencingToken, ttlMs])).count === 1;
    },
    async release({ workspace, name, fencingToken }) {
      await run(RELEASE, [workspace, name, fencingToken]);
    },
  };
}
