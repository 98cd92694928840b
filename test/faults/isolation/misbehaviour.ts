import type { Socket } from 'node:net';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Random } from '../../conformance/differential/random.ts';

interface Answering {
  readonly socket: Socket;
  readonly body: string;
  readonly random: Random;
}

/** One way of answering. */
export interface Behaviour {
  /** Whether another request may follow over the same connection. */
  readonly keeps: boolean;
  /** Resolves when all of it was sent. */
  answer(answering: Answering): Promise<void> | void;
}

/** What belongs to nobody. It stands in no answer, for each connection that it comes over is to be closed before it is read. */
const POISON_OBJECT =
  '{"id":"poison","mark":"<poison~evil>","note":"<poison~evil>","pad":["<poison~evil>"],"friends":[],"lines":[{"at":0,"mark":"<poison~evil>"}]}';
const POISON_BODY =
  `{"data":{"person":${POISON_OBJECT},"touch":${POISON_OBJECT},"note":"<poison~evil>","_entities":[${POISON_OBJECT}],` +
  `"_entities_0":[${POISON_OBJECT}],"_0_entities":[${POISON_OBJECT}]}}`;
const POISON = `HTTP/1.1 200 OK\r\ncontent-length: ${POISON_BODY.length}\r\n\r\n${POISON_BODY}`;

const TYPE = 'content-type: application/json\r\n';

function toAnswer(body: string, more = '', statusLine = 'HTTP/1.1 200 OK'): string {
  return `${statusLine}\r\n${TYPE}${more}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function toChunks(body: string, random: Random): string[] {
  const chunks: string[] = [];
  for (let at = 0; at < body.length;) {
    const chunk = body.slice(at, at + 1 + random.below(4_000));
    at += chunk.length;
    chunks.push(`${chunk.length.toString(16)}${random.chance(0.1) ? ';a=b' : ''}\r\n${chunk}\r\n`);
  }
  return chunks;
}

const CHUNKED = `HTTP/1.1 200 OK\r\n${TYPE}transfer-encoding: chunked\r\n\r\n`;

const kept = (...answers: Behaviour['answer'][]): Behaviour[] => answers.map((answer) => ({ keeps: true, answer }));
const spent = (...answers: Behaviour['answer'][]): Behaviour[] => answers.map((answer) => ({ keeps: false, answer }));
/** What is longer may be cut by the system just behind the answer, where nobody could tell what follows from the next one. */
const SHORT = 8_000;
const ended = (body: string): string => (body.length < SHORT ? '' : 'connection: close\r\n');

/** What a good server does. */
export const GOOD: readonly Behaviour[] = [
  ...kept(
    ({ socket, body }) => void socket.write(toAnswer(body)),
    ({ socket, body }) => void socket.write(toAnswer(body)),
    ({ socket, body }) => void socket.write(toAnswer(body)),
    ({ socket, body }) => void socket.write(toAnswer(body, 'keep-alive: timeout=5\r\n')),
    ({ socket, body }) => void socket.write(`HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n${toAnswer(body)}`),
    ({ socket, body, random }) => void socket.write(`${CHUNKED}${toChunks(body, random).join('')}0\r\nx-sum: 1\r\n\r\n`),
    async ({ socket, body, random }) => {
      socket.write(CHUNKED);
      for (const chunk of toChunks(body, random)) {
        socket.write(chunk);
        if (random.chance(0.3)) await setImmediate();
      }
      socket.write('0\r\n\r\n');
    },
    async ({ socket, body, random }) => {
      await setTimeout(random.below(60));
      const answer = toAnswer(body);
      const at = random.below(answer.length);
      socket.write(answer.slice(0, at));
      await setTimeout(random.below(10));
      socket.write(answer.slice(at));
    },
  ),
  ...spent(
    ({ socket, body }) => void socket.end(toAnswer(body, 'connection: close\r\n')),
    ({ socket, body }) => void socket.end(`HTTP/1.1 200 OK\r\n${TYPE}\r\n${body}`),
  ),
];

/** What a bad one does. */
export const BAD: readonly Behaviour[] = [
  ...kept(
    // Answers when nobody waits any more.
    async ({ socket, body, random }) => {
      await setTimeout(300 + random.below(300));
      socket.write(toAnswer(body));
    },
    // Closes what it said that it keeps.
    ({ socket, body }) => void socket.end(toAnswer(body)),
    ({ socket, body }) => void socket.write(toAnswer(body), () => socket.resetAndDestroy()),
    // Is no GraphQL.
    ({ socket }) => void socket.write(toAnswer('<html>down</html>', '', 'HTTP/1.1 503 Service Unavailable')),
    ({ socket, body }) => void socket.write(toAnswer(body.slice(0, body.length / 2))),
    ({ socket }) => void socket.write(toAnswer('\u001f\u008b\b\u0000', 'content-encoding: gzip\r\n')),
  ),
  ...spent(
    // Never answers.
    () => undefined,
    // Breaks off, with and without warning.
    ({ socket, body, random }) => {
      const answer = toAnswer(body);
      socket.write(answer.slice(0, random.below(answer.length)), () => (random.chance(0.5) ? socket.resetAndDestroy() : socket.end()));
    },
    ({ socket, body }) => void socket.write(`${CHUNKED}${body.length.toString(16)}\r\n${body.slice(0, body.length / 2)}`, () => socket.end()),
    ({ socket }) => void socket.resetAndDestroy(),
    // Hangs in the middle.
    ({ socket, body, random }) => void socket.write(toAnswer(body).slice(0, -1 - random.below(body.length))),
    // Sends an answer more, in ways in which it could be taken for the next one.
    ({ socket, body }) => void socket.write(toAnswer(body, ended(body)) + POISON),
    ({ socket, body, random }) => {
      const head = `HTTP/1.1 200 OK\r\n${TYPE}${ended(body)}transfer-encoding: chunked\r\n\r\n`;
      socket.write(`${head}${toChunks(body, random).join('')}0\r\n\r\n${POISON}`);
    },
    ({ socket, body }) => void socket.write(`HTTP/1.1 200 OK\r\n${TYPE}content-length: ${body.length}\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${POISON}`),
    ({ socket, body }) => void socket.write(`HTTP/1.1 200 OK\r\n${TYPE}content-length: 2\r\ncontent-length: ${body.length}\r\n\r\n{}${POISON}`),
    ({ socket, body, random }) => void socket.write(`${CHUNKED}${toChunks(body, random).join('')}0\r\na: b\n\n${POISON}`),
    ({ socket }) => void socket.write(`HTTP/1.1 100 Continue\r\ncontent-length: ${POISON.length}\r\n\r\n${POISON}`),
    poisonLater(() => `HTTP/1.1 204 No Content\r\ncontent-length: ${POISON.length}\r\n\r\n`),
    poisonLater(() => 'HTTP/1.1 304 Not Modified\r\ntransfer-encoding: chunked\r\n\r\n'),
    poisonLater((body) => toAnswer(body, 'connection: close\r\n')),
    poisonLater((body) => toAnswer(body, '', 'HTTP/1.0 200 OK')),
  ),
];

/** Sends an answer after which the connection is to be closed, and what nobody asked for a little later. */
function poisonLater(toFirst: (body: string) => string): Behaviour['answer'] {
  return async ({ socket, body, random }) => {
    socket.write(toFirst(body));
    await setTimeout(random.below(20));
    socket.write(POISON);
  };
}
