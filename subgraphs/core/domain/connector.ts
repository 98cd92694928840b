import type { Clock } from '../../../platform/clock/clock.ts';
import { toBackoffMs, type BackoffPolicy } from './backoff.ts';
import { advanceConnection, type Connection, type ConnectionEvent } from './connection.ts';
import type { CoreApi } from './core-api.ts';
import type { CoreSession, CoreSocket } from './core-socket.ts';

/** When to try again, and what counts as a connection that stands. */
export interface ConnectorPolicy extends BackoffPolicy {
  /** How often the socket is pinged and the health asked while connected. */
  readonly heartbeatMs: number;
  /** How long a connection must last before a loss counts as the first failure again. */
  readonly stableAfterMs: number;
}

/** Keeps at most one connection to Core. */
export interface Connector {
  connection(): Connection;
  /** The open socket; undefined unless connected. */
  session(): CoreSession | undefined;
  /** Starts connecting, or tries at once when waiting. Resolves when connected or when an attempt has failed; trying goes on. */
  connect(): Promise<void>;
  /** Ends the connection and every attempt; resolves when the socket is let go. */
  disconnect(reason: string): Promise<void>;
}

interface Run {
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/** `onChange` is called after each change of state, in order. `random` gives numbers from 0 to below 1. */
export function createConnector(setup: {
  api: Pick<CoreApi, 'health'>;
  socket: CoreSocket;
  clock: Clock;
  random: () => number;
  policy: ConnectorPolicy;
  onChange: (connection: Connection, before: Connection) => void;
}): Connector {
  const { api, socket, clock, random, policy, onChange } = setup;
  let connection: Connection = { kind: 'idle', sinceMs: clock.now(), reason: 'not connected yet' };
  let current: CoreSession | undefined;
  let run: Run | undefined;
  let wait = new AbortController();
  const settled = new Set<() => void>();

  function step(event: ConnectionEvent): void {
    const before = connection;
    connection = advanceConnection(before, event);
    if (connection === before) return;
    onChange(connection, before);
    if (connection.kind === 'connecting') return;
    for (const settle of settled) settle();
    settled.clear();
  }

  async function attempt(signal: AbortSignal): Promise<string> {
    step({ kind: 'attempt', atMs: clock.now() });
    try {
      step({ kind: 'healthy', health: await api.health(signal) });
      current = await socket.open(signal);
      step({ kind: 'opened', atMs: clock.now() });
      return await hold(current, signal);
    } catch (error) {
      return (error as Error).message;
    } finally {
      current?.close();
      current = undefined;
    }
  }

  /** Resolves with the reason once the connection is no longer good. */
  async function hold(session: CoreSession, signal: AbortSignal): Promise<string> {
    const over = new AbortController();
    const cancelStable = clock.after(policy.stableAfterMs, () => step({ kind: 'stable' }));
    async function beat(): Promise<never> {
      for (;;) {
        await clock.sleep(policy.heartbeatMs, AbortSignal.any([signal, over.signal]));
        await Promise.all([session.ping(), api.health(signal)]);
      }
    }
    try {
      return await Promise.race([session.closed, beat()]);
    } finally {
      over.abort();
      cancelStable();
    }
  }

  async function keepConnected(signal: AbortSignal): Promise<void> {
    for (;;) {
      const error = await attempt(signal);
      if (signal.aborted) return;
      wait = new AbortController();
      step({ kind: 'failed', atMs: clock.now(), error, delayMs: (number) => toBackoffMs(policy, number, random()) });
      const delayMs = connection.kind === 'waiting' ? connection.delayMs : 0;
      // Ended early by `connect` (try now) or by `disconnect` (the loop ends above or here).
      await clock.sleep(delayMs, AbortSignal.any([signal, wait.signal])).catch(() => undefined);
      if (signal.aborted) return;
    }
  }

  return {
    connection: () => connection,
    session: () => current,
    async connect() {
      while (run?.stop.signal.aborted === true) await run.done;
      if (connection.kind === 'connected') return;
      const outcome = new Promise<void>((resolve) => settled.add(resolve));
      if (run === undefined) {
        const stop = new AbortController();
        run = { stop, done: keepConnected(stop.signal) };
      } else {
        wait.abort();
      }
      await outcome;
    },
    async disconnect(reason) {
      const ending = run;
      if (ending !== undefined) {
        ending.stop.abort();
        current?.close();
        await ending.done;
        if (run === ending) run = undefined;
      }
      step({ kind: 'closed', atMs: clock.now(), reason });
    },
  };
}
