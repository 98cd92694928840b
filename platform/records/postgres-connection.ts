import type { Client, ClientConfig, Pool, PoolClient, QueryResultRow } from 'pg';
import type { Clock } from '../clock/clock.ts';
import { ConfigError } from '../config/settings.ts';
import type { Logger } from '../logging/logger.ts';
import { isTooManyConnections, isUnavailable, toPostgresError } from './postgres-errors.ts';
import { POSTGRES_TYPES } from './postgres-types.ts';
import type { SqlValue } from './sql-value.ts';

/** How many connections are taken, and how long they are waited for. */
export interface PoolOptions {
  /** Connections that are kept; default 5. */
  readonly min?: number;
  /** Connections that may be taken; default 20. */
  readonly max?: number;
  /** Bounds the wait for a connection, and each statement; default 30 000. */
  readonly timeoutMs?: number;
}

interface Answer<Row> {
  readonly rows: readonly Row[];
  /** Rows that the statement found or affected. */
  readonly count: number;
}

type Parameter = SqlValue | readonly SqlValue[] | readonly boolean[];

/** Runs one statement; rejects with the driver's own error. */
export type RunStatement = <Row extends QueryResultRow>(sql: string, parameters?: readonly Parameter[]) => Promise<Answer<Row>>;

/** Connections to one schema of a PostgreSQL database; every statement finds its tables there. */
export interface PostgresConnection {
  /** Runs one statement by itself; rejects with a CodedError as `toPostgresError` makes it. */
  readonly run: RunStatement;
  /** Runs `work` in a transaction: committed when it resolves, undone when it rejects. Rejects with the driver's own error. */
  transaction<T>(work: (run: RunStatement) => Promise<T>): Promise<T>;
  /** A connection of one's own, for locks and signals that last. The caller ends it. `patient`: without a bound on its statements. */
  openSession(options?: { patient: boolean }): Promise<Client>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 30_000;
const SESSION_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 10_000;
/** Short, so that what a burst took is soon there for other processes: the server's limit is shared by all. */
const IDLE_MS = 2_000;
const RETRY_CONNECTION_MS = 50;

/**
 * Makes the pool; nothing is connected yet. The driver is loaded here and not before. The server must be reached
 * directly or through session pooling: signals and the relay's turn belong to a session.
 */
export async function openPostgresConnection(options: {
  url: string;
  schema: string;
  clock: Clock;
  logger: Logger;
  pool?: PoolOptions;
}): Promise<PostgresConnection> {
  // The engine's own complaint about a bad URL would carry the whole of it, password included.
  if (!URL.canParse(options.url)) throw new ConfigError(['PostgreSQL: its URL cannot be read, expected postgresql://user:password@host:port/database']);
  const { clock, logger } = options;
  const { min = 5, max = 20, timeoutMs = TIMEOUT_MS } = options.pool ?? {};
  const { default: pg } = await import('pg');
  const config: ClientConfig = {
    connectionString: withSearchPath(options.url, options.schema),
    types: POSTGRES_TYPES,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    application_name: 'autoweave',
  };
  // Beyond the server's own timeout only a server that is gone without a word stays silent.
  const bounds = { statement_timeout: timeoutMs, query_timeout: timeoutMs + 5_000 };
  const pool: Pool = new pg.Pool({ ...config, ...bounds, min, max, connectionTimeoutMillis: timeoutMs, idleTimeoutMillis: IDLE_MS });
  pool.on('error', (error) => logger.warn({ err: error }, 'a connection to PostgreSQL was lost'));
  // A client may fail while nobody listens: between two owners, or after it was given up. The statement under way rejects by itself.
  pool.on('connect', (client) => client.on('error', () => undefined));

  /** A server at its limit has room again when another process gives a connection back. */
  async function connect(): Promise<PoolClient> {
    const untilMs = clock.elapsed() + timeoutMs;
    for (;;) {
      try {
        return await pool.connect();
      } catch (error) {
        if (!isTooManyConnections(error) || clock.elapsed() >= untilMs) throw error;
        await clock.sleep(RETRY_CONNECTION_MS);
      }
    }
  }

  async function withClient<T>(work: (run: RunStatement) => Promise<T>): Promise<T> {
    const client = await connect();
    let broken = false;
    const onError = () => (broken = true);
    client.on('error', onError);
    try {
      return await work(toRun(client));
    } catch (error) {
      broken ||= isUnavailable(error);
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  async function runTransaction<T>(run: RunStatement, work: (run: RunStatement) => Promise<T>): Promise<T> {
    await run('BEGIN');
    try {
      const value = await work(run);
      await run('COMMIT');
      return value;
    } catch (error) {
      // With the connection gone the transaction is gone too; else a rollback that fails says that it is.
      if (!isUnavailable(error)) await run('ROLLBACK');
      throw error;
    }
  }

  return {
    async run(sql, parameters) {
      try {
        return await withClient((run) => run(sql, parameters));
      } catch (error) {
        throw toPostgresError(error);
      }
    },
    transaction: (work) => withClient((run) => runTransaction(run, work)),
    async openSession({ patient } = { patient: false }) {
      const client = new pg.Client({ ...config, ...(patient ? {} : bounds), connectionTimeoutMillis: SESSION_TIMEOUT_MS });
      client.on('error', () => undefined);
      await client.connect();
      return client;
    },
    close: () => pool.end(),
  };
}

/** Runs statements on one client. */
export function toRun(client: Pick<Client, 'query'>): RunStatement {
  return async function run<Row extends QueryResultRow>(sql: string, parameters: readonly Parameter[] = []) {
    const { rows, rowCount } = await client.query<Row>(sql, parameters as unknown[]);
    return { rows, count: rowCount ?? 0 };
  };
}

/** One line that says which server cannot be used and why, without its password. */
export function toUnreachable(url: string, error: unknown): ConfigError {
  const { hostname, port, pathname } = new URL(url);
  const { code, message } = error as { code?: string; message?: string };
  const isServersWord = typeof error === 'object' && error !== null && 'severity' in error;
  const reason = isServersWord || code === undefined ? message : code;
  return new ConfigError([`PostgreSQL at ${hostname || 'localhost'}:${port || '5432'}${pathname} cannot be used: ${reason ?? 'unknown reason'}`]);
}

const SCHEMA = /^[a-z_][a-z0-9_]{0,62}$/;

function withSearchPath(url: string, schema: string): string {
  if (!SCHEMA.test(schema)) throw new Error(`${schema} is not the name of a schema: lower-case letters, digits and _ only`);
  const parsed = new URL(url);
  const options = [parsed.searchParams.get('options'), `-c search_path=${schema}`].filter((option) => option !== null);
  parsed.searchParams.set('options', options.join(' '));
  return parsed.href;
}
