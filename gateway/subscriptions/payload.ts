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

/** The cursor that a payload carries, if any. */
export function toCursor({ result }: Payload): string | undefined {
  const stream = result.extensions?.['stream'];
  const cursor = typeof stream === 'object' && stream !== null ? (stream as { cursor?: unknown }).cursor : undefined;
  return typeof cursor === 'string' ? cursor : undefined;
}
