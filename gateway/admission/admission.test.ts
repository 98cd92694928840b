import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../platform/clock/clock.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../test/support/gateway/test-gateway.ts';
import { openWires, WAYS_IN, type WireName, type WireRequest, type Wires } from '../../test/support/gateway/wires.ts';
import { createAdmission } from './admission.ts';
import { readGatewayConfig, type GatewayConfig } from '../config.ts';
import { createDocumentCache } from './document-cache.ts';
import { createKnownDocuments } from './known-documents.ts';
import { createLocalRateLimiter } from './rates/local-rate-limiter.ts';

/** Stands for a list in a list in a list …, which JSON.stringify can't write. */
const DEEP = '"deep"';
const DEEP_JSON = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

/** A request that one stage refuses and all before it let pass. */
interface Refusal {
  readonly request: WireRequest;
  readonly code: string;
  /** Names the limit in `extensions.details`. */
  readonly limit?: string;
  readonly config?: Partial<GatewayConfig>;
  /** Sent and answered before, so that the next one is too many. */
  readonly before?: WireRequest;
  /** Sent before and still running. */
  readonly running?: WireRequest;
  /** Wires on which this cannot be refused, or is refused before admission is asked. */
  readonly exempt?: Readonly<Partial<Record<WireName, string>>>;
}

const HELLO = { query: '{ hello }' };
const NOT_SHARED: Refusal['exempt'] = {
  'HTTP GET': 'runs',
  'HTTP POST': 'runs',
  'SSE GET': 'runs',
  'SSE POST': 'runs',
  multipart: 'runs',
};

const REFUSED_BY_STAGE: Readonly<Record<string, Refusal>> = {
  overload: { request: HELLO, code: 'OVERLOADED' },
  'rate: operations': { request: HELLO, code: 'RATE_LIMITED', config: { rateLimit: 1 }, before: { query: '{ hello' } },
  'limit: operations of a connection': {
    request: HELLO,
    code: 'LIMIT_EXCEEDED',
    limit: 'operations of a connection',
    config: { maxSocketOperations: 1 },
    running: { query: 'query Running { never }' },
    exempt: NOT_SHARED ?? {},
  },
  'limit: operations of a principal': {
    request: HELLO,
    code: 'LIMIT_EXCEEDED',
    limit: 'operations of a principal',
    config: { maxConcurrentOperations: 1 },
    running: { query: 'query Running { never }' },
  },
  'persisted document': {
    request: { query: '', extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
    code: 'PERSISTED_QUERY_NOT_FOUND',
  },
  'trusted document': { request: HELLO, code: 'DOCUMENT_NOT_TRUSTED' },
  syntax: { request: { query: '{ hello' }, code: 'GRAPHQL_PARSE_FAILED' },
  'limit: depth': { request: { query: `${'{ a '.repeat(31)}${'}'.repeat(31)}` }, code: 'LIMIT_EXCEEDED', limit: 'depth' },
  'limit: fields': { request: { query: doubling(30) }, code: 'LIMIT_EXCEEDED', limit: 'fields' },
  'limit: aliases': { request: { query: `{ whoAmI { ${repeat(201, (at) => `a${at}: principal`)} } }` }, code: 'LIMIT_EXCEEDED', limit: 'aliases' },
  'limit: root fields': { request: { query: `{ ${repeat(51, (at) => `f${at}`)} }` }, code: 'LIMIT_EXCEEDED', limit: 'root fields' },
  'limit: directives': {
    request: { query: `{ ...on Query ${'@include(if: true) '.repeat(8)} { whoAmI { ${repeat(47, (at) => `f${at} @include(if: true) @skip(if: false)`)} } } }` },
    code: 'LIMIT_EXCEEDED',
    limit: 'directives',
  },
  'limit: directives at one place': { request: { query: `{ hello ${'@aa '.repeat(9)} }` }, code: 'LIMIT_EXCEEDED', limit: 'directives at one place' },
  'limit: levels of a list': { request: { query: `{ double(value: ${'['.repeat(9)}1${']'.repeat(9)}) }` }, code: 'LIMIT_EXCEEDED', limit: 'levels of a list' },
  'limit: repetitions': { request: { query: `{ whoAmI { ${'principal '.repeat(51)} } }` }, code: 'LIMIT_EXCEEDED', limit: 'repetitions' },
  introspection: { request: { query: '{ __schema { queryType { name } } }' }, code: 'INTROSPECTION_DISABLED', config: { introspection: 'false' } },
  validation: { request: { query: '{ unknown }' }, code: 'GRAPHQL_VALIDATION_FAILED' },
  'operation selection': { request: { query: 'query A { hello }', operationName: 'B' }, code: 'OPERATION_RESOLUTION_FAILURE' },
  'wire rules': {
    request: { query: 'subscription { ticks { value } }' },
    code: 'UNSUPPORTED',
    // The other wires stream.
    exempt: { WebSocket: 'streams', 'SSE GET': 'streams', 'SSE POST': 'streams', multipart: 'streams' },
  },
  variables: { request: { query: 'query($v: Int!) { double(value: $v) }', variables: { v: 'x' } }, code: 'BAD_USER_INPUT' },
  'stream options': { request: { ...HELLO, extensions: { stream: { resumeFrom: 'c' } } }, code: 'BAD_USER_INPUT' },
  'limit: cost': { request: { query: '{ whoAmI { principal } }' }, code: 'LIMIT_EXCEEDED', limit: 'cost', config: { maxCost: 0 } },
  'rate: cost': { request: HELLO, code: 'RATE_LIMITED', config: { rateLimitCost: 1 }, before: HELLO },
};

const CONFIG = readGatewayConfig({});
const STAGES = createAdmission({
  config: CONFIG,
  introspection: true,
  documents: createDocumentCache({ entries: 1 }),
  known: createKnownDocuments(),
  limiter: createLocalRateLimiter(systemClock),
  limitLoopback: false,
  load: { enter: () => () => undefined },
}).stages.map(({ name }) => name);

let gateway: TestGateway;
let wires: Wires;

async function start(options: TestGatewayOptions = {}): Promise<void> {
  gateway = await startTestGateway(options);
  wires = await openWires(gateway);
}

async function stop(): Promise<void> {
  wires.close();
  await gateway.stop();
}

it('has a refusal of each of its stages in this table, in order', () => {
  expect(Object.keys(REFUSED_BY_STAGE)).toEqual(STAGES);
});

describe.each(STAGES)('the stage %s', (stage) => {
  const refusal = REFUSED_BY_STAGE[stage];
  afterEach(stop);

  it.each(WAYS_IN)('refuses over %s, entry %s', async (wire, httpEntry) => {
    if (refusal === undefined) throw new Error(`no refusal of ${stage}`);
    const { request, code, limit, config = {}, before, running, exempt } = refusal;
    await start({
      config: { ...config, httpEntry },
      // Behind a proxy, callers on this machine have rates as all others.
      ...(stage.startsWith('rate') ? { identity: 'headers' as const } : {}),
      ...(stage === 'overload' ? { admission: { load: { enter: () => undefined } } } : {}),
      ...(stage === 'trusted document' ? { admission: { known: createKnownDocuments({ safelist: true }) } } : {}),
    });
    if (before !== undefined) await wires.send(wire, before);
    if (running !== undefined) {
      void wires.send(wire, running).catch(() => undefined);
      await wires.reached((operation) => operation.operationName === 'Running');
    }
    const ran = gateway.engine.seen.length;
    const other = exempt?.[wire];
    if (other === 'streams') return;
    const error = (await wires.send(wire, request)).errors?.[0];
    expect(error?.extensions?.['code']).toBe(other === 'runs' ? undefined : (other ?? code));
    if (other !== undefined) return;
    if (limit !== undefined) {
      const details = error?.extensions?.['details'] as { limit: string; max: number; seen: number };
      expect(details.limit).toBe(limit);
      expect(details.seen).toBeGreaterThan(details.max);
    }
    expect(gateway.engine.seen).toHaveLength(ran);
  });
});

describe('admission', () => {
  beforeEach(() => start());
  afterEach(stop);

  it.each(WAYS_IN.filter(([wire]) => !wire.endsWith('GET')))(
    'G09 refuses over %s, entry %s, what is nested beyond what a stack takes, and goes on',
    async (wire, httpEntry) => {
      await stop();
      await start({ config: { httpEntry } });
      const document = `{${'a{'.repeat(9_000)}b${'}'.repeat(9_000)}}`;
      const codeOf = async (text: string) => (await wires.sendText(wire, text)).errors?.[0]?.extensions?.['code'];
      expect(['GRAPHQL_PARSE_FAILED', 'LIMIT_EXCEEDED']).toContain(await codeOf(JSON.stringify({ query: document })));
      const variables = JSON.stringify({ query: 'query($tree: Tree!) { grow(tree: $tree) }', variables: { tree: 'deep' } }).replace(DEEP, DEEP_JSON);
      const limitOf = async (text: string) => (await wires.sendText(wire, text)).errors?.[0]?.extensions;
      expect(await limitOf(variables)).toEqual({ code: 'LIMIT_EXCEEDED', details: { limit: 'levels of variables', max: 200, seen: 100_001 } });
      const extensions = JSON.stringify({ ...HELLO, extensions: { tree: 'deep' } }).replace(DEEP, DEEP_JSON);
      expect(await limitOf(extensions)).toEqual({ code: 'LIMIT_EXCEEDED', details: { limit: 'levels of extensions', max: 200, seen: 100_001 } });
      expect(await codeOf('{"query":"{ unknown }"}')).toBe('GRAPHQL_VALIDATION_FAILED');
    },
  );

  it.each(WAYS_IN.filter(([wire]) => !wire.endsWith('GET')))(
    'refuses over %s, entry %s, a document of more tokens than any page sends',
    async (wire, httpEntry) => {
      await stop();
      await start({ config: { httpEntry } });
      expect((await wires.send(wire, { query: `{ ${'hello '.repeat(20_001)} }` })).errors?.[0]?.extensions).toEqual({
        code: 'LIMIT_EXCEEDED',
        details: { limit: 'tokens', max: 20_000, seen: 20_001 },
      });
    },
  );

  it('fills defaults in and leaves out what is not declared', async () => {
    const { data } = await wires.send('WebSocket', { query: 'query($name: String = "you") { hello(name: $name) }', variables: { other: 1 } });
    expect(data).toEqual({ hello: 'hello you' });
    expect(gateway.engine.seen.at(-1)?.variables).toEqual({ name: 'you' });
  });

  it.each(WAYS_IN)('gives a place back over %s, entry %s, when an operation ends', async (wire, httpEntry) => {
    await stop();
    await start({ config: { maxConcurrentOperations: 1, httpEntry } });
    for (let run = 0; run < 3; run += 1) expect((await wires.send(wire, HELLO)).data).toEqual({ hello: 'hello world' });
  });
});

function repeat(count: number, make: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => make(at)).join(' ');
}

/** A document of few bytes that expands to 2^levels fields. */
function doubling(levels: number): string {
  const fragments = Array.from({ length: levels }, (_, at) => `fragment f${at} on Query { ...f${at + 1} ...on Query { ...f${at + 1} } }`);
  return `{ ...f0 } ${fragments.join(' ')} fragment f${levels} on Query { hello }`;
}
