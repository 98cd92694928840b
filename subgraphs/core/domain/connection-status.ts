import type { Connection } from './connection.ts';

/** What is told of the connection; times in milliseconds since the epoch. */
export interface ConnectionStatus {
  readonly state: 'NOT_CONFIGURED' | 'DISCONNECTED' | 'CONNECTING' | 'CONNECTED';
  readonly httpOk: boolean;
  readonly wsOpen: boolean;
  readonly addresses: CoreAddresses | null;
  readonly coreVersion: string | null;
  readonly sinceMs: number | null;
  readonly lastError: string | null;
  readonly reconnect: { readonly attempt: number; readonly nextDelayMs: number; readonly nextAttemptAtMs: number } | null;
  readonly lastPolledAtMs: number | null;
}

/** Where Core is. */
export interface CoreAddresses {
  readonly coreUrl: string;
  readonly wsUrl: string;
  readonly anpUrl: string;
}

/** The status of a workspace that has no Core. */
export const NOT_CONFIGURED: ConnectionStatus = {
  state: 'NOT_CONFIGURED',
  httpOk: false,
  wsOpen: false,
  addresses: null,
  coreVersion: null,
  sinceMs: null,
  lastError: null,
  reconnect: null,
  lastPolledAtMs: null,
};

/** The connection as it is told. */
export function toConnectionStatus(connection: Connection, facts: { addresses: CoreAddresses; lastPolledAtMs: number | null }): ConnectionStatus {
  const common = { ...NOT_CONFIGURED, ...facts, sinceMs: connection.sinceMs };
  switch (connection.kind) {
    case 'idle':
      return { ...common, state: 'DISCONNECTED' };
    case 'connecting': {
      const { health, attempt, lastError, sinceMs } = connection;
      const reconnect = attempt === 0 ? null : { attempt, nextDelayMs: 0, nextAttemptAtMs: sinceMs };
      return { ...common, state: 'CONNECTING', httpOk: health !== undefined, coreVersion: health?.version ?? null, lastError: lastError ?? null, reconnect };
    }
    case 'connected':
      return { ...common, state: 'CONNECTED', httpOk: true, wsOpen: true, coreVersion: connection.health.version };
    case 'waiting': {
      const { attempt, delayMs, httpOk, lastError, sinceMs } = connection;
      return { ...common, state: 'DISCONNECTED', httpOk, lastError, reconnect: { attempt, nextDelayMs: delayMs, nextAttemptAtMs: sinceMs + delayMs } };
    }
  }
}
