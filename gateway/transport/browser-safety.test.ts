import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';
import { openTestSocket } from '../../test/support/gateway/test-socket.ts';
import { readOrigins } from '../admission/origin.ts';
import { chooseEncoding } from './compression.ts';

const DASHBOARD = 'https://dashboard.example';

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ config: { corsOrigins: `${DASHBOARD}, https://other.example:8443` } });
});
afterAll(() => gateway.stop());

/** As a program sends it: nothing is added and nothing is decoded. */
function send(method: string, headers: Record<string, string>, options: { path?: string; body?: string | Buffer } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${gateway.url}${options.path ?? '/graphql'}`, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    request.on('error', reject);
    request.end(options.body);
  });
}

const JSON_HEADERS = { 'content-type': 'application/json' };
const HELLO = { body: '{"query":"{ hello }"}' };
const MUTATION = { body: '{"query":"mutation { add(value: 1) }"}' };

describe('CORS', () => {
  it('G08 lets listed origins ask and call, without credentials', async () => {
    const preflight = await send('OPTIONS', { origin: DASHBOARD, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-origin']).toBe(DASHBOARD);
    expect(preflight.headers['access-control-allow-methods']).toBe('GET, POST');
    expect(preflight.headers['access-control-allow-headers']).toContain('content-type');
    const { status, headers } = await send('POST', { ...JSON_HEADERS, origin: DASHBOARD }, HELLO);
    expect([status, headers['access-control-allow-origin'], headers['access-control-allow-credentials']]).toEqual([200, DASHBOARD, undefined]);
    expect(headers.vary).toContain('origin');
  });

  it.each(['https://evil.example', 'https://dashboard.example.evil.example', 'null', 'http://dashboard.example', 'nonsense'])(
    'G08 refuses pages of %s, reflects nothing and runs nothing',
    async (origin) => {
      const ran = gateway.engine.seen.length;
      const preflight = await send('OPTIONS', { origin, 'access-control-request-method': 'POST' });
      const { status, headers, body } = await send('POST', { ...JSON_HEADERS, origin }, MUTATION);
      expect([preflight.status, status]).toEqual([403, 403]);
      expect([preflight.headers['access-control-allow-origin'], headers['access-control-allow-origin']]).toEqual([undefined, undefined]);
      expect(JSON.parse(body.toString())).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN', field: 'origin' } }] });
      expect(gateway.engine.seen).toHaveLength(ran);
    },
  );

  it('lets pages of this host call, and programs that name no origin', async () => {
    expect((await send('POST', { ...JSON_HEADERS, origin: gateway.url }, HELLO)).status).toBe(200);
    expect((await send('POST', JSON_HEADERS, HELLO)).headers['access-control-allow-origin']).toBeUndefined();
  });

  it('lets pages of listed origins open sockets, and no other', async () => {
    const socket = await openTestSocket(gateway.webSocketUrl, { origin: DASHBOARD });
    socket.socket.terminate();
    await expect(openTestSocket(gateway.webSocketUrl, { origin: 'https://evil.example' })).rejects.toThrow('403');
  });

  it('takes no pattern for an origin', () => {
    expect(() => readOrigins('*')).toThrow('AUTOWEAVE_CORS_ORIGINS');
    expect(() => readOrigins('https://a.example/path')).toThrow('AUTOWEAVE_CORS_ORIGINS');
    expect([...readOrigins(' https://a.example ,https://b.example')]).toEqual(['https://a.example', 'https://b.example']);
  });
});

describe('security headers', () => {
  it.each([
    ['an answer', 'POST', '/graphql', 200],
    ['a refusal', 'PUT', '/graphql', 405],
    ['the playground', 'GET', '/', 200],
    ['health', 'GET', '/health', 200],
    ['nothing', 'GET', '/nowhere', 404],
  ])('S13 stand on %s', async (_what, method, path, status) => {
    const answer = await send(method, JSON_HEADERS, { path, ...(method === 'POST' ? HELLO : {}) });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' });
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(answer.headers['x-powered-by']).toBeUndefined();
  });

  it('S13 tell browsers to insist on TLS where a proxy speaks it', async () => {
    expect((await send('GET', { 'x-forwarded-proto': 'https' }, { path: '/health' })).headers['strict-transport-security']).toContain('max-age=');
    expect((await send('GET', {}, { path: '/health' })).headers['strict-transport-security']).toBeUndefined();
  });
});

describe('compression', () => {
  const long = { body: JSON.stringify({ query: `{ hello(name: "${'x'.repeat(5_000)}") }` }) };

  it.each([
    ['br', 'gzip, br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip', 'br;q=0.1, gzip;q=0.9', gunzipSync],
    ['br', '*', brotliDecompressSync],
  ])('G10 encodes a long answer as %s for Accept-Encoding %s', async (encoding, accept, decode) => {
    const { headers, body } = await send('POST', { ...JSON_HEADERS, 'accept-encoding': accept }, long);
    expect([headers['content-encoding'], headers['content-length']]).toEqual([encoding, String(body.length)]);
    expect(body.length).toBeLessThan(1_000);
    expect(headers.vary).toContain('accept-encoding');
    expect(JSON.parse(decode(body).toString())).toMatchObject({ data: { hello: `hello ${'x'.repeat(5_000)}` } });
  });

  it('G10 leaves short answers as they are, and long ones to who accepts no encoding', async () => {
    expect((await send('POST', { ...JSON_HEADERS, 'accept-encoding': 'gzip' }, HELLO)).headers['content-encoding']).toBeUndefined();
    expect((await send('POST', JSON_HEADERS, long)).headers['content-encoding']).toBeUndefined();
  });

  it.each(['', 'identity', 'zstd', 'gzip;q=0, br;q=0', 'identity, gzip;q=0.5', 'gzip;q=x'])('chooses nothing for %j', (accept) => {
    expect(chooseEncoding(accept)).toBeUndefined();
  });

  it('G09 reads no encoded body: none can unfold to more than it says', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000, ' '));
    const { status, body } = await send('POST', { ...JSON_HEADERS, 'content-encoding': 'gzip' }, { body: bomb });
    expect([status, JSON.parse(body.toString())]).toMatchObject([415, { errors: [{ extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' } }] }]);
  });
});

describe('the size of an answer', () => {
  it('G09 is bounded over HTTP and on a socket', async () => {
    const small = await startTestGateway({ config: { maxAnswerBytes: 1_024 } });
    const query = `{ hello(name: "${'x'.repeat(2_000)}") }`;
    const response = await fetch(`${small.url}/graphql`, { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify({ query }) });
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'LIMIT_EXCEEDED', details: { limit: 'answer bytes', max: 1_024 } } }] });
    const socket = await openTestSocket(small.webSocketUrl);
    await socket.init();
    socket.subscribe('1', { query });
    expect(await socket.find({ id: '1', type: 'error' })).toMatchObject({ payload: [{ extensions: { details: { limit: 'answer bytes' } } }] });
    socket.socket.terminate();
    await small.stop();
  });
});
