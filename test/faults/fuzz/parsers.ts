import { randomBytes } from 'node:crypto';
import { mutate, mutateBytes } from './mutate.ts';
import type { Random } from '../../conformance/differential/random.ts';
import { drawHeaders, REQUESTS } from './requests.ts';
import { talkTcp } from './talk-tcp.ts';

/** One parser that is reached over the network. */
export interface FuzzedParser {
  readonly name: string;
  /** Sends one drawn input; answers what was sent and what came back. */
  run(port: number, random: Random): Promise<{ readonly sent: string; readonly answered: string }>;
}

const KEY = randomBytes(16).toString('base64');
const UPGRADE =
  'GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n' +
  `sec-websocket-key: ${KEY}\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n`;

const MESSAGES: readonly string[] = [
  '{"type":"connection_init","payload":{"principal":"a"}}',
  '{"type":"ping","payload":{"a":1}}',
  '{"type":"pong"}',
  '{"type":"complete","id":"1"}',
  ...REQUESTS.map((payload, at) => JSON.stringify({ type: 'subscribe', id: `${at}`, payload })),
];

function post(body: Buffer, headers: string): (string | Buffer)[] {
  return [`POST /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${headers}content-length: ${body.length}\r\n\r\n`, body];
}

async function talk(port: number, parts: readonly (string | Buffer)[]): Promise<{ sent: string; answered: string }> {
  const sent = Buffer.concat(parts.map((part) => Buffer.from(part))).toString('latin1');
  return { sent, answered: await talkTcp(port, parts) };
}

function drawBody(random: Random): Buffer {
  return mutateBytes(mutate(JSON.stringify(random.pick(REQUESTS)), random), random);
}

/** A client's frame as RFC 6455 has it; some of its fields are wrong at times. */
function toFrame(payload: Buffer, random: Random): Buffer {
  const isWrong = random.below(8) === 0;
  const opcode = isWrong ? random.below(16) : 1;
  const length = isWrong && random.below(2) === 0 ? random.below(70_000) : payload.length;
  const first = (isWrong ? random.below(16) << 4 : 0x80) | opcode;
  const mask = Buffer.from([random.below(256), random.below(256), random.below(256), random.below(256)]);
  const masked = Buffer.from(payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0)));
  const isMasked = !isWrong || random.below(2) === 0;
  const bit = isMasked ? 0x80 : 0;
  const head =
    length < 126
      ? Buffer.from([first, bit | length])
      : length < 65_536
        ? Buffer.from([first, bit | 126, length >> 8, length & 255])
        : Buffer.from([first, bit | 127, 0, 0, 0, 0, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255]);
  return Buffer.concat(isMasked ? [head, mask, masked] : [head, payload]);
}

const CLOSE = (random: Random): Buffer => {
  const mask = Buffer.from([random.below(256), 0, 0, 0]);
  return Buffer.concat([Buffer.from([0x88, 0x80]), mask]);
};

/** Every parser that bytes of a client reach. */
export const PARSERS: readonly FuzzedParser[] = [
  {
    name: 'JSON bodies, answered as JSON, events and parts',
    run: (port, random) => talk(port, post(drawBody(random), drawHeaders(random))),
  },
  {
    name: 'addresses of GET',
    run(port, random) {
      const fields = Object.entries(random.pick(REQUESTS)).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
      const search = new URLSearchParams(fields as [string, string][]).toString();
      const address = mutateBytes(mutate(search, random).replaceAll(/[\s\0]/g, '+'), random);
      return talk(port, ['GET /graphql?', address, ` HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${drawHeaders(random)}\r\n`]);
    },
  },
  {
    name: 'heads of requests',
    run(port, random) {
      const [head = '', body = ''] = post(Buffer.from(JSON.stringify(random.pick(REQUESTS))), drawHeaders(random));
      return talk(port, [mutateBytes(mutate(String(head), random), random), body]);
    },
  },
  {
    name: 'messages of WebSockets',
    async run(port, random) {
      const messages = Array.from({ length: 1 + random.below(6) }, () => mutateBytes(mutate(random.pick(MESSAGES), random), random));
      const opening = random.below(8) === 0 ? [] : [Buffer.from(MESSAGES[0] ?? '')];
      const plain = { ...random, below: (limit: number) => (limit === 8 ? 1 : random.below(limit)) };
      return talk(port, [UPGRADE, ...[...opening, ...messages].map((message) => toFrame(message, plain)), CLOSE(random)]);
    },
  },
  {
    name: 'frames of WebSockets',
    async run(port, random) {
      const messages = Array.from({ length: 1 + random.below(6) }, () => Buffer.from(random.pick(MESSAGES)));
      const frames = Buffer.concat([Buffer.from(MESSAGES[0] ?? ''), ...messages].map((message) => toFrame(message, random)));
      return talk(port, [UPGRADE, random.below(3) === 0 ? mutateBytes(frames.toString('latin1'), random) : frames, CLOSE(random)]);
    },
  },
  {
    name: 'upgrades to WebSockets',
    run: (port, random) => talk(port, [mutateBytes(mutate(UPGRADE, random), random)]),
  },
];
