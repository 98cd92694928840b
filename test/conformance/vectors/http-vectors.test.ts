import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGatewayHttpServer } from '../../../gateway/transport/http-server.ts';
import { startTestGateway, type TestGateway } from '../../support/gateway/test-gateway.ts';
import { waitUntil } from '../../support/wait-until.ts';

let gateway: TestGateway;
let apollo: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
  apollo = await startTestGateway({ config: { httpEntry: 'apollo' } });
});
afterAll(async () => {
  await gateway.stop();
  await apollo.stop();
});

/** Sends bytes as they are and answers all that came back before the gateway closed the connection. */
async function sendRaw(bytes: string): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}

const MUTATION = '{"query":"mutation { add(value: 1) }"}';
const post = (headers: string, body: string) => `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${headers}\r\n\r\n${body}`;
const smuggled = `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${MUTATION.length}\r\nconnection: close\r\n\r\n${MUTATION}`;

describe('smuggling', () => {
  it.each([
    ['a length and chunks', post('content-length: 5\r\ntransfer-encoding: chunked', `0\r\n\r\n${smuggled}`)],
    ['two lengths', post('content-length: 5\r\ncontent-length: 50', smuggled)],
    ['a length that is a list', post('content-length: 5, 50', smuggled)],
    ['a negative length', post('content-length: -1', smuggled)],
    ['a chunk without a size', post('transfer-encoding: chunked', `x\r\n\r\n${smuggled}`)],
    ['an encoding after chunks', post('transfer-encoding: chunked, identity', `0\r\n\r\n${smuggled}`)],
    ['a space before the colon', post('content-length : 5', smuggled)],
    ['a folded header', post('x-a: b\r\n content-length: 5', smuggled)],
    ['a null in a header', post('x-a: b\u0000c', smuggled)],
    ['lines without returns', smuggled.replaceAll('\r\n', '\n')],
    ['two hosts', smuggled.replace('host: localhost', 'host: localhost\r\nHost: evil.example')],
    ['two content types', smuggled.replace('content-length', 'content-type: text/plain\r\ncontent-length')],
    ['two origins', smuggled.replace('content-length', 'origin: http://localhost\r\norigin: https://evil.example\r\ncontent-length')],
    ['a length that is empty', post('content-length:', smuggled)],
    ['a length in hexadecimal', post('content-length: 0x5', smuggled)],
    ['a length with a sign', post('content-length: +5', smuggled)],
    ['an encoding twice', post('transfer-encoding: chunked\r\ntransfer-encoding: chunked', `0\r\n\r\n${smuggled}`)],
    ['an encoding in quotes', post('transfer-encoding: "chunked"', `0\r\n\r\n${smuggled}`)],
    ['an encoding behind a tab of its own', post('transfer-encoding:\u000bchunked', `0\r\n\r\n${smuggled}`)],
    ['an encoding in HTTP/1.0', post('transfer-encoding: chunked', `0\r\n\r\n${smuggled}`).replace('HTTP/1.1', 'HTTP/1.0')],
    ['a chunk that overflows', post('transfer-encoding: chunked', `FFFFFFFFFFFFFFFFF\r\n${smuggled}`)],
    ['an extension of a chunk that ends early', post('transfer-encoding: chunked', `5;\n${smuggled}`)],
    ['an extension of a chunk without end', post('transfer-encoding: chunked', `1;${'a'.repeat(100_000)}\r\n{\r\n0\r\n\r\n`)],
    ['a chunk that does not end where it says', post('transfer-encoding: chunked', '5\r\nabcde0\r\n\r\n')],
    ['a length among the trailers', post('transfer-encoding: chunked', `2\r\n{}\r\n0\r\ncontent-length: 5\r\n\r\n${smuggled}`)],
    ['trailers without end', post('transfer-encoding: chunked', `0\r\n${'a: b\r\n'.repeat(20_000)}\r\n`)],
    ['a name with a null', post('x\u0000: a', smuggled)],
    ['a name with a space', post('x y: a', smuggled)],
    ['no name', post(': a', smuggled)],
    ['the address of another host', smuggled.replace('/graphql', 'http://evil.example/graphql')],
    ['its own address as seen from another host', smuggled.replace('/graphql', 'http://localhost/graphql').replace('host: localhost', 'host: evil.example')],
    ['the name of another host', smuggled.replace('host: localhost', 'host: evil.example')],
    ['a path with dots', smuggled.replace('/graphql', '/x/../graphql')],
    ['a path in codes', smuggled.replace('/graphql', '/%67raphql')],
    ['a path with two slashes', smuggled.replace('/graphql', '//graphql')],
    ['a method in small letters', smuggled.replace('POST', 'post')],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ])('S13 %s: refused with the connection, nothing runs', async (_name, bytes) => {
    const text = await sendRaw(bytes);
    expect(text).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(text.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(text).toContain('"code"');
    expect(gateway.engine.seen).toHaveLength(0);
  });
});

describe('what ends a connection', () => {
  it.each([
    ['no HTTP', 'garbage\r\n\r\n'],
    ['an upgrade nowhere', 'GET /nothing HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'],
    [
      'an upgrade for another site',
      'GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\norigin: https://evil.example\r\n\r\n',
    ],
  ])('S13 %s leaves no half of it open, though the client keeps its own', async (_name, bytes) => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    let failure: NodeJS.ErrnoException | undefined;
    socket.on('error', (error) => (failure = error));
    socket.resume();
    socket.write(bytes);
    await once(socket, 'end');
    // What is written to a connection that is closed for good is answered with a reset.
    await waitUntil(() => {
      if (failure === undefined) socket.write('x');
      return failure;
    });
    socket.destroy();
  });
});

describe.each(['direct', 'apollo'])('cross-site requests, entry %s', (entry) => {
  const toGateway = () => (entry === 'apollo' ? apollo : gateway);
  const send = (init: RequestInit, search = '') => fetch(`${toGateway().url}/graphql${search}`, init);
  const search = `?query=${encodeURIComponent('mutation { add(value: 1) }')}`;

  it.each([
    ['a form', () => send({ method: 'POST', body: new URLSearchParams({ query: 'mutation { add(value: 1) }' }) })],
    ['a form with a file', () => send({ method: 'POST', body: toForm() })],
    ['plain text', () => send({ method: 'POST', body: MUTATION })],
    ['no content type', () => send({ method: 'POST', body: Buffer.from(MUTATION) })],
    ['JSON in name only', () => send({ method: 'POST', headers: { 'content-type': 'text/plain; application/json' }, body: MUTATION })],
    ['a mutation by GET', () => send({ headers: { 'apollo-require-preflight': 'yes' } }, search)],
    ['a mutation by GET as an event stream', () => send({ headers: { accept: 'text/event-stream' } }, search)],
    ['a query by GET that needs no preflight', () => send({}, `?query=${encodeURIComponent('{ hello }')}`)],
    ['a page of another site', () => send({ method: 'POST', headers: { 'content-type': 'application/json', origin: 'https://evil.example' }, body: MUTATION })],
    ['a page without an origin', () => send({ method: 'POST', headers: { 'content-type': 'application/json', origin: 'null' }, body: MUTATION })],
    ['an event stream for another site', () => send({ headers: { accept: 'text/event-stream', origin: 'https://evil.example' } }, search)],
    ['HEAD', () => send({ method: 'HEAD' }, search)],
    ['TRACE in another case', () => send({ method: 'PATCH', body: MUTATION, headers: { 'content-type': 'application/json' } })],
    ['a method override', () => send({ headers: { 'x-http-method-override': 'POST', 'apollo-require-preflight': 'yes' } }, search)],
  ])('S13 %s: runs nothing', async (_name, run) => {
    const response = await run();
    const text = await response.text();
    expect(response.status >= 400 || text.includes('METHOD_NOT_ALLOWED')).toBe(true);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(toGateway().engine.seen).toHaveLength(0);
  });
});

describe('what is too large or too slow', () => {
  it('G09 a head of 20 kB is refused with 431', async () => {
    const text = await sendRaw(`GET /health HTTP/1.1\r\nhost: localhost\r\nx-a: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(text).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('G09 a body that says it is larger than allowed is refused unread', async () => {
    const text = await sendRaw(`${post('content-length: 99999999999\r\nconnection: close', '')}`.slice(0, -4) + '\r\n\r\n').catch(() => '');
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('G09 heads and bodies that come too slowly have a bound', () => {
    const { server } = createGatewayHttpServer(gateway.server);
    expect(server.headersTimeout).toBeLessThanOrEqual(15_000);
    expect(server.requestTimeout).toBeLessThanOrEqual(60_000);
  });
});

function toForm(): FormData {
  const form = new FormData();
  form.set('operations', MUTATION);
  return form;
}
