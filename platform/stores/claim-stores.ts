import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import { ConfigError } from '../config/settings.ts';
import type { Closable, Lifecycle } from '../lifecycle/lifecycle.ts';
import type { Logger } from '../logging/logger.ts';

/** What a claim needs of its process: it ends it when another has taken what was claimed. */
export interface ClaimParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly lifecycle: Lifecycle;
}

const LOOK_EVERY_MS = 5_000;
const CLAIM_TTL_MS = 15_000;

/**
 * Embedded records beside a log that others share: says in that Redis which data folder holds the records of `owner`, so that a
 * copy on another folder is refused instead of answering from records of its own. The claim lapses 15 seconds after its
 * holder; a holder that finds another's claim stops its process.
 */
export async function claimRecordsFolder(setup: ClaimParts & { redisUrl: string; owner: string; dataDir: string }): Promise<Closable> {
  const { redisUrl, owner, dataDir, logger, lifecycle } = setup;
  const { openRedisConnection } = await import('../event-log/redis-connection.ts');
  const connection = await openRedisConnection({ url: redisUrl, logger });
  const key = `autoweave:records-of:${owner}`;
  const mine = readFolderId(dataDir);

  /** Whose claim stands after we have asked for it. */
  async function claim(): Promise<string> {
    await connection.redis.set(key, mine, 'PX', CLAIM_TTL_MS, 'NX');
    const standing = (await connection.redis.get(key)) ?? mine;
    if (standing === mine) await connection.redis.pexpire(key, CLAIM_TTL_MS);
    return standing;
  }

  if ((await claim()) !== mine) {
    await connection.close();
    throw new ConfigError([`the records of ${owner} are in the data folder of another process on this Redis; set DATABASE_URL to share them among folders`]);
  }
  const stop = keepLooking(async () => {
    if ((await claim()) === mine) return;
    logger.error({ owner }, 'another process on this Redis keeps these records in its own data folder');
    void lifecycle.stop('the records are claimed by another process');
  }, setup);
  return {
    close() {
      stop();
      return connection.close();
    },
  };
}

/**
 * Shared records beside an embedded log: holds a lock in that database for as long as this process lives, so that a second process with a
 * log of its own is refused. A holder that has lost the lock to another stops its process.
 */
export async function claimDatabase(setup: ClaimParts & { databaseUrl: string }): Promise<Closable> {
  const { databaseUrl, clock, logger, lifecycle } = setup;
  const { openPostgresConnection, toUnreachable } = await import('../records/postgres-connection.ts');
  const { createPostgresSession } = await import('../records/postgres-session.ts');
  const connection = await openPostgresConnection({ url: databaseUrl, schema: 'public', clock, logger, pool: { min: 0, max: 1 } });
  async function openFirst(): Promise<Awaited<ReturnType<typeof connection.openSession>>> {
    try {
      return await connection.openSession();
    } catch (error) {
      await connection.close();
      throw toUnreachable(databaseUrl, error);
    }
  }
  const session = await createPostgresSession(await openFirst(), { connection, channels: [], clock, logger });
  const key = createHash('sha256').update('autoweave embedded event log').digest().readBigInt64BE();

  async function close(): Promise<void> {
    await session.close();
    await connection.close();
  }
  if (!(await session.holdLock(key))) {
    await close();
    throw new ConfigError(['another process uses this DATABASE_URL with an event log of its own; set REDIS_URL for both to share one log']);
  }
  const stop = keepLooking(async () => {
    if (await session.holdLock(key)) return;
    logger.error('another process uses this database with an event log of its own');
    void lifecycle.stop('the database is claimed by another process');
  }, setup);
  return {
    close() {
      stop();
      return close();
    },
  };
}

/** Looks every five seconds until stopped. A look that fails is a store out of reach, which its port reports; the next look decides. */
function keepLooking(look: () => Promise<void>, { clock, logger }: ClaimParts): () => void {
  let cancel = (): void => undefined;
  let stopped = false;
  function schedule(): void {
    cancel = clock.after(LOOK_EVERY_MS, () => {
      look()
        .catch((error: unknown) => logger.warn({ err: error }, 'a claim on a store could not be looked at'))
        .finally(() => {
          if (!stopped) schedule();
        });
    });
  }
  schedule();
  return () => {
    stopped = true;
    cancel();
  };
}

/** The name that a data folder keeps for life, made once. */
function readFolderId(dataDir: string): string {
  const file = join(dataDir, 'folder-id');
  try {
    writeFileSync(file, randomUUID(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8');
}
