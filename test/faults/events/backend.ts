import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { LAUNCHER } from '../../support/autoweave-process.ts';
import { findFreePort } from '../../support/find-free-port.ts';
import { startPostgres } from '../../support/postgres.ts';
import { startRedis, type RedisServer } from '../../support/redis.ts';
import type { Random } from '../../conformance/differential/random.ts';
import { supervise, type Supervised } from './supervise.ts';

/** Which backend a run is about: one process on embedded stores, one on Redis, or two on Redis and PostgreSQL. */
export const ENGINES = ['embedded', 'redis', 'copies'] as const;
export type Engine = (typeof ENGINES)[number];

/** A backend whose processes can be killed at any moment and come back at their addresses. */
export interface FaultBackend {
  /** GraphQL endpoints of its copies. */
  readonly urls: readonly string[];
  /** Its processes; killed ones come back by themselves. */
  readonly servers: readonly Supervised[];
  /** Kills the server of the log and starts it again; undefined when the log is embedded. */
  readonly restartLog: ((awayMs: number) => Promise<void>) | undefined;
  /** How often each server said that it is ready, by name. */
  readonly starts: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** Starts it on the stores that it has in `folder`, or new ones; those of PostgreSQL are always new. */
export async function startFaultBackend(engine: Engine, folder: string, { random, onFailure }: { random: Random; onFailure: (what: string) => void }) {
  const dir = `${folder}/redis`;
  if (engine !== 'embedded') mkdirSync(dir, { recursive: true });
  const redis = engine === 'embedded' ? undefined : await startRedis({ appendOnly: 'always', dir });
  const postgres = engine === 'copies' ? await startPostgres() : undefined;
  const ports = await Promise.all(Array.from({ length: engine === 'copies' ? 2 : 1 }, findFreePort));
  const starts = new Map<string, number>();
  const servers = ports.map((port, index) => {
    const name = `server-${index + 1}`;
    return supervise(
      {
        name,
        command: [LAUNCHER, 'start'],
        environment: {
          LOG_LEVEL: 'error',
          PORT: String(port),
          AUTOWEAVE_DATA_DIR: `${folder}/data-${index + 1}`,
          AUTOWEAVE_CURSOR_KEY: 'the-cursors-of-a-fault-run',
          ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
          ...(postgres === undefined ? {} : { DATABASE_URL: postgres.url }),
        },
        onLine: (line) => {
          if (line.includes('ready at')) starts.set(name, (starts.get(name) ?? 0) + 1);
        },
        awayMs: () => random.below(500),
      },
      // Without its log, or while its database gives no connection in time, a server does not start: it is tried again, as a supervisor does.
      (what) => {
        if (engine === 'embedded' || !/REDIS_URL|PostgreSQL at .* cannot be used: timeout/.test(what)) onFailure(what);
      },
    );
  });
  const backend: FaultBackend = {
    urls: ports.map((port) => `http://127.0.0.1:${port}/graphql`),
    servers,
    starts,
    restartLog: redis === undefined ? undefined : (awayMs) => restart(redis, awayMs),
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
      await Promise.all([redis?.stop(), postgres?.stop()]);
    },
  };
  return backend;
}

async function restart(redis: RedisServer, awayMs: number): Promise<void> {
  await redis.kill9();
  await pause(awayMs);
  await redis.restart();
}
