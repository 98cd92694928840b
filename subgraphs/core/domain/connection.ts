/**
 * Where the one connection to Core stands. Each state holds what it needs and no more; times are in milliseconds since the
 * epoch. `attempt` counts from 1 the attempts since the last connection that proved stable.
 */
export type Connection =
  /** Nobody wants a connection: not asked yet, or closed on request. */
  | { readonly kind: 'idle'; readonly sinceMs: number; readonly reason: string }
  | {
      readonly kind: 'connecting';
      readonly sinceMs: number;
      readonly attempt: number;
      readonly health: Health | undefined;
      readonly lastError: string | undefined;
    }
  | { readonly kind: 'connected'; readonly sinceMs: number; readonly attempt: number; readonly health: Health; readonly stable: boolean }
  | {
      readonly kind: 'waiting';
      readonly sinceMs: number;
      readonly attempt: number;
      readonly delayMs: number;
      readonly httpOk: boolean;
      readonly lastError: string;
    };

/** What Core's health answer said. */
export interface Health {
  readonly version: string | null;
}

/** What can happen to a connection. */
export type ConnectionEvent =
  | { readonly kind: 'attempt'; readonly atMs: number }
  | { readonly kind: 'healthy'; readonly health: Health }
  | { readonly kind: 'opened'; readonly atMs: number }
  | { readonly kind: 'stable' }
  | { readonly kind: 'failed'; readonly atMs: number; readonly error: string; readonly delayMs: (attempt: number) => number }
  | { readonly kind: 'closed'; readonly atMs: number; readonly reason: string };

/**
 * The state after `event`. An event that means nothing in this state leaves it as it is.
 * A connection that is lost before it proved stable counts as one more failed attempt, so a Core that accepts and
 * drops is not hammered.
 */
export function advanceConnection(connection: Connection, event: ConnectionEvent): Connection {
  switch (event.kind) {
    case 'closed':
      return { kind: 'idle', sinceMs: event.atMs, reason: event.reason };
    case 'attempt': {
      if (connection.kind === 'connecting' || connection.kind === 'connected') return connection;
      const waited = connection.kind === 'waiting' ? connection : undefined;
      return { kind: 'connecting', sinceMs: event.atMs, attempt: waited?.attempt ?? 0, health: undefined, lastError: waited?.lastError };
    }
    case 'healthy':
      return connection.kind === 'connecting' ? { ...connection, health: event.health } : connection;
    case 'opened': {
      if (connection.kind !== 'connecting' || connection.health === undefined) return connection;
      return { kind: 'connected', sinceMs: event.atMs, attempt: connection.attempt, health: connection.health, stable: false };
    }
    case 'stable':
      return connection.kind === 'connected' ? { ...connection, attempt: 0, stable: true } : connection;
    case 'failed': {
      if (connection.kind !== 'connecting' && connection.kind !== 'connected') return connection;
      const attempt = connection.attempt + 1;
      // After a loss nothing is known of Core; a failed attempt that had passed the health probe knows that HTTP answers.
      const httpOk = connection.kind === 'connecting' && connection.health !== undefined;
      return { kind: 'waiting', sinceMs: event.atMs, attempt, delayMs: event.delayMs(attempt), httpOk, lastError: event.error };
    }
  }
}
