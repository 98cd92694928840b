import { randomBytes } from 'node:crypto';

/*
 * The client's side of RFC 6455, as little of it as a load needs: thousands of these run on one core beside the server that
 * they measure, so frames are found in the bytes that came and looked at where they lie.
 */

const TEXT = 0x81;
const PONG = 0x8a;
const PING_OPCODE = 0x9;
const CLOSE_OPCODE = 0x8;
const MASKED = 0x80;

/** The request that asks for a WebSocket of graphql-transport-ws at `path`. */
export function toUpgradeRequest(host: string, path: string): string {
  const key = randomBytes(16).toString('base64');
  return (
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`
  );
}

/** A text message of a client. Its mask is zero, which leaves the text as it is. */
export function toTextFrame(text: string): Buffer {
  return toFrame(TEXT, Buffer.from(text));
}

/** The answer to a ping. */
export function toPong(payload: Buffer): Buffer {
  return toFrame(PONG, payload);
}

function toFrame(first: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = length < 126 ? [first, MASKED | length] : [first, MASKED | 126, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), Buffer.alloc(4), payload]);
}

/** Who is told of a server's frames; buffers are the reader's own and change after the call. */
export interface FrameHandler {
  text(bytes: Buffer): void;
  ping(payload: Buffer): void;
  close(code: number): void;
}

/** Hands the whole frames in `bytes` to `handler`; answers how many bytes they took. A server's frames are neither masked nor, here, in fragments. */
export function readFrames(bytes: Buffer, handler: FrameHandler): number {
  let at = 0;
  while (bytes.length - at >= 2) {
    const opcode = bytes.readUInt8(at) & 0x0f;
    const short = bytes.readUInt8(at + 1) & 0x7f;
    const lengthBytes = short < 126 ? 0 : short === 126 ? 2 : 8;
    const start = at + 2 + lengthBytes;
    if (bytes.length < start) break;
    const length = lengthBytes === 0 ? short : lengthBytes === 2 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
    if (bytes.length < start + length) break;
    const payload = bytes.subarray(start, start + length);
    if (opcode === PING_OPCODE) handler.ping(payload);
    else if (opcode === CLOSE_OPCODE) handler.close(length >= 2 ? payload.readUInt16BE(0) : 1005);
    else handler.text(payload);
    at = start + length;
  }
  return at;
}
