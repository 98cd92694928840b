import type { OperationResult } from '../operation.ts';
import { toResultText } from '../result-text.ts';

/** A result on its way to clients: however many get it, it is written as JSON once. */
export interface Payload {
  readonly result: OperationResult;
  /** The result as JSON in UTF-8; written on first use and shared from then on, so nobody may change it. */
  readonly bytes: Buffer;
  /** What a wire last made of the bytes, under a key of its own: many clients often get the very same. */
  readonly framed: { key: string; bytes: Buffer | undefined };
}

/** Whom a subscription hands its payloads to. */
export interface PayloadTaker {
  /** Answers a promise when it can take no other before that resolves. */
  take(payload: Payload): Promise<void> | undefined;
  /** Called once after the last payload, with what broke it if anything did; not after the subscription was stopped. */
  end(error: Error | undefined): void;
}

/** Wraps a result that does not change any more. */
export function createPayload(result: OperationResult): Payload {
  let bytes: Buffer | undefined;
  return {
    result,
    framed: { key: '', bytes: undefined },
    get bytes() {
      bytes ??= Buffer.from(toResultText(result));
      return bytes;
    },
  };
}

/** How many frames before this one were let go, as it tells. */
export function toDropped({ result }: Payload): number {
  return (result.extensions?.['stream'] as { readonly dropped?: number } | undefined)?.dropped ?? 0;
}

/** The cursor that a payload carries, if any. */
export function toCursor({ result }: Payload): string | undefined {
  const stream = result.extensions?.['stream'];
  const cursor = typeof stream === 'object' && stream !== null ? (stream as { cursor?: unknown }).cursor : undefined;
  return typeof cursor === 'string' ? cursor : undefined;
}
