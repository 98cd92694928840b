import { createServer, request as send, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { createCallerCheck, SECRET_HEADER, type CallerRules } from '../http/caller-check.ts';
import type { SubgraphEndpoint } from './endpoint.ts';
import { attachSubgraphSocket, createSubgraphRoute, withCallerCheck } from './serve-subgraph.ts';

const SECRET = 'a-secret-of-this-backend';
const JSON_BODY = { 'content-type': 'application/json' };

const endpoint: SubgraphEndpoint = {
  name: 'echo',
  execute: async ({ identity }) => ({ data: { who: identity.principal } }),
  async *subscribe() {
    yield { data: null, stream: { kind: 'state', state: 'live' } };
  },
};

describe('a subgraph process', () => {
  let server: Server | undefined;
  let sockets: { close(): Promise<void> } | undefined;

  afterEach(async () => {
    await sockets?.close();
    server?.closeAllConnections();
    server?.close();
  });

  /** `peer` is the address that the callers seem to have. */
  async function serve(rules: CallerRules = {}, peer?: string): Promise<number> {
    const check = createCallerCheck(rules);
    const graphql = createSubgraphRoute(endpoint, check);
    const own = withCallerCheck((_request, response) => response.end('own') !== undefined, check);
    server = createServer((request, response) => void (graphql(request, response) || own(request, response)));
    if (peer !== undefined) server.on('connection', (socket: Socket) => Object.defineProperty(socket, 'remoteAddress', { value: peer }));
    sockets = attachSubgraphSocket(server, endpoint, check);
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  function ask(port: number, headers: IncomingHttpHeaders, path = '/graphql'): Promise<{ status: number | undefined; body: string }> {
    return new Promise((resolve, reject) => {
      const request = send({ port, host: '127.0.0.1', path, method: 'POST', headers }, (response) => {
        text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
      });
      request.on('error', reject).end('{"query":"{ who }"}');
    });
  }

  /** The status and body that an upgrade is refused with, or `open`. */
  function upgrade(port: number, headers: Record<string, string>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', { headers });
      socket.on('unexpected-response', (_request, response) => void text(response).then((body) => resolve({ status: response.statusCode, body }), reject));
      socket.on('open', () => {
        socket.terminate();
        resolve('open');
      });
      socket.on('error', reject);
    });
  }

  function refusal(status: number, code: string): unknown {
    return { status, body: expect.stringContaining(`"code":"${code}"`) };
  }

  it('answers JSON of this machine', async () => {
    expect(await ask(await serve(), JSON_BODY)).toEqual({ status: 200, body: '{"data":{"who":"developer"}}' });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', undefined])('refuses a body of the type %s', async (type) => {
    const port = await serve();
    expect(await ask(port, type === undefined ? {} : { 'content-type': type })).toEqual(refusal(415, 'UNSUPPORTED_MEDIA_TYPE'));
  });

  it.each([
    ['a page', { origin: 'http://evil.example' }],
    ['a page of this machine', { origin: 'http://127.0.0.1:8080' }],
    ['a page without an origin of its own', { origin: 'null' }],
    ['a name that resolves to this process', { host: 'evil.example:4102' }],
  ])('refuses %s, on every route and at the upgrade', async (_what, headers) => {
    const port = await serve({ secret: SECRET, listeningHost: '127.0.0.1' });
    expect(await ask(port, { ...JSON_BODY, ...headers })).toEqual(refusal(403, 'FORBIDDEN'));
    expect(await ask(port, { ...JSON_BODY, ...headers }, '/agent')).toEqual(refusal(403, 'FORBIDDEN'));
    expect(await upgrade(port, headers)).toEqual(refusal(403, 'FORBIDDEN'));
  });

  it('takes names, and pages of hosts, that it was started with', async () => {
    const port = await serve({ hosts: ['services.example'], listeningHost: 'Node1' });
    expect((await ask(port, { ...JSON_BODY, host: 'services.example:4102', origin: 'https://services.example' })).status).toBe(200);
    expect((await ask(port, { ...JSON_BODY, host: 'node1:4102' })).status).toBe(200);
    expect(await upgrade(port, { origin: 'https://services.example' })).toBe('open');
  });

  it.each([
    ['without a secret', {}, { [SECRET_HEADER]: SECRET }],
    ['with a secret that is not said', { secret: SECRET }, {}],
    ['with a secret that is said wrong', { secret: SECRET }, { [SECRET_HEADER]: `${SECRET}x` }],
  ])('refuses another machine %s, on every route and at the upgrade', async (_what, rules, headers) => {
    const port = await serve(rules, '10.0.0.9');
    expect(await ask(port, { ...JSON_BODY, ...headers })).toEqual(refusal(401, 'UNAUTHENTICATED'));
    expect(await ask(port, { ...JSON_BODY, ...headers }, '/agent')).toEqual(refusal(401, 'UNAUTHENTICATED'));
    expect(await upgrade(port, headers)).toEqual(refusal(401, 'UNAUTHENTICATED'));
  });

  it('answers another machine that says the secret', async () => {
    const port = await serve({ secret: SECRET }, '10.0.0.9');
    expect((await ask(port, { ...JSON_BODY, [SECRET_HEADER]: SECRET })).status).toBe(200);
    expect(await upgrade(port, { [SECRET_HEADER]: SECRET })).toBe('open');
  });

  it('answers a document that is nested too deeply with a code, and keeps the socket', async () => {
    const port = await serve();
    const client = createClient({ url: `ws://127.0.0.1:${port}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });
    await expect(client.iterate({ query: '{ a '.repeat(50_000) }).next()).rejects.toMatchObject([{ message: expect.stringContaining('too deeply') }]);
    await client.dispose();
  });
});
