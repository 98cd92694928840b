import type { JsonObject } from '../../../platform/json/json-value.ts';

/** Opens the one WebSocket to Core. */
export interface CoreSocket {
  /** Resolves once it is open; rejects with UPSTREAM_UNAVAILABLE. */
  open(signal: AbortSignal): Promise<CoreSession>;
}

/** One open WebSocket. */
export interface CoreSession {
  /** Resolves with the reason once the socket is gone, whoever ended it. */
  readonly closed: Promise<string>;
  /** Rejects when no pong comes in time. */
  ping(): Promise<void>;
  /** Sends a message and answers what Core said to it; one exchange at a time, in order of the calls. */
  exchange(message: CoreMessage): Promise<CoreReply>;
  close(): void;
}

/** What is sent to Core. */
export interface CoreMessage {
  readonly type: string;
  readonly content: JsonObject;
}

/** What Core said to a message. */
export type CoreReply =
  /** A frame that is not an error. */
  | { readonly kind: 'accepted'; readonly detail: string }
  /** Core knows no such type of message. */
  | { readonly kind: 'unsupported'; readonly detail: string }
  | { readonly kind: 'rejected'; readonly detail: string }
  /** Core went on to the next message without a word about this one, or answered nothing at all in time. */
  | { readonly kind: 'silent'; readonly detail: string }
  /** The socket was gone before anything was sent. */
  | { readonly kind: 'not-sent' };
