import { connect, type Socket } from 'node:net';
import { readFrames, toPong, toTextFrame, toUpgradeRequest, type FrameHandler } from './wire.ts';

/** Where a subscriber connects and what it asks. */
export interface Subscription {
  readonly url: URL;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Speak `extensions.stream`: resume by the last cursor after a loss of the connection. */
  readonly resumes: boolean;
}

/** Who hears of what a subscriber gets. */
export interface SubscriberEvents {
  /** Event `n` came, in order: each exactly once. */
  received(n: number): void;
  /** What must not be: an event lost, doubled or out of order, an error, a gap. */
  wrong(what: string): void;
  /** The connection is gone, and was not closed here. */
  lost(): void;
}

const N = Buffer.from('"n":');
const CURSOR = Buffer.from('"cursor":"');
const NEXT = Buffer.from('"type":"next"');
const ACK = Buffer.from('"connection_ack"');
const GAP = Buffer.from('"gap":');
const QUOTE = 0x22;
const HEAD_END = Buffer.from('\r\n\r\n');
const INIT = toTextFrame('{"type":"connection_init"}');
/** What one read brings at most; all subscribers of this process share the buffer. */
const shared = Buffer.allocUnsafe(262_144);

/**
 * One subscriber over a WebSocket of its own. Every event carries its number as `"n":…`; from the first one that it gets, each
 * further one must be the next.
 */
export class Subscriber implements FrameHandler {
  readonly #subscription: Subscription;
  readonly #events: SubscriberEvents;
  #socket: Socket | undefined;
  #rest: Buffer | undefined;
  #isOpen = false;
  #cursor: string | undefined;
  #isClosing = false;
  /** The last event's number; undefined before the first. */
  last: number | undefined;
  /** True once the server has accepted this connection. */
  isAcknowledged = false;

  constructor(subscription: Subscription, events: SubscriberEvents) {
    this.#subscription = subscription;
    this.#events = events;
  }

  /** Connects, or connects again after the connection was lost. */
  open(): void {
    const { url } = this.#subscription;
    this.#isOpen = false;
    this.isAcknowledged = false;
    this.#rest = undefined;
    const socket = connect({
      host: url.hostname,
      port: Number(url.port),
      noDelay: true,
      onread: { buffer: shared, callback: (length) => this.#read(shared.subarray(0, length)) },
    });
    this.#socket = socket;
    socket.on('error', () => undefined);
    socket.once('close', () => {
      if (this.#isClosing || this.#socket !== socket) return;
      this.#events.lost();
    });
    socket.write(toUpgradeRequest(url.host, url.pathname));
  }

  end(): void {
    this.#isClosing = true;
    this.#socket?.destroy();
  }

  #read(bytes: Buffer): boolean {
    let all = this.#rest === undefined ? bytes : Buffer.concat([this.#rest, bytes]);
    if (!this.#isOpen) {
      const end = all.indexOf(HEAD_END);
      if (end === -1) {
        this.#rest = Buffer.from(all);
        return true;
      }
      if (!all.subarray(0, 12).equals(Buffer.from('HTTP/1.1 101'))) this.#events.wrong(`no WebSocket: ${all.subarray(0, 60).toString()}`);
      this.#isOpen = true;
      this.#socket?.write(INIT);
      all = all.subarray(end + HEAD_END.length);
    }
    const taken = readFrames(all, this);
    this.#rest = taken === all.length ? undefined : Buffer.from(all.subarray(taken));
    return true;
  }

  text(bytes: Buffer): void {
    if (bytes.includes(NEXT)) this.#next(bytes);
    else if (bytes.includes(ACK)) {
      this.isAcknowledged = true;
      this.#subscribe();
    } else if (!bytes.includes('"type":"p')) this.#events.wrong(bytes.subarray(0, 300).toString());
  }

  ping(payload: Buffer): void {
    this.#socket?.write(toPong(payload));
  }

  /** The server's close frame. */
  close(code: number): void {
    if (code >= 4_000) this.#events.wrong(`closed with ${code}`);
  }

  #subscribe(): void {
    const { query, variables, resumes } = this.#subscription;
    const stream = this.#cursor === undefined ? {} : { resumeFrom: this.#cursor };
    this.#socket?.write(
      toTextFrame(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables, ...(resumes ? { extensions: { stream } } : {}) } })),
    );
  }

  #next(bytes: Buffer): void {
    if (this.#subscription.resumes) {
      const at = bytes.indexOf(CURSOR);
      if (at !== -1) this.#cursor = bytes.toString('latin1', at + CURSOR.length, bytes.indexOf(QUOTE, at + CURSOR.length));
      if (bytes.includes(GAP)) this.#events.wrong(`a gap: ${bytes.subarray(0, 300).toString()}`);
    }
    const at = bytes.indexOf(N);
    if (at === -1) {
      if (!this.#subscription.resumes) this.#events.wrong(`no event: ${bytes.subarray(0, 300).toString()}`);
      return;
    }
    const n = readNumber(bytes, at + N.length);
    if (this.last !== undefined && n !== this.last + 1) this.#events.wrong(`event ${n} after ${this.last}`);
    this.last = n;
    this.#events.received(n);
  }
}

function readNumber(bytes: Buffer, from: number): number {
  let value = 0;
  for (let at = from; at < bytes.length; at += 1) {
    const digit = bytes.readUInt8(at) - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  return value;
}
