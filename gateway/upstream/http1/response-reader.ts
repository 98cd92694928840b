import { OversizeError, type BodyRoom } from './body-room.ts';
import { createChunkedBody, type ChunkedBody } from './chunked-body.ts';
import { ProtocolError, readResponseHead, type ResponseHead } from './response-head.ts';

/** A response that has come whole. */
export interface WholeResponse {
  readonly head: ResponseHead;
  /** To be read at once: it may lie in the memory that the next bytes are read to. */
  readonly body: Buffer;
  /** True when bytes followed that nobody asked for. */
  readonly hasMore: boolean;
}

/** Puts one response together from what is read of a connection. */
export interface ResponseReader {
  /** Takes what came next, and copies what it keeps; answers the response once it is whole. Throws a ProtocolError or an OversizeError. */
  take(bytes: Buffer): WholeResponse | undefined;
  /** The connection has ended: answers the response where that is how it ends. */
  end(): WholeResponse | undefined;
  /** Gives back the room that it took, when its response has been read or is waited for no more. */
  leave(): void;
}

const MAX_HEAD_BYTES = 64 * 1024;
const HEAD_END = '\r\n\r\n';
const NOTHING = Buffer.alloc(0);

/** A reader of one response with a body of at most `maxBytes`, for which it takes of `room`. Informational responses before it are passed over. */
export function createResponseReader(maxBytes: number, room: BodyRoom): ResponseReader {
  /** What came of the head until it is whole. */
  let begun: Buffer = NOTHING;
  let begunBytes = 0;
  /** Informational responses take of it too: there may be many of them. */
  let headBytesLeft = MAX_HEAD_BYTES;
  let head: ResponseHead | undefined;
  let chunked: ChunkedBody | undefined;
  /** What was kept, in memory that doubles: a body that comes in a million pieces takes no more than its bytes. */
  let kept: Buffer = NOTHING;
  let bytesKept = 0;

  function tooLarge(): OversizeError {
    return new OversizeError(`more than ${maxBytes} bytes`);
  }

  function keep(bytes: Buffer): void {
    const end = bytesKept + bytes.length;
    if (end > maxBytes) throw tooLarge();
    if (end > kept.length) {
      const length = Math.max(end, Math.min(maxBytes, 2 * kept.length));
      room.take(length - kept.length);
      kept = Buffer.concat([kept.subarray(0, bytesKept)], length);
    }
    bytes.copy(kept, bytesKept);
    bytesKept = end;
  }

  /** Puts bytes behind what came of the head. */
  function join(bytes: Buffer): Buffer {
    const length = begunBytes + bytes.length;
    if (length > begun.length) begun = Buffer.concat([begun.subarray(0, begunBytes)], Math.max(length, 2 * begun.length));
    bytes.copy(begun, begunBytes);
    return begun.subarray(0, length);
  }

  function takeHead(bytes: Buffer): WholeResponse | undefined {
    let isJoined = begunBytes > 0;
    // What was looked through before is not looked through again: a head may come byte by byte.
    let from = Math.max(0, begunBytes - HEAD_END.length + 1);
    let rest = isJoined ? join(bytes) : bytes;
    for (;;) {
      const end = rest.indexOf(HEAD_END, from);
      if ((end === -1 ? rest.length : end) > headBytesLeft) throw new ProtocolError(`a head of more than ${MAX_HEAD_BYTES} bytes`);
      if (end === -1) {
        if (!isJoined) begun = Buffer.from(rest);
        begunBytes = rest.length;
        return undefined;
      }
      const read = readResponseHead(rest.toString('latin1', 0, end));
      headBytesLeft -= end;
      rest = rest.subarray(end + HEAD_END.length);
      from = 0;
      isJoined = false;
      if (read.statusCode === 101) throw new ProtocolError('a change of protocol that nobody asked for');
      if (read.statusCode >= 200) return takeBodyOf(read, rest);
    }
  }

  function takeBodyOf(read: ResponseHead, bytes: Buffer): WholeResponse | undefined {
    if (read.body.kind === 'length' && read.body.bytes > maxBytes) throw tooLarge();
    if (read.body.kind === 'chunked') chunked = createChunkedBody(keep);
    head = read;
    return takeBody(read, bytes);
  }

  function takeBody(of: ResponseHead, bytes: Buffer): WholeResponse | undefined {
    if (of.body.kind === 'length') {
      const left = of.body.bytes - bytesKept;
      if (bytes.length >= left) return finish(of, { last: bytes.subarray(0, left), hasMore: bytes.length > left });
      keep(bytes);
      return undefined;
    }
    if (chunked === undefined) {
      keep(bytes);
      return undefined;
    }
    const rest = chunked.take(bytes);
    return rest === undefined ? undefined : finish(of, { hasMore: rest.length > 0 });
  }

  function finish(of: ResponseHead, { last, hasMore }: { last?: Buffer; hasMore: boolean }): WholeResponse {
    if (last !== undefined && bytesKept === 0) return { head: of, body: last, hasMore };
    if (last !== undefined) keep(last);
    return { head: of, body: kept.subarray(0, bytesKept), hasMore };
  }

  return {
    take: (bytes) => (head === undefined ? takeHead(bytes) : takeBody(head, bytes)),
    leave() {
      room.give(kept.length);
      kept = NOTHING;
    },
    end: () => (head?.body.kind === 'untilClose' ? finish(head, { hasMore: false }) : undefined),
  };
}
