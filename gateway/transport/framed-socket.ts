import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Payload } from '../subscriptions/payload.ts';
import type { TransportSocket } from './graphql-transport-ws.ts';
import type { HeldBytes } from './held-bytes.ts';

/** Above this many bytes that wait a subscription waits for its client before it reads on. */
const HIGH_WATER_BYTES = 262_144;
/** Above this many nothing more is taken of the client before it has taken all: it could ask for ever more, or ping for ever. */
const HOLD_BYTES = 1_048_576;
/** From this size on a shared body is handed to the system as it is; below, copying costs less than one more piece to write. */
const COPY_BELOW_BYTES = 16_384;
const FINAL_TEXT = 0x81;
const CLOSING_BRACE = 0x7d;
const TAIL = Buffer.of(CLOSING_BRACE);
const TAIL_BYTES = 1;

/**
 * A WebSocket whose text messages are framed here (RFC 6455, section 5.2), in one piece with the connection's own bytes: `ws` writes
 * head and payload apart, and takes a payload only whole. Its own control frames go between: it, too, writes at once.
 */
export class FramedSocket implements TransportSocket {
  readonly #socket: WebSocket;
  readonly #connection: Duplex;
  readonly #held: HeldBytes;
  #isHeld = false;

  /** `connection` is what the WebSocket was made of, without compression. */
  constructor(socket: WebSocket, connection: Duplex, held: HeldBytes) {
    this.#socket = socket;
    this.#connection = connection;
    this.#held = held;
  }

  send(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(text);
    this.holdIfBehind();
  }

  sendJoined(head: string, payload: Payload): Promise<void> | undefined {
    if (this.#socket.readyState !== this.#socket.OPEN) return undefined;
    const connection = this.#connection;
    const body = payload.bytes;
    // In characters, of which each takes three bytes at most: 16 bits hold the length.
    if (head.length + body.length < COPY_BELOW_BYTES) connection.write(toSharedFrame(head, payload));
    else {
      connection.cork();
      connection.write(toFrameHead(head, body.length + TAIL_BYTES));
      connection.write(body);
      connection.write(TAIL);
      connection.uncork();
    }
    if (connection.writableLength < HIGH_WATER_BYTES) return undefined;
    this.holdIfBehind();
    // Resolved when the bytes are with the system, or when the socket is gone: the source is released elsewhere then.
    return new Promise((resolve) => connection.write('', () => resolve()));
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /**
   * Takes nothing more of a client for which too much waits, until it has taken all of it or is gone. To be called, too, after `ws` has
   * written by itself. One that takes nothing answers no ping either, and is ended for that.
   */
  holdIfBehind(): void {
    const waiting = this.#connection.writableLength;
    if (waiting < HOLD_BYTES) return;
    const cut = (): void => this.#socket.terminate();
    this.#held.note(this, waiting, cut);
    if (this.#isHeld || this.#connection.destroyed) return;
    this.#isHeld = true;
    this.#socket.pause();
    const release = (): void => {
      this.#connection.off('drain', release);
      this.#connection.off('close', release);
      this.#isHeld = false;
      this.#held.note(this, 0, cut);
      this.#socket.resume();
    };
    this.#connection.once('drain', release);
    this.#connection.once('close', release);
  }
}

/** The frame of one payload is made once for all that have the same head: clients number their operations alike. */
function toSharedFrame(head: string, { bytes, framed }: Payload): Buffer {
  if (framed.bytes !== undefined && framed.key === head) return framed.bytes;
  framed.key = head;
  return (framed.bytes = toFrame(head, bytes));
}

/** The whole frame in one piece. Written out, for it is made for every frame of every client. */
function toFrame(head: string, body: Buffer): Buffer {
  const headBytes = Buffer.byteLength(head);
  const length = headBytes + body.length + TAIL_BYTES;
  const start = length < 126 ? 2 : 4;
  const frame = Buffer.allocUnsafe(start + length);
  frame[0] = FINAL_TEXT;
  if (start === 2) frame[1] = length;
  else {
    frame[1] = 126;
    frame[2] = length >>> 8;
    frame[3] = length & 0xff;
  }
  frame.write(head, start);
  frame.set(body, start + headBytes);
  frame[frame.length - 1] = CLOSING_BRACE;
  return frame;
}

/** The frame up to and with `head`, for `restBytes` that follow. */
function toFrameHead(head: string, restBytes: number): Buffer {
  const headBytes = Buffer.byteLength(head);
  const length = headBytes + restBytes;
  const start = length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(start + headBytes);
  frame[0] = FINAL_TEXT;
  frame[1] = start === 4 ? 126 : 127;
  if (start === 4) frame.writeUInt16BE(length, 2);
  else frame.writeBigUInt64BE(BigInt(length), 2);
  frame.write(head, start);
  return frame;
}
