import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';
import { openTestSocket } from '../../test/support/gateway/test-socket.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { createHeldBytes } from './held-bytes.ts';

/** Larger than what the system keeps for a connection whose other end does not read. */
const LARGE_QUERY = {
  query: `query ($name: String) { ${Array.from({ length: 15 }, (_, at) => `a${at}: hello(name: $name)`).join(' ')} }`,
  variables: { name: 'x'.repeat(1_000_000) },
};

describe('the bytes that wait for clients', () => {
  it('cut off those that have waited the longest when there are too many', () => {
    const cut: string[] = [];
    const held = createHeldBytes(100);
    const clients = ['a', 'b', 'c'].map((name) => ({ name, note: (bytes: number, self: object) => held.note(self, bytes, () => cut.push(name)) }));
    const note = (at: number, bytes: number): void => clients[at]?.note(bytes, clients[at] ?? {});
    note(0, 40);
    note(1, 40);
    note(0, 50);
    expect(cut).toEqual([]);
    note(2, 40);
    expect(cut).toEqual(['a']);
    note(1, 0);
    note(2, 100);
    expect(cut).toEqual(['a']);
    note(2, 101);
    expect(cut).toEqual(['a', 'c']);
  });
});

describe('clients that do not read', () => {
  let gateway: TestGateway;
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await gateway.stop();
  });

  /** Asks by POST and reads nothing. */
  function askUnread(accept: string): Socket {
    const body = JSON.stringify(LARGE_QUERY);
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.pause();
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\naccept: ${accept}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    sockets.push(socket);
    return socket;
  }

  it('G09 hold no more of a process than allowed: the one that has waited the longest is cut off', async () => {
    gateway = await startTestGateway({ config: { maxUnreadBytes: 18_000_000 } });
    const first = askUnread('application/json');
    await waitUntil(() => gateway.engine.seen.length === 1);
    askUnread('application/json');
    await waitUntil(() => gateway.engine.seen.length === 2);
    let isGone = false;
    let read = 0;
    first.on('close', () => (isGone = true));
    first.on('data', (chunk: Buffer) => (read += chunk.length));
    first.resume();
    await waitUntil(() => isGone, { what: 'the first to be cut off' });
    expect(read).toBeLessThan(15_000_000);
    expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
  });

  it('G09 are asked nothing more on a WebSocket until they have read, and lose nothing', async () => {
    gateway = await startTestGateway();
    const client = await openTestSocket(gateway.webSocketUrl);
    await client.init();
    client.socket.pause();
    for (let id = 0; id < 20; id += 1) client.subscribe(`${id}`, LARGE_QUERY);
    await waitUntil(() => gateway.engine.seen.length > 0);
    const other = await openTestSocket(gateway.webSocketUrl);
    await other.init();
    // Each of these is a turn of the event loop in which the unread one could ask more.
    for (let turn = 0; turn < 50; turn += 1) await other.settle();
    expect(gateway.engine.seen.length).toBeLessThan(10);
    client.socket.resume();
    await waitUntil(() => client.messages.filter(({ type }) => type === 'complete').length === 20);
    client.socket.terminate();
    other.socket.terminate();
  });

  it('G09 do not fill it with halves of bodies either', async () => {
    gateway = await startTestGateway({ config: { maxUnreadBytes: 1_048_576 } });
    const gone: boolean[] = [];
    for (const at of [0, 1, 2]) {
      const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.on('close', () => (gone[at] = true));
      socket.resume();
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 600000\r\n\r\n{"query":"${'a'.repeat(500_000)}`,
      );
      sockets.push(socket);
    }
    await waitUntil(() => gone.filter((isGone) => isGone).length === 1, { what: 'one to be cut off' });
    const whole = JSON.stringify({ query: `{ hello(name: "${'a'.repeat(100_000)}") }` });
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: whole });
    expect((await response.text()).length).toBeGreaterThan(100_000);
  });

  it('G09 are cut off on a WebSocket as well when they hold too much', async () => {
    gateway = await startTestGateway({ config: { maxUnreadBytes: 2_000_000 } });
    const client = await openTestSocket(gateway.webSocketUrl);
    await client.init();
    client.socket.pause();
    client.subscribe('1', LARGE_QUERY);
    await waitUntil(async () => (await gateway.metrics.getSingleMetricAsString('websocket_connections_active')).includes('active 0'));
  });
});
