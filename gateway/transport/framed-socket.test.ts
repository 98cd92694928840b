import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { WebSocket } from 'ws';
import { createPayload, type Payload } from '../subscriptions/payload.ts';
import { FramedSocket } from './framed-socket.ts';
import { createHeldBytes } from './held-bytes.ts';

function receive(head: string, body: Buffer): string {
  return send(head, { result: {}, bytes: body, framed: { key: '', bytes: undefined } });
}

/** The text of the one frame that a message was sent as, by RFC 6455, section 5.2. */
function send(head: string, payload: Payload): string {
  const connection = new PassThrough({ highWaterMark: 16 * 1024 * 1024 });
  const socket = { readyState: 1, OPEN: 1 } as WebSocket;
  void new FramedSocket(socket, connection, createHeldBytes(1_000_000)).sendJoined(head, payload);
  const sent = connection.read() as Buffer;
  expect(sent.readUInt8(0)).toBe(0x81);
  const short = sent.readUInt8(1);
  const start = short < 126 ? 2 : short === 126 ? 4 : 10;
  const length = short < 126 ? short : short === 126 ? sent.readUInt16BE(2) : Number(sent.readBigUInt64BE(2));
  expect(sent.length).toBe(start + length);
  return sent.toString('utf8', start);
}

describe('a joined message', () => {
  const sizes = [0, 1, 90, 100, 120, 124, 125, 126, 127, 1_000, 16_300, 16_384, 65_400, 65_535, 65_536, 300_000];
  it.each(sizes)('of a body of %i bytes is one whole frame', (size) => {
    const body = Buffer.alloc(size, 'b');
    expect(receive('{"id":"1","payload":', body)).toBe(`{"id":"1","payload":${body.toString()}}`);
  });

  it('of one payload is a frame for each head, whoever got it before', () => {
    const payload = createPayload({ data: { n: 1 } });
    const heads = ['{"id":"1","payload":', '{"id":"1","payload":', '{"id":"22","payload":', '{"id":"1","payload":'];
    expect(heads.map((head) => send(head, payload))).toEqual(heads.map((head) => `${head}{"data":{"n":1}}}`));
  });

  it.each([20, 5_000, 16_384, 30_000, 200_000])('with an id of %i characters beyond ASCII is one whole frame', (size) => {
    const head = `{"id":"${'ü€'.repeat(size / 2)}","payload":`;
    expect(receive(head, Buffer.from('{"data":null}'))).toBe(`${head}{"data":null}}`);
  });
});
