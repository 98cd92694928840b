import { connect } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway/test-gateway.ts';
import { openTestSocket } from '../../support/gateway/test-socket.ts';

const UPGRADE =
  'GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n' +
  'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n';

/** The frames that a client may send, and those that it may not (RFC 6455, section 5). */
function frame(first: number, payload: string | Buffer = '', options: { masked?: boolean; length?: bigint } = {}): Buffer {
  const { masked = true, length } = options;
  const body = Buffer.from(payload);
  const bit = masked ? 0x80 : 0;
  const said = length ?? BigInt(body.length);
  const head = Buffer.alloc(said < 126n ? 2 : said < 65_536n ? 4 : 10);
  head[0] = first;
  if (head.length === 2) head[1] = bit | Number(said);
  else if (head.length === 4) {
    head[1] = bit | 126;
    head.writeUInt16BE(Number(said), 2);
  } else {
    head[1] = bit | 127;
    head.writeBigUInt64BE(said, 2);
  }
  return Buffer.concat([head, Buffer.alloc(masked ? 4 : 0), body]);
}

const TEXT = 0x81;
const PING = 0x89;
const CLOSE = 0x88;
const code = (value: number, reason: string | Buffer = ''): Buffer => Buffer.concat([Buffer.from([value >> 8, value & 255]), Buffer.from(reason)]);

describe('frames that no client sends', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  /** Sends bytes behind the handshake and answers the code of the close frame that comes back, and what of the head came before. */
  function send(bytes: Buffer, head = UPGRADE): Promise<{ status: string; closed: number | undefined }> {
    return new Promise((resolve) => {
      const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
      const chunks: Buffer[] = [];
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        const answer = Buffer.concat(chunks);
        const frames = answer.subarray(answer.indexOf('\r\n\r\n') + 4);
        const at = frames.indexOf(0x88);
        resolve({ status: answer.subarray(9, 12).toString(), closed: at === -1 || frames.length < at + 4 ? undefined : frames.readUInt16BE(at + 2) });
      });
      socket.write(Buffer.concat([Buffer.from(head), bytes]));
    });
  }

  it.each<[string, Buffer, number]>([
    ['without a mask', frame(TEXT, '{}', { masked: false }), 1002],
    ['with the first reserved bit', frame(0xc1, '{}'), 1002],
    ['with the second', frame(0xa1, '{}'), 1002],
    ['with the third', frame(0x91, '{}'), 1002],
    ['of a reserved kind', frame(0x83, '{}'), 1002],
    ['of a reserved kind of control', frame(0x8b, '{}'), 1002],
    ['with a ping of 200 bytes', frame(PING, 'x'.repeat(200)), 1002],
    ['with a ping in pieces', frame(0x09, 'x'), 1002],
    ['that go on with nothing', frame(0x80, 'x'), 1002],
    ['that begin a message within another', Buffer.concat([frame(0x01, 'a'), frame(TEXT, 'b')]), 1002],
    ['that say a terabyte', frame(TEXT, '', { length: 1n << 40n }), 1009],
    ['that say a negative length', frame(TEXT, '', { length: (1n << 64n) - 1n }), 1009],
    ['that say more than is allowed', frame(TEXT, '', { length: 1_048_577n }), 1009],
    ['that are no UTF-8', frame(TEXT, Buffer.from([0xff, 0xfe])), 1007],
    ['that are half a character', frame(TEXT, Buffer.from([0xed, 0xa0, 0x80])), 1007],
    ['that are longer than they need be', frame(TEXT, Buffer.from([0xc0, 0xaf])), 1007],
    ['that close with one byte', frame(CLOSE, 'x'), 1002],
    ['that close with a code that there is not', frame(CLOSE, code(1)), 1002],
    ['that close with a code that is never sent', frame(CLOSE, code(1005)), 1002],
    ['that close with what is no UTF-8', frame(CLOSE, code(1000, Buffer.from([0xff]))), 1007],
    ['that close with 200 bytes', frame(CLOSE, code(1000, 'x'.repeat(200))), 1002],
    ['that are compressed though nobody agreed to it', frame(0xc1, deflateRawSync(Buffer.alloc(10_000_000, ' '))), 1002],
  ])('S13 %s close the socket', async (_name, bytes, closed) => {
    expect(await send(bytes)).toEqual({ status: '101', closed });
    expect(gateway.engine.seen).toHaveLength(0);
  });

  it.each([
    ['without a key', UPGRADE.replace(/sec-websocket-key.*\r\n/, ''), '400'],
    ['with a key that is none', UPGRADE.replace('dGhlIHNhbXBsZSBub25jZQ==', 'x'), '400'],
    ['of another version', UPGRADE.replace('version: 13', 'version: 99'), '400'],
    ['with subprotocols that are no names', UPGRADE.replace('graphql-transport-ws', 'a,,a'), '400'],
    ['of a page of another site', UPGRADE.replace('host: localhost', 'host: localhost\r\norigin: https://evil.example'), '403'],
    ['of a page without an origin', UPGRADE.replace('host: localhost', 'host: localhost\r\norigin: null'), '403'],
    ['with two hosts', UPGRADE.replace('host: localhost', 'host: localhost\r\nhost: evil.example'), '400'],
    ['on another path', UPGRADE.replace('/graphql', '/nothing'), '404'],
    ['on the address of another host', UPGRADE.replace('/graphql', 'http://evil.example/graphql'), '404'],
  ])('S13 a handshake %s is refused', async (_name, head, status) => {
    expect(await send(Buffer.alloc(0), head)).toMatchObject({ status });
  });

  it.each<[string, number, (socket: Awaited<ReturnType<typeof openTestSocket>>) => void]>([
    ['20,000 pieces of one byte', 1008, ({ socket }) => pieces(20_000, () => socket.send('x', { fin: false }))],
    ['200,000 empty pieces', 1008, ({ socket }) => pieces(200_000, () => socket.send('', { fin: false }))],
  ])('S13 a message of %s closes the socket', async (_name, closed, flood) => {
    const client = await openTestSocket(gateway.webSocketUrl);
    await client.init();
    flood(client);
    expect((await client.closing()).code).toBe(closed);
  });

  it('S13 floods of pings, pongs and completions hurt nobody else', async () => {
    const other = await openTestSocket(gateway.webSocketUrl);
    await other.init();
    for (const flood of [
      (client: typeof other) => client.socket.ping('x'),
      (client: typeof other) => client.socket.pong('x'),
      (client: typeof other) => client.send({ type: 'ping' }),
      (client: typeof other) => client.send({ type: 'complete', id: 'none' }),
    ]) {
      const client = await openTestSocket(gateway.webSocketUrl);
      await client.init();
      client.socket.on('error', () => undefined);
      pieces(20_000, () => client.socket.readyState === client.socket.OPEN && flood(client));
      await other.settle();
      client.socket.terminate();
    }
    other.socket.terminate();
  });

  it('S13 operations that begin and end by the thousand leave nothing', async () => {
    const client = await openTestSocket(gateway.webSocketUrl);
    await client.init();
    for (let id = 0; id < 3_000; id += 1) {
      client.subscribe(`${id}`, { query: 'subscription { ticks { value } }' });
      client.send({ type: 'complete', id: `${id}` });
    }
    await client.settle();
    expect(gateway.engine.open).toBe(0);
    client.socket.terminate();
  });
});

function pieces(count: number, send: () => void): void {
  for (let sent = 0; sent < count; sent += 1) send();
}
