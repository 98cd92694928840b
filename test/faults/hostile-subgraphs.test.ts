import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEngine } from '../../gateway/execution/create-engine.ts';
import { createPlanner } from '../../gateway/execution/create-planner.ts';
import type { OperationResult } from '../../gateway/operation.ts';
import { composeSupergraph } from '../../gateway/supergraph/compose-supergraph.ts';
import { readSupergraph } from '../../gateway/supergraph/supergraph.ts';
import { createRemoteUpstream } from '../../gateway/upstream/remote-upstream.ts';
import type { Upstream } from '../../gateway/upstream/upstream.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { IDENTITY, toOperation } from '../conformance/federation/federation.ts';
import { createFixtureEndpoint, sdlOf, serveFixture, type SubgraphFixture } from '../conformance/federation/fixture-subgraph.ts';

const good: SubgraphFixture = {
  name: 'good',
  sdl: 'type Query { things: [Thing!]! } type Thing @key(fields: "id") { id: ID! name: String! }',
  resolvers: { Query: { things: () => ['1', '2'].map((id) => ({ id, name: `thing ${id}` })) } },
};
const hostileSdl: SubgraphFixture = {
  name: 'hostile',
  sdl: 'scalar Json type Query { own: Int } type Thing @key(fields: "id") { id: ID! weight: Int parts: [String!] note: Json }',
};

/** For what never ends; all else has time enough on the slowest machine. */
const SHORT_MS = 400;
const LONG_MS = 60_000;
const MEGABYTE = 1024 * 1024;
const QUERY = '{ things { id name weight parts note } own }';
/** What reading takes, and writing has no stack for. */
const LEVELS = 100_000;
const DEEP = '['.repeat(LEVELS) + ']'.repeat(LEVELS);

type Behaviour = (response: ServerResponse, request: IncomingMessage) => void;

const json =
  (body: string | Buffer, status = 200, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
const raw =
  (bytes: string): Behaviour =>
  (response) =>
    void response.socket?.write(bytes, 'latin1');
const entities = (items: string): Behaviour => json(`{"data":{"own":1,"_entities":${items}}}`);
let sentBytes = 0;

/** What a subgraph may do to its caller, and the codes that a client may hear of it. None of them answers anything usable. */
const HOSTILE: Readonly<Record<string, { readonly behave: Behaviour; readonly codes: readonly string[] }>> = {
  hangs: { behave: () => undefined, codes: ['DEADLINE_EXCEEDED'] },
  'resets the connection': { behave: (response) => void response.socket?.resetAndDestroy(), codes: ['SUBGRAPH_UNAVAILABLE'] },
  'answers 500 without a body': { behave: (response) => void response.writeHead(500).end(), codes: ['SUBGRAPH_UNAVAILABLE'] },
  'answers 503 in JSON that is no GraphQL': { behave: json('{"message":"down"}', 503), codes: ['SUBGRAPH_UNAVAILABLE'] },
  'answers with HTML': {
    behave: (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>hi</body></html>'),
    codes: ['SUBGRAPH_UNAVAILABLE'],
  },
  'truncates its JSON': { behave: json('{"data":{"own":1,"_entities":[{"weight":1'), codes: ['SUBGRAPH_UNAVAILABLE'] },
  'breaks off in the middle of its body': {
    behave: (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"data":', () => response.socket?.destroy());
    },
    codes: ['SUBGRAPH_UNAVAILABLE'],
  },
  'answers a list': { behave: json('[1,2,3]'), codes: ['SUBGRAPH_UNAVAILABLE'] },
  'answers null': { behave: json('null'), codes: ['SUBGRAPH_UNAVAILABLE'] },
  'answers data that is a text': { behave: json('{"data":"yes"}'), codes: ['SUBGRAPH_UNAVAILABLE'] },
  'answers errors that are no list': { behave: json('{"data":null,"errors":"no"}'), codes: ['SUBGRAPH_UNAVAILABLE'] },
  'answers errors of odd shapes': {
    behave: json('{"data":null,"errors":[null,5,{"message":7,"path":"x","extensions":[]}]}'),
    codes: ['INTERNAL_SERVER_ERROR', 'SUBGRAPH_UNAVAILABLE', 'none'],
  },
  'answers errors that are nested too deep to be written': {
    behave: json(`{"data":null,"errors":[{"message":"deep","extensions":{"code":"DEEP","more":${DEEP}}}]}`),
    codes: ['none'],
  },
  'answers a hundred thousand errors': {
    behave: json(`{"data":null,"errors":[${Array.from({ length: 100_000 }, (_, nth) => `{"message":"no ${nth}"}`).join(',')}]}`),
    codes: ['none'],
  },
  'answers in bytes that are no UTF-8': {
    behave: json(Buffer.from('{"data":{"own":1,"_entities":[{"weight":1,"parts":["\u00ff"]},null]}}', 'latin1')),
    codes: ['SUBGRAPH_UNAVAILABLE'],
  },
  'compresses what nobody asked it to': {
    behave: json(gzipSync('{"data":{"own":1,"_entities":[null,null]}}'), 200, { 'content-encoding': 'gzip' }),
    codes: ['SUBGRAPH_UNAVAILABLE'],
  },
  'sends what would be a hundred megabytes if somebody decompressed it': {
    behave: json(gzipSync(Buffer.alloc(100 * MEGABYTE, ' ')), 200, { 'content-encoding': 'gzip' }),
    codes: ['SUBGRAPH_UNAVAILABLE'],
  },
  'answers twenty million empty objects': {
    behave: json(Buffer.from(`{"data":{"own":1,"_entities":[${'{},'.repeat(20_000_000)}{}]}}`)),
    codes: ['SUBGRAPH_UNAVAILABLE'],
  },
  'nests fifteen million lists': {
    behave: json(Buffer.from(`{"data":{"own":1},"extensions":${'['.repeat(15_000_000)}${']'.repeat(15_000_000)}}`)),
    codes: ['SUBGRAPH_UNAVAILABLE'],
  },
  'redirects elsewhere': { behave: json('', 307, { location: 'http://127.0.0.1:9/graphql' }), codes: ['SUBGRAPH_UNAVAILABLE'] },
  'answers nothing at all': { behave: json(''), codes: ['SUBGRAPH_UNAVAILABLE'] },
  'sends two answers that contradict each other in length': {
    behave: raw('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'),
    codes: ['SUBGRAPH_UNAVAILABLE'],
  },
  'sends informational answers without an end': {
    behave: raw('HTTP/1.1 100 Continue\r\n\r\n'.repeat(100_000)),
    codes: ['SUBGRAPH_UNAVAILABLE'],
  },
  'sends headers without an end': { behave: raw(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(1_000_000)}`), codes: ['SUBGRAPH_UNAVAILABLE'] },
  'sends a million tiny chunks that are no JSON': {
    behave: raw(`HTTP/1.1 200 OK\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n${'1\r\nx\r\n'.repeat(1_000_000)}0\r\n\r\n`),
    codes: ['SUBGRAPH_UNAVAILABLE'],
  },
  'speaks another protocol': { behave: raw('220 mail.example ESMTP\r\n'), codes: ['SUBGRAPH_UNAVAILABLE', 'DEADLINE_EXCEEDED'] },
  'drips its headers': {
    behave(response) {
      response.socket?.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => response.socket?.write('a'), 20);
      response.once('close', () => clearInterval(drip));
    },
    codes: ['DEADLINE_EXCEEDED'],
  },
  'drips its answer': {
    behave: (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(drip));
    },
    codes: ['DEADLINE_EXCEEDED'],
  },
  'sends a gigabyte': {
    behave(response) {
      response.writeHead(200, { 'content-type': 'application/json' });
      const block = Buffer.alloc(MEGABYTE, 'x');
      function pour(): void {
        while (!response.destroyed && sentBytes < 1024 * MEGABYTE) {
          sentBytes += block.byteLength;
          if (!response.write(block)) return void response.once('drain', pour);
        }
        response.end();
      }
      pour();
    },
    codes: ['SUBGRAPH_UNAVAILABLE'],
  },
};

/** Answers that are GraphQL, and lie. What is of the schema's shape among them may be shown; nothing else may. */
const LYING: Readonly<Record<string, Behaviour>> = {
  'too few entities': entities('[{"weight":1}]'),
  'entities that are no list': entities('{"weight":1}'),
  'values of other types': json('{"data":{"own":{"a":1},"_entities":[{"weight":"heavy","parts":5},{"weight":[1],"parts":[null]}]}}'),
  'keys that reach for prototypes': json(
    '{"__proto__":{"polluted":1},"data":{"__proto__":{"polluted":1},"own":1,"_entities":[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"weight":1},null]},"extensions":{"__proto__":{"polluted":1}}}',
  ),
  'null for items that may not be null': entities('[{"weight":1,"parts":[null]},{"weight":2,"parts":["a",null]}]'),
  'a value nested too deep to be written': entities(`[{"weight":1,"note":${DEEP}},{"weight":2,"note":{"a":${DEEP}}}]`),
  'JSON that it calls by another name': json('{"data":{"own":1,"_entities":[{"weight":1},{"weight":2}]}}', 200, { 'content-type': 'text/html' }),
  'fields that nobody asked for': entities('[{"weight":1,"name":"stolen","id":"9"},{"weight":2,"name":"stolen","id":"9"}]'),
};

describe('a hostile subgraph', () => {
  let behave: Behaviour = () => undefined;
  let hostile: Server;
  let goodServer: Server;
  const upstreams: Upstream[] = [];
  let ask: (hostileMs?: number) => Promise<OperationResult>;

  beforeAll(async () => {
    hostile = createServer((request, response) => {
      response.on('error', () => undefined);
      request.resume().once('end', () => behave(response, request));
    });
    await new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve));
    const served = await serveFixture(createFixtureEndpoint(good), IDENTITY);
    goodServer = served.server;
    const urls = { good: served.url, hostile: `http://127.0.0.1:${(hostile.address() as AddressInfo).port}/graphql` };
    const composition = await composeSupergraph([good, hostileSdl].map((fixture) => ({ name: fixture.name, url: '', sdl: sdlOf(fixture) })));
    if (composition.kind === 'refused') throw new Error('expected to compose');
    const supergraph = await readSupergraph(composition.sdl);
    const logger = createLogger({ level: 'silent', process: 'test' });
    function open(name: keyof typeof urls, timeoutMs: number): Upstream {
      const upstream = createRemoteUpstream({ name, urls: [urls[name]], forwardIdentity: false, timeoutMs, clock: systemClock, random: Math.random });
      upstreams.push(upstream);
      return upstream;
    }
    const engineOf = (hostileMs: number) => {
      const both = new Map([
        ['good', open('good', LONG_MS)],
        ['hostile', open('hostile', hostileMs)],
      ]);
      return createEngine({ supergraph, planner: createPlanner(supergraph, { choice: 'native', logger }), upstreams: both, logger });
    };
    const engines = new Map([SHORT_MS, LONG_MS].map((hostileMs) => [hostileMs, engineOf(hostileMs)]));
    ask = async (hostileMs = LONG_MS) => engines.get(hostileMs)?.execute(toOperation(supergraph, QUERY)) ?? Promise.reject(new Error('no such engine'));
  });

  afterAll(async () => {
    for (const upstream of upstreams) await upstream.close();
    for (const server of [hostile, goodServer]) {
      server.closeAllConnections();
      server.close();
    }
  });

  it.each(Object.entries(HOSTILE))('that %s costs its own fields only, as coded errors', async (_name, hostility) => {
    ({ behave } = hostility);
    const { data, errors = [] } = await ask(hostility.codes.includes('DEADLINE_EXCEEDED') ? SHORT_MS : LONG_MS);
    expect(data).toEqual({
      things: [
        { id: '1', name: 'thing 1', weight: null, parts: null, note: null },
        { id: '2', name: 'thing 2', weight: null, parts: null, note: null },
      ],
      own: null,
    });
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(10_000);
    expect(() => JSON.stringify(errors)).not.toThrow();
    for (const { extensions, path } of errors) {
      expect(hostility.codes).toContain(extensions?.['code'] ?? 'none');
      expect(extensions?.['service']).toBe('hostile');
      expect(path?.[0]).toMatch(/^(things|own)$/);
    }
  });

  it('that sends a gigabyte is not read to its end', () => {
    expect(sentBytes).toBeGreaterThan(0);
    // Two requests, each cut off at 64 MiB, and what the sockets hold.
    expect(sentBytes).toBeLessThan(256 * MEGABYTE);
  });

  it.each(Object.entries(LYING))('that answers with %s cannot reach beyond its fields', async (_name, lie) => {
    behave = lie;
    const { data } = await ask();
    const { things } = data as { things: { id: string; name: string; weight: unknown; parts: unknown }[] };
    expect(things.map(({ id, name }) => ({ id, name }))).toEqual([
      { id: '1', name: 'thing 1' },
      { id: '2', name: 'thing 2' },
    ]);
    for (const { weight, parts } of things) {
      expect(weight === null || Number.isInteger(weight)).toBe(true);
      expect(parts).toBeNull();
    }
    expect(JSON.stringify(data)).not.toMatch(/polluted|stolen|heavy/);
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect({}).not.toHaveProperty('polluted');
  });
});
