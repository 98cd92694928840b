import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../../test/support/wait-until.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';

const never = new AbortController().signal;
const OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

describe('the HTTP client', () => {
  const closing: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function listen(server: Server | HttpServer): Promise<string> {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql?a=b`;
  }

  /** A server that answers each request on each connection as told; `connections` and `requests` are what it saw. */
  async function serve(answer: (socket: Socket, nth: number) => void): Promise<{ url: string; connections: Socket[]; requests: () => number }> {
    const connections: Socket[] = [];
    let requests = 0;
    const url = await listen(
      createTcpServer((socket) => {
        connections.push(socket);
        socket.on('data', () => answer(socket, (requests += 1)));
      }),
    );
    return { url, connections, requests: () => requests };
  }

  function connect(url: string, fixedHeaders: Record<string, string> = {}): HttpClient {
    const client = createHttpClient({ url, name: 'accounts', fixedHeaders, maxResponseBytes: 1_000, tls: undefined });
    closing.push(() => client.close());
    return client;
  }

  it('sends what it is given, in any script, over one connection for one request after the other', async () => {
    const seen: unknown[] = [];
    const ports = new Set<unknown>();
    const url = await listen(
      createServer((request, response) => {
        ports.add(request.socket.remotePort);
        void text(request).then((body) => {
          seen.push([request.method, request.url, request.headers['x-fixed'], request.headers['x-own'], body]);
          response.end(`{"was":${JSON.stringify(body)}}`);
        });
      }),
    );
    const client = connect(url, { 'x-fixed': 'f' });
    for (const body of ['plain', 'café \u{1F600}', '', '\u00ff'.repeat(200)]) {
      const { statusCode, text: answer } = await client.post({ 'x-own': 'caf\u00e9' }, body, never);
      expect({ statusCode, answer: JSON.parse(answer) as unknown }).toEqual({ statusCode: 200, answer: { was: body } });
      expect(seen.pop()).toEqual(['POST', '/graphql?a=b', 'f', 'caf\u00e9', body]);
    }
    expect(ports.size).toBe(1);
  });

  it('sends no header that would begin another', async () => {
    const { url, requests } = await serve((socket) => socket.write(OK));
    for (const value of ['a\r\nx-other: b', 'a\nb', 'a\u0000', '\u{1F600}'])
      await expect(connect(url).post({ 'x-own': value }, '', never)).rejects.toThrow('the header x-own');
    expect(requests()).toBe(0);
  });

  it('opens no more than 64 connections, and the rest waits its turn', async () => {
    const held: Socket[] = [];
    const { url, connections } = await serve((socket) => held.push(socket));
    const client = connect(url);
    const asking = Array.from({ length: 100 }, () => client.post({}, 'x', never));
    await waitUntil(() => held.length === 64);
    let answered = 0;
    while (answered < 100) {
      await waitUntil(() => held.length > 0);
      held.shift()?.write(OK);
      answered += 1;
    }
    expect((await Promise.all(asking)).map((response) => response.text)).toEqual(Array.from({ length: 100 }, () => 'ok'));
    expect(connections).toHaveLength(64);
  });

  it.each([
    ['says that it closes them', (socket: Socket) => socket.write(OK.replace('\r\n', '\r\nconnection: close\r\n'))],
    ['keeps them for no second', (socket: Socket) => socket.write(OK.replace('\r\n', '\r\nkeep-alive: timeout=1\r\n'))],
    ['closes them', (socket: Socket) => socket.end(OK)],
    ['sends more than was asked for', (socket: Socket) => socket.write(`${OK}${OK}`)],
  ])('takes a new connection to a server that %s', async (_what, answer) => {
    const { url, connections } = await serve(answer);
    const client = connect(url);
    for (let nth = 1; nth <= 3; nth += 1) {
      expect((await client.post({}, 'x', never)).text).toBe('ok');
      await waitUntil(() => connections.length === nth);
      await waitUntil(() => connections[nth - 1]?.destroyed === true || connections[nth - 1]?.readableEnded === true);
    }
  });

  it('takes a new connection when its request was answered before it was sent, so that nobody takes the rest of it for the next', async () => {
    const { url, connections } = await serve((socket, nth) => {
      if (nth === 1) socket.pause();
      socket.write(OK);
    });
    const client = connect(url);
    // More than any system takes for a server that does not read.
    expect((await client.post({}, 'x'.repeat(64 * 1024 * 1024), never)).text).toBe('ok');
    expect((await client.post({}, 'y', never)).text).toBe('ok');
    expect(connections).toHaveLength(2);
  });

  it('takes nothing for the answer to its next request that came before it', async () => {
    const { url, connections } = await serve((socket, nth) => socket.write(nth === 1 ? OK : OK.replace(/ok$/, 'no')));
    const client = connect(url);
    await client.post({}, 'x', never);
    connections[0]?.write(OK.replace(/ok$/, '!!'));
    await waitUntil(() => connections[0]?.destroyed === true || connections[0]?.readableEnded === true);
    expect((await client.post({}, 'x', never)).text).toBe('no');
    expect(connections).toHaveLength(2);
  });

  it.each([
    ['ends within its answer', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n{"data"')],
    ['is reset', (socket: Socket) => socket.resetAndDestroy()],
    ['speaks something else', (socket: Socket) => socket.write('+PONG\r\n\r\n')],
  ])('fails when the connection %s, sends nothing twice, and goes on with the next request', async (_what, answer) => {
    const { url, requests } = await serve((socket, nth) => (nth === 1 ? answer(socket) : socket.write(OK)));
    const client = connect(url);
    expect(await client.post({}, 'x', never).catch(({ message }: Error) => message)).toEqual(expect.any(String));
    expect(requests()).toBe(1);
    expect((await client.post({}, 'x', never)).text).toBe('ok');
  });

  it('fails when nobody listens', async () => {
    const server = createTcpServer();
    const url = await listen(server);
    await closing.pop()?.();
    await expect(connect(url).post({}, 'x', never)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('says that nothing was sent when a connection is not accepted in time', async () => {
    const url = (await listen(createTcpServer())).replace('http:', 'https:');
    const client = createHttpClient({ url, name: 'accounts', fixedHeaders: {}, maxResponseBytes: 1_000, tls: undefined, connectTimeoutMs: 50 });
    closing.push(() => client.close());
    await expect(client.post({}, 'x', never)).rejects.toMatchObject({ code: 'CONNECT_TIMEOUT' });
  });

  it('leaves with its caller, before the connection is free and while the answer is awaited', async () => {
    const { url, connections } = await serve(() => undefined);
    const client = connect(url);
    const callers = Array.from({ length: 65 }, () => new AbortController());
    const asking = callers.map(({ signal }) => client.post({}, 'x', signal).catch((error: unknown) => error));
    await waitUntil(() => connections.length === 64);
    const reason = new Error('gone');
    callers[64]?.abort(reason);
    expect(await asking[64]).toBe(reason);
    callers[0]?.abort(reason);
    expect(await asking[0]).toBe(reason);
    await expect(client.post({}, 'x', AbortSignal.abort(reason))).rejects.toBe(reason);
    client.close();
    expect(await Promise.all(asking)).toEqual(Array.from({ length: 65 }, () => expect.objectContaining({ message: expect.any(String) })));
    await expect(client.post({}, 'x', never)).rejects.toThrow('closed');
  });
});
