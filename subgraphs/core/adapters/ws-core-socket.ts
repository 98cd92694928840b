import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import type { Clock } from '../../../platform/clock/clock.ts';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { CoreMessage, CoreReply, CoreSession, CoreSocket } from '../domain/core-socket.ts';
import { asRecord, asText } from './read-json.ts';

/** Where Core's WebSocket is, and how long it may take. */
export interface WsCoreSocketOptions {
  readonly url: string;
  /** Sent as X-Forwarded-For. Core keeps one slot for each, so it must be this process's own. */
  readonly clientAddress: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

const MAX_FRAME_BYTES = 10 * 1024 * 1024;

/** Core's WebSocket through `ws`. */
export function createWsCoreSocket(options: WsCoreSocketOptions): CoreSocket {
  const { url, clientAddress, timeoutMs } = options;
  return {
    open(signal) {
      return new Promise((resolve, reject) => {
        const socket = new WebSocket(url, { headers: { 'X-Forwarded-For': clientAddress }, handshakeTimeout: timeoutMs, maxPayload: MAX_FRAME_BYTES });
        const abandon = () => socket.terminate();
        let lastError = 'closed before it opened';
        socket.on('error', (error) => {
          lastError = toReason(error);
        });
        socket.once('close', () => reject(new CodedError('UPSTREAM_UNAVAILABLE', `AutoWeave Core's WebSocket cannot be opened at ${url}: ${lastError}`)));
        socket.once('open', () => {
          signal.removeEventListener('abort', abandon);
          resolve(toSession(socket, options));
        });
        signal.addEventListener('abort', abandon, { once: true });
        if (signal.aborted) abandon();
      });
    },
  };
}

/**
 * Replies carry no id and match by order only. So each message is followed by a command with a name of its own,
 * which Core refuses by that name: whatever came before that refusal was said to the message.
 */
function toSession(socket: WebSocket, { timeoutMs, clock }: WsCoreSocketOptions): CoreSession {
  const gone = Promise.withResolvers<string>();
  let lastError: string | undefined;
  let tail: Promise<unknown> = exchangeFence();

  socket.on('error', (error) => {
    lastError = toReason(error);
  });
  socket.once('close', (code) => gone.resolve(lastError ?? `AutoWeave Core closed the WebSocket (code ${code})`));

  /** The frames that come before Core's refusal of a command of our own; undefined when it did not come in time. */
  function exchangeFence(message?: CoreMessage): Promise<readonly Frame[] | undefined> {
    const name = `fence-${randomUUID()}`;
    const frames: Frame[] = [];
    return new Promise((resolve) => {
      const finish = (result: readonly Frame[] | undefined) => {
        cancel();
        socket.off('message', receive);
        socket.off('close', giveUp);
        resolve(result);
      };
      const giveUp = () => finish(undefined);
      const receive = (bytes: Buffer) => {
        const frame = readFrame(bytes.toString('utf8'));
        if (frame.text?.includes(name) === true) finish(frames);
        else frames.push(frame);
      };
      const cancel = clock.after(timeoutMs, giveUp);
      socket.on('message', receive);
      socket.once('close', giveUp);
      if (message !== undefined) socket.send(JSON.stringify(message));
      socket.send(JSON.stringify({ type: 'command', content: { command: name } }));
    });
  }

  async function exchange(message: CoreMessage): Promise<CoreReply> {
    if (socket.readyState !== WebSocket.OPEN) return { kind: 'not-sent' };
    const frames = await exchangeFence(message);
    if (frames === undefined) {
      // A late answer would be taken for one to a later message: this socket is of no more use.
      socket.terminate();
      return { kind: 'silent', detail: `Core answered nothing within ${timeoutMs} ms, or the connection was lost` };
    }
    return toReply(frames);
  }

  return {
    closed: gone.promise,
    ping: () =>
      new Promise((resolve, reject) => {
        const cancel = clock.after(timeoutMs, () => reject(new Error(`AutoWeave Core's WebSocket answered no ping within ${timeoutMs} ms`)));
        socket.once('pong', () => {
          cancel();
          resolve();
        });
        if (socket.readyState === WebSocket.OPEN) socket.ping();
      }),
    exchange(message) {
      const reply = tail.then(() => exchange(message));
      tail = reply.catch(() => undefined);
      return reply;
    },
    close() {
      socket.close(1000);
      // A Core that is stuck never answers the close frame.
      clock.after(CLOSE_TIMEOUT_MS, () => socket.terminate());
    },
  };
}

const CLOSE_TIMEOUT_MS = 1_000;

interface Frame {
  readonly type: string;
  readonly text: string | undefined;
}

// The payload's key is `content` or `template`.
function readFrame(text: string): Frame {
  try {
    const { type, content, template } = asRecord(JSON.parse(text));
    const payload = asRecord(content ?? template);
    return { type: asText(type) ?? 'unknown', text: asText(payload['message']) ?? asText(payload['text']) ?? undefined };
  } catch {
    return { type: 'unknown', text: undefined };
  }
}

function toReply(frames: readonly Frame[]): CoreReply {
  const [first] = frames;
  if (first === undefined) return { kind: 'silent', detail: 'Core answered nothing to it' };
  const error = frames.find(({ type }) => type === 'error');
  if (error === undefined) return { kind: 'accepted', detail: first.text ?? first.type };
  const detail = error.text ?? 'error';
  return { kind: /^Unknown (event type|command)/.test(detail) ? 'unsupported' : 'rejected', detail };
}

function toReason(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
