import { createBodyRoom } from '../../../gateway/upstream/http1/body-room.ts';
import { createResponseReader } from '../../../gateway/upstream/http1/response-reader.ts';

/** What the gateway's own client makes of the first response of a connection. */
export interface OwnReading {
  readonly statusCode: number;
  readonly body: string;
  readonly isPersistent: boolean;
  /** True when the piece with which it ended had more behind it. */
  readonly hasMore: boolean;
  /** Bytes that were read until it was whole. */
  readonly end: number;
}

const MAX_BYTES = 100_000;

/**
 * Reads a response whose bytes come in pieces as long as `toLength` says, all in the same memory, as a socket's do. Answers `refused` where the
 * connection is to be ended, and `waits` where more is to come.
 */
export function readByUs(bytes: Buffer, ends: boolean, toLength: () => number): OwnReading | 'refused' | 'waits' {
  const reader = createResponseReader(MAX_BYTES, createBodyRoom(MAX_BYTES));
  const memory = Buffer.alloc(bytes.length);
  try {
    for (let at = 0; at < bytes.length;) {
      const length = bytes.copy(memory, 0, at, at + toLength());
      at += length;
      const response = reader.take(memory.subarray(0, length));
      if (response !== undefined) return toReading(response, at);
      memory.fill('!');
    }
    const last = ends ? reader.end() : undefined;
    return last === undefined ? 'waits' : toReading(last, bytes.length);
  } catch {
    return 'refused';
  }
}

function toReading({ head, body, hasMore }: NonNullable<ReturnType<ReturnType<typeof createResponseReader>['end']>>, end: number): OwnReading {
  return { statusCode: head.statusCode, body: body.toString('latin1'), isPersistent: head.isPersistent, hasMore, end };
}
