import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server as HttpsServer } from 'node:https';
import { connect as connectTcp, createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createTemporaryFolder } from '../../../test/support/temporary-folder.ts';
import { waitUntil } from '../../../test/support/wait-until.ts';
import type { UpstreamTls } from '../subgraph-policies.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';

const never = new AbortController().signal;

interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

describe('the HTTP client over TLS', () => {
  const folder = createTemporaryFolder();
  const closing: (() => Promise<void> | void)[] = [];
  let own: KeyPair;
  let others: KeyPair;

  beforeAll(() => {
    own = createPair('own', 'DNS:localhost');
    others = createPair('others', 'DNS:other.example');
  });

  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  afterAll(() => folder.remove());

  /** A certificate that is its own authority. */
  function createPair(name: string, subjectAltName: string): KeyPair {
    const [key, cert] = [join(folder.path, `${name}.key`), join(folder.path, `${name}.pem`)];
    const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=${subjectAltName}`, '-days', '2'];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  }

  async function listen(server: Server | HttpsServer): Promise<string> {
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
    return `https://localhost:${(server.address() as AddressInfo).port}/graphql`;
  }

  /** A server that answers with what it was sent; `asked` is what it was asked, `connections` those whose handshake was completed. */
  async function serve(pair: KeyPair, more: object = {}): Promise<{ url: string; asked: string[]; connections: TLSSocket[] }> {
    const asked: string[] = [];
    const connections: TLSSocket[] = [];
    const server = createServer({ ...pair, ...more }, (request, response) => {
      void text(request).then((body) => {
        asked.push(body);
        response.end(body);
      });
    });
    server.on('secureConnection', (socket: TLSSocket) => connections.push(socket));
    server.on('tlsClientError', () => undefined);
    server.keepAliveTimeout = 0;
    return { url: await listen(server), asked, connections };
  }

  function connect(url: string, tls: UpstreamTls): HttpClient {
    const client = createHttpClient({ url, name: 'accounts', fixedHeaders: {}, maxResponseBytes: 10_000_000, tls, connectTimeoutMs: 600_000 });
    closing.push(() => client.close());
    return client;
  }

  const failure = (asking: Promise<unknown>): Promise<unknown> =>
    asking.then(
      () => 'an answer',
      ({ code, message }: NodeJS.ErrnoException) => code ?? message,
    );

  it('speaks over one connection for one request after the other, to a server that its authority knows', async () => {
    const { url, connections } = await serve(own);
    const client = connect(url, { ca: own.cert });
    for (const body of ['a', '', 'café \u{1F600}', 'x'.repeat(1_000_000)]) expect((await client.post({}, body, never)).text).toBe(body);
    expect(connections).toHaveLength(1);
  });

  it('keeps the answers of many requests at a time apart, however they are cut', async () => {
    const { url, connections } = await serve(own);
    const client = connect(url, { ca: own.cert });
    const bodies = Array.from({ length: 100 }, (_, nth) => `${nth}.`.repeat(1 + nth * 500));
    expect(await Promise.all(bodies.map(async (body) => (await client.post({}, body, never)).text))).toEqual(bodies);
    expect(connections.length).toBeLessThanOrEqual(64);
  });

  it.each<[string, () => [KeyPair, UpstreamTls], string]>([
    ['that no authority knows', () => [own, {}], 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['of another authority', () => [own, { ca: others.cert }], 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['for another host', () => [others, { ca: others.cert }], 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['for this host where another is meant', () => [own, { ca: own.cert, servername: 'other.example' }], 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('tells a server with a certificate %s nothing', async (_what, toPair, code) => {
    const [pair, tls] = toPair();
    const { url, asked } = await serve(pair);
    const client = connect(url, tls);
    expect([await failure(client.post({}, 'secret', never)), await failure(client.post({}, 'secret', never))]).toEqual([code, code]);
    expect(asked).toEqual([]);
  });

  it('takes a certificate for the host that is meant', async () => {
    const { url } = await serve(others);
    expect((await connect(url, { ca: others.cert, servername: 'other.example' }).post({}, 'a', never)).text).toBe('a');
  });

  it('shows its own certificate where one is asked for, and fails where it has none', async () => {
    const { url, asked } = await serve(own, { requestCert: true, rejectUnauthorized: true, ca: others.cert });
    expect((await connect(url, { ca: own.cert, ...others }).post({}, 'a', never)).text).toBe('a');
    expect(await failure(connect(url, { ca: own.cert }).post({}, 'b', never))).not.toBe('an answer');
    expect(asked).toEqual(['a']);
  });

  it.each<[string, (socket: Socket) => void]>([
    ['resets the connection within the handshake', (socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['ends the connection within the handshake', (socket) => socket.once('data', () => socket.end())],
    ['begins the handshake and ends it', (socket) => socket.once('data', () => socket.end(Buffer.from([0x16, 3, 3, 0, 100, 2])))],
    ['speaks without TLS', (socket) => socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'))],
    ['breaks the handshake off', (socket) => socket.once('data', () => socket.write(Buffer.from([0x15, 3, 3, 0, 2, 2, 40])))],
  ])('fails when a server %s, and has a connection for the next request', async (_what, attend) => {
    let isWell = false;
    const { url } = await serve(own);
    const good = Number(new URL(url).port);
    const front = await listen(
      createTcpServer((socket) => {
        if (isWell) pipe(socket, good);
        else attend(socket);
      }),
    );
    const client = connect(front, { ca: own.cert });
    expect(await failure(client.post({}, 'a', never))).not.toBe('an answer');
    isWell = true;
    expect((await client.post({}, 'b', never)).text).toBe('b');
  });

  function pipe(socket: Socket, port: number): void {
    const onward = connectTcp({ port, host: '127.0.0.1' });
    onward.on('error', () => socket.destroy());
    onward.once('close', () => socket.destroy());
    closing.push(() => void onward.destroy());
    socket.pipe(onward).pipe(socket);
  }

  it('leaves with its caller within a handshake that does not end', async () => {
    const held: Socket[] = [];
    const url = await listen(createTcpServer((socket) => held.push(socket.resume())));
    const gone = new AbortController();
    const reason = new Error('gone');
    const asking = connect(url, { ca: own.cert }).post({}, 'a', gone.signal);
    await waitUntil(() => held.length === 1);
    gone.abort(reason);
    await expect(asking).rejects.toBe(reason);
    await waitUntil(() => held[0]?.destroyed);
  });

  it.each<[string, (socket: Socket) => void]>([
    ['is reset', (socket) => socket.resetAndDestroy()],
    ['ends', (socket) => socket.end()],
  ])('takes no half of an answer for a whole one when the connection %s within it', async (_what, end) => {
    let raw: Socket | undefined;
    const server = createServer({ ...own }, (request, response) => {
      request.resume().once('end', () => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('half', () => {
          if (raw !== undefined) end(raw);
        });
      });
    });
    server.on('connection', (socket: Socket) => (raw = socket));
    const url = await listen(server);
    expect(await failure(connect(url, { ca: own.cert }).post({}, 'a', never))).not.toBe('an answer');
  });
});
