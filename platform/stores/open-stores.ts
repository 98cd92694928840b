import { randomUUID } from 'node:crypto';
import { mkdirSync, accessSync, constants } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Cache } from '../cache/cache.ts';
import { openCache } from '../cache/open-cache.ts';
import type { Clock } from '../clock/clock.ts';
import { ConfigError } from '../config/settings.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { EventArchive } from '../event-log/archive/event-archive.ts';
import type { EventLog } from '../event-log/event-log.ts';
import type { GraphStore } from '../graph/graph-store.ts';
import type { DependencyCheck } from '../http/process-routes.ts';
import type { Closable, Lifecycle } from '../lifecycle/lifecycle.ts';
import type { Logger } from '../logging/logger.ts';
import type { Migration, Tables } from '../records/records.ts';
import { FileOwnedError } from '../sqlite/file-lock.ts';
import type { RecordsKit } from '../subgraph/host.ts';
import type { VectorStore } from '../vectors/vector-store.ts';
import { claimDatabase, claimRecordsFolder } from './claim-stores.ts';
import type { StoreConfig } from './config.ts';

/** No owner of records can have this name, since theirs have no underscore. */
const ARCHIVE_SCHEMA = 'autoweave_log_archive';

/** The stores of one process, each opened when first asked for and closed with the lifecycle. */
export interface Stores {
  readonly log: EventLog;
  readonly cache: Cache;
  /** Truth about each store that is open, for `/ready` and `doctor`. */
  readonly checks: ReadonlyMap<string, DependencyCheck>;
  openRecords<DB extends Tables>(owner: string, migrations: readonly Migration[]): Promise<RecordsKit<DB>>;
  openGraph(): Promise<GraphStore>;
  openVectors(): Promise<VectorStore>;
}

/**
 * Opens the event log and the cache, and offers the rest. Which engine stands behind each port is the configuration's
 * word alone: a server that is configured and cannot be reached is a ConfigError, never an embedded engine instead.
 * `settleTimeoutMs` is how long a command waits for its position (default of `createCommands`).
 */
export async function openStores(setup: {
  config: StoreConfig;
  clock: Clock;
  logger: Logger;
  lifecycle: Lifecycle;
  settleTimeoutMs?: number;
}): Promise<Stores> {
  const { config, clock, logger, lifecycle, settleTimeoutMs } = setup;
  const dataDir = prepareDataDir(config.dataDir);
  const instanceId = randomUUID();
  const checks = new Map<string, DependencyCheck>();
  const claiming = { clock, logger, lifecycle };
  const fileOf = (name: string): string => join(dataDir, `${name}.sqlite`);

  async function openLog(): Promise<EventLog> {
    const idempotencyWindowMs = config.logIdempotencyWindowMs;
    if (config.redisUrl !== undefined) {
      const { createRedisEventLog } = await import('../event-log/redis-event-log.ts');
      const archive = await openArchive();
      const spool = config.logSpoolEvents === 0 ? {} : { spool: { folder: dataDir, maxEvents: config.logSpoolEvents } };
      try {
        return await createRedisEventLog({ url: config.redisUrl, clock, logger, idempotencyWindowMs, hotEvents: config.logHotEvents, archive, ...spool });
      } catch (error) {
        await archive.close();
        throw error;
      }
    }
    const { createSqliteEventLog } = await import('../event-log/sqlite-event-log.ts');
    return createSqliteEventLog({ file: fileOf('log'), clock, logger, idempotencyWindowMs });
  }

  /** Beside shared records the processes have no folder in common, so what the log no longer holds is where the records are. */
  async function openArchive(): Promise<EventArchive> {
    if (config.databaseUrl !== undefined) {
      const { createPostgresEventArchive } = await import('../event-log/archive/postgres-event-archive.ts');
      return createPostgresEventArchive({ url: config.databaseUrl, schema: ARCHIVE_SCHEMA, clock, logger });
    }
    const { createSqliteEventArchive } = await import('../event-log/archive/sqlite-event-archive.ts');
    return createSqliteEventArchive({ file: fileOf('log-archive') });
  }

  async function openRecords<DB extends Tables>(owner: string, migrations: readonly Migration[]): Promise<RecordsKit<DB>> {
    const settling = settleTimeoutMs === undefined ? {} : { settleTimeoutMs };
    const common = { migrations, log, clock, logger: logger.child({ store: owner }), instanceId, ...settling };
    if (config.redisUrl !== undefined && config.databaseUrl === undefined) {
      lifecycle.own(`claim of ${owner}`, await claimRecordsFolder({ redisUrl: config.redisUrl, owner, dataDir, ...claiming }));
    }
    const kit = await openRecordsEngine<DB>(owner, common);
    lifecycle.own(`records of ${owner}`, kit);
    checks.set(`records-${owner}`, () => kit.records.status());
    return kit;
  }

  async function openRecordsEngine<DB extends Tables>(owner: string, common: RecordsSetup): Promise<RecordsKit<DB> & Closable> {
    if (config.databaseUrl !== undefined) {
      const { openPostgresRecordsKit } = await import('../records/open-postgres-records-kit.ts');
      return openPostgresRecordsKit<DB>({ ...common, url: config.databaseUrl, schema: `autoweave_${owner}` });
    }
    const { openSqliteRecordsKit } = await import('../records/open-sqlite-records-kit.ts');
    return openSqliteRecordsKit<DB>({ ...common, file: fileOf(owner) });
  }

  async function openGraphEngine(): Promise<GraphStore> {
    if (config.neo4jUri !== undefined) {
      const { createNeo4jGraph } = await import('../graph/neo4j-graph.ts');
      return createNeo4jGraph({ uri: config.neo4jUri, user: config.neo4jUser, password: config.neo4jPassword ?? '', logger });
    }
    const { createSqliteGraph } = await import('../graph/sqlite-graph.ts');
    return openOwned('NEO4J_URI', () => createSqliteGraph({ file: fileOf('graph'), clock, logger }));
  }

  async function openVectorsEngine(): Promise<VectorStore> {
    if (config.qdrantUrl !== undefined) {
      const { createQdrantVectors } = await import('../vectors/qdrant-vectors.ts');
      return createQdrantVectors({ url: config.qdrantUrl, logger, ...(config.qdrantApiKey === undefined ? {} : { apiKey: config.qdrantApiKey }) });
    }
    const { createSqliteVectors } = await import('../vectors/sqlite-vectors.ts');
    return openOwned('QDRANT_URL', () => createSqliteVectors({ file: fileOf('vectors'), clock, logger }));
  }

  function openOnce<T extends Closable & { status(): ReturnType<DependencyCheck> }>(name: string, open: () => Promise<T>): () => Promise<T> {
    let opened: Promise<T> | undefined;
    return async function openShared() {
      opened ??= open().then((store) => {
        checks.set(name, () => store.status());
        return lifecycle.own(name, store);
      });
      // A failure is not kept: the store may be there when it is asked for again.
      opened.catch(() => (opened = undefined));
      return opened;
    };
  }

  if (config.databaseUrl !== undefined && config.redisUrl === undefined) {
    lifecycle.own('claim of the database', await claimDatabase({ databaseUrl: config.databaseUrl, ...claiming }));
  }
  const log = lifecycle.own('event log', await openLog());
  checks.set('event-log', () => log.status());
  const cache = lifecycle.own('cache', await openCache({ redisUrl: config.redisCacheUrl, localBytes: config.cacheLocalBytes, clock, logger }));
  const openGraph = openOnce('graph', openGraphEngine);
  const openVectors = openOnce('vectors', openVectorsEngine);
  // A server that is configured must be there at the start, whether or not anything needs it yet; an embedded engine waits.
  if (config.neo4jUri !== undefined) await openGraph();
  if (config.qdrantUrl !== undefined) await openVectors();
  return { log, cache, checks, openRecords, openGraph, openVectors };
}

// What both engines of records take.
interface RecordsSetup {
  readonly migrations: readonly Migration[];
  readonly log: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly instanceId: string;
  readonly settleTimeoutMs?: number;
}

/** Makes the folder and answers its absolute path; ConfigError when it cannot be written. */
export function prepareDataDir(dataDir: string): string {
  const path = resolve(dataDir);
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK | constants.R_OK | constants.X_OK);
  } catch (error) {
    throw new ConfigError([`AUTOWEAVE_DATA_DIR: ${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`]);
  }
  return path;
}

// A second copy of a subgraph shares a data folder only where no file is shared; what it lacks it says by name.
async function openOwned<T>(variable: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof FileOwnedError)) throw error;
    throw new CodedError('STORE_UNAVAILABLE', `${error.message}; set ${variable} to share this store among processes`, { cause: error });
  }
}
