import { ProtocolError, readFieldLine } from './response-head.ts';

/** Takes the chunked coding off a body (RFC 9112, section 7.1); trailers are checked and passed over. */
export interface ChunkedBody {
  /** Takes what came next. Once the body has ended it answers what follows it. Throws a ProtocolError. */
  take(bytes: Buffer): Buffer | undefined;
}

/** A chunk's size with its extensions, or a trailer, takes no more than this many bytes. */
const MAX_LINE_BYTES = 8 * 1024;
/** All extensions of a body together, which nobody reads. */
const MAX_EXTENSION_BYTES = 16 * 1024;
const MAX_TRAILERS = 100;
/** A size with its extensions, without the blanks around their signs that old servers may put there: who reads a line differently reads the body differently. */
const SIZE_LINE =
  /^([0-9A-Fa-f]{1,8})((?:;[!#$%&'*+.^_`|~0-9A-Za-z-]+(?:=(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+|"(?:[\t\x20!\x23-\x5b\x5d-\x7e\x80-\xff]|\\[\t\x20-\x7e\x80-\xff])*"))?)*)$/;
/** What a server may say of the body before it only (RFC 9110, section 6.5.1). */
const FRAMING: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding']);
const NOTHING = Buffer.alloc(0);

/** Gives the content to `onData`, which must copy what it keeps. */
export function createChunkedBody(onData: (data: Buffer) => void): ChunkedBody {
  /** What came of a line that is not whole. */
  let pending: Buffer = NOTHING;
  let dataLeft = 0;
  let extensionBytes = 0;
  let trailers = 0;
  let reading: 'size' | 'data' | 'dataEnd' | 'trailers' = 'size';

  /** A line without its end, or undefined until it is whole. */
  function takeLine(bytes: Buffer): { line: string; rest: Buffer } | undefined {
    const end = bytes.indexOf('\r\n');
    if ((end === -1 ? bytes.length : end) > MAX_LINE_BYTES) throw new ProtocolError('a line between chunks that does not end');
    if (end !== -1) return { line: bytes.toString('latin1', 0, end), rest: bytes.subarray(end + 2) };
    pending = Buffer.from(bytes);
    return undefined;
  }

  function readSize(line: string): void {
    const size = SIZE_LINE.exec(line);
    if (size === null) throw new ProtocolError('a chunk without a size');
    extensionBytes += (size[2] ?? '').length;
    if (extensionBytes > MAX_EXTENSION_BYTES) throw new ProtocolError('chunks with more to say than the body');
    dataLeft = Number.parseInt(size[1] ?? '', 16);
    reading = dataLeft === 0 ? 'trailers' : 'data';
  }

  return {
    take(bytes) {
      let rest = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
      pending = NOTHING;
      for (;;) {
        if (reading === 'data') {
          const data = rest.subarray(0, dataLeft);
          if (data.length > 0) onData(data);
          dataLeft -= data.length;
          rest = rest.subarray(data.length);
          if (dataLeft > 0) return undefined;
          reading = 'dataEnd';
        }
        const taken = takeLine(rest);
        if (taken === undefined) return undefined;
        ({ rest } = taken);
        if (reading === 'size') {
          readSize(taken.line);
        } else if (reading === 'dataEnd') {
          if (taken.line !== '') throw new ProtocolError('a chunk that is longer than it says');
          reading = 'size';
        } else {
          if (taken.line === '') return rest;
          trailers += 1;
          if (trailers > MAX_TRAILERS) throw new ProtocolError('too many trailers');
          if (FRAMING.has(readFieldLine(taken.line).name)) throw new ProtocolError('a trailer that says how long the body is');
        }
      }
    },
  };
}
