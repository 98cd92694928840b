import type { Client } from 'pg';
import type { Clock } from '../clock/clock.ts';
import { CodedError } from '../errors/coded-error.ts';
import type { Logger } from '../logging/logger.ts';
import { toRun, type PostgresConnection, type RunStatement } from './postgres-connection.ts';
import { toPostgresError } from './postgres-errors.ts';

/** A lasting connection that holds this process's lock and hears its channels; found again when it is lost. */
export interface PostgresSession {
  /**
   * Runs one statement on this connection, after those that were asked for before. It never waits for the pool, which a
   * burst of commands may keep busy for long. Rejects with a CodedError as `toPostgresError` makes it.
   */
  readonly run: RunStatement;
  /** True once this session has the lock, which it then keeps until the connection ends. */
  holdLock(key: bigint): Promise<boolean>;
  /** Calls `listener` for each notification of `channel`, and once after each reconnection, for what was missed. */
  listen(channel: string, listener: () => void): () => void;
  close(): Promise<void>;
}

const RECONNECT_MS = 500;

/** Takes over `client`, which is connected, and replaces it when it ends. */
export async function createPostgresSession(
  client: Client,
  parts: { connection: Pick<PostgresConnection, 'openSession'>; channels: readonly string[]; clock: Clock; logger: Logger },
): Promise<PostgresSession> {
  const { connection, channels, clock, logger } = parts;
  const listeners = new Map<string, Set<() => void>>(channels.map((channel) => [channel, new Set()]));
  let current: Client | undefined;
  let held: bigint | undefined;
  let closed = false;
  let reconnecting: Promise<void> | undefined;
  let lastTurn: Promise<unknown> = Promise.resolve();

  /** A connection runs one statement at a time. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = lastTurn.then(work).catch((error: unknown) => {
      throw toPostgresError(error);
    });
    lastTurn = turn.catch(() => undefined);
    return turn;
  }

  async function connected(): Promise<Client> {
    if (current === undefined) await reconnect();
    if (current === undefined) throw new CodedError('STORE_UNAVAILABLE', 'the session with the records is closed');
    return current;
  }

  async function tryLock(key: bigint): Promise<boolean> {
    const asked = await connected();
    if (held === key) return true;
    const { rows } = await toRun(asked)<{ got: number }>('SELECT pg_try_advisory_lock($1) AS got', [key]);
    if (rows[0]?.got !== 1 || asked !== current) return false;
    held = key;
    return true;
  }

  function tell(channel: string): void {
    for (const listener of listeners.get(channel) ?? []) listener();
  }

  async function adopt(next: Client): Promise<void> {
    next.once('end', () => {
      if (current !== next) return;
      current = undefined;
      held = undefined;
      if (!closed) logger.warn('the session with PostgreSQL was lost');
      scheduleReconnect();
    });
    next.on('notification', ({ channel }) => tell(channel));
    for (const channel of channels) await next.query(`LISTEN "${channel}"`);
    current = next;
  }

  function scheduleReconnect(): void {
    if (!closed) clock.after(RECONNECT_MS, () => void reconnect().catch(scheduleReconnect));
  }

  function reconnect(): Promise<void> {
    reconnecting ??= connectAgain().finally(() => (reconnecting = undefined));
    return reconnecting;
  }

  async function connectAgain(): Promise<void> {
    if (closed || current !== undefined) return;
    const next = await connection.openSession();
    if (closed) return next.end();
    try {
      await adopt(next);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    for (const channel of channels) tell(channel);
  }

  await adopt(client);
  return {
    run: (sql, parameters) => inTurn(async () => toRun(await connected())(sql, parameters)),
    holdLock: (key) => inTurn(() => tryLock(key)),
    listen(channel, listener) {
      listeners.get(channel)?.add(listener);
      return () => listeners.get(channel)?.delete(listener);
    },
    async close() {
      closed = true;
      await reconnecting?.catch(() => undefined);
      const ending = current;
      current = undefined;
      await ending?.end().catch(() => undefined);
    },
  };
}
