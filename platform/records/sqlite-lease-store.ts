import type { Clock } from '../clock/clock.ts';
import type { LeaseRequest, LeaseStore } from '../lease/lease-request.ts';
import type { SqliteWriter } from '../sqlite/sqlite-writer.ts';
import { toWriteError } from './sqlite-errors.ts';
import type { SqliteWriteRequest } from './sqlite-write-request.ts';

/** The leases of a records file, judged by the injected clock: the file has one owner, so there is one clock. */
export function createSqliteLeaseStore(parts: { clock: Clock; writer: SqliteWriter<SqliteWriteRequest, unknown> }): LeaseStore {
  const { clock, writer } = parts;

  async function ask(request: LeaseRequest): Promise<unknown> {
    try {
      return await writer.write({ kind: 'lease', request });
    } catch (error) {
      throw toWriteError(error);
    }
  }

  return {
    acquire: async (request) => (await ask({ kind: 'acquire', ...request, nowMs: clock.now() })) as number | undefined,
    renew: async (request) => (await ask({ kind: 'renew', ...request, nowMs: clock.now() })) as boolean,
    async release(request) {
      await ask({ kind: 'release', ...request });
    },
  };
}
