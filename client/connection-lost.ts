/** A WebSocket was closed under its subscriptions, or could not be made. */
export class ConnectionLost extends Error {
  /** Of the close frame; undefined when none came. */
  readonly code: number | undefined;
  readonly reason: string;
  /** True when the backend had accepted the connection before. */
  readonly wasAccepted: boolean;

  constructor(close: { readonly code?: number; readonly reason?: string }, wasAccepted: boolean) {
    super(`the connection was lost: ${close.reason ?? ''} (${close.code ?? 'no code'})`);
    this.name = 'ConnectionLost';
    this.code = close.code;
    this.reason = close.reason ?? '';
    this.wasAccepted = wasAccepted;
  }
}
