import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createFixedGeneration } from '../../../gateway/generation.ts';
import { createLiveGenerations } from '../../../gateway/supergraph/live-generations.ts';
import { createManualClock } from '../../../platform/clock/manual-clock.ts';
import { createLogger } from '../../../platform/logging/logger.ts';
import { openEventStream } from '../../support/gateway/event-stream-client.ts';
import { askForParts } from '../../support/gateway/parts-client.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../support/gateway/test-gateway.ts';
import { openTestSocket } from '../../support/gateway/test-socket.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { startFederation, UPSTREAM_KINDS, type Federation, type UpstreamKind } from '../federation/federation.ts';
import { createShop, type Shop } from './shop.ts';

const WIRES = ['multipart', 'SSE', 'WebSocket'] as const;
type Wire = (typeof WIRES)[number];

/** An operation on a wire; what comes is gathered. */
interface Asked {
  until(count: number): Promise<readonly Record<string, unknown>[]>;
  /** Everything, once the wire has said that this is all. */
  untilEnd(): Promise<readonly Record<string, unknown>[]>;
  /** Goes away before the end. */
  close(): void;
}

const ASK: Readonly<Record<Wire, (gateway: TestGateway, request: Record<string, unknown>) => Promise<Asked>>> = {
  multipart: ({ url }, request) => askForParts(url, request),
  async SSE({ url }, request) {
    const stream = await openEventStream(`${url}/graphql`, { body: request });
    return {
      until: (count) => stream.payloads(count),
      async untilEnd() {
        await stream.untilEnd();
        expect(stream.events.at(-1)?.event).toBe('complete');
        return stream.payloads(0);
      },
      close: stream.close,
    };
  },
  async WebSocket({ webSocketUrl }, request) {
    const socket = await openTestSocket(webSocketUrl);
    await socket.init();
    socket.subscribe('1', request);
    const payloads = () => socket.of('1').flatMap(({ type, payload }) => (type === 'next' ? [payload as Record<string, unknown>] : []));
    return {
      async until(count) {
        await waitUntil(() => payloads().length >= count, { what: `${count} messages` });
        return payloads();
      },
      async untilEnd() {
        await socket.find({ id: '1', type: 'complete' });
        socket.socket.terminate();
        return payloads();
      },
      close: () => socket.send({ type: 'complete', id: '1' }),
    };
  },
};

const SLOW = '{ product(id: "p1") { name ... on Book @defer(label: "R") { rank } } }';
const FIRST = { data: { product: { name: 'Atlas' } }, hasNext: true };
const REST = { incremental: [{ data: { rank: 1 }, path: ['product'], label: 'R' }], hasNext: false };

let shop: Shop;
let federation: Federation;
let gateway: TestGateway;

async function start(kind: UpstreamKind, options: TestGatewayOptions = {}): Promise<void> {
  shop = createShop();
  federation = await startFederation(shop.fixtures, kind);
  const { supergraph, engine } = federation;
  gateway = await startTestGateway({
    generations: createFixedGeneration({ apiSchema: supergraph.apiSchema, supergraphSdl: supergraph.sdl, engine }),
    ...options,
  });
}

afterEach(async () => {
  shop.letGo();
  await gateway.stop();
  await federation.close();
});

function outcome(code: string, type = 'query'): Promise<unknown> {
  return waitUntil(
    async () => {
      const { values } = (await gateway.metrics.getSingleMetric('graphql_operations_total')?.get()) ?? { values: [] };
      return values.find(({ labels, value }) => labels['code'] === code && labels['type'] === type && value > 0);
    },
    { what: `an operation that is counted as ${code}` },
  );
}

describe.each(WIRES)('deferred fragments over %s', (wire) => {
  const ask = (query: string, more: Record<string, unknown> = {}) => ASK[wire](gateway, { query, ...more });

  it.each(UPSTREAM_KINDS)('the first part does not wait for a slow subgraph (%s)', async (kind) => {
    await start(kind);
    shop.hold('reviews');
    const asked = await ask(SLOW);
    expect(await asked.until(1)).toEqual([FIRST]);
    shop.letGo();
    expect(await asked.untilEnd()).toEqual([FIRST, REST]);
    await outcome('OK');
  });

  it('an operation that defers nothing has the one answer that it always has', async () => {
    await start('in-process');
    for (const query of ['{ me { name } }', '{ me { name ... @defer(if: false) { id } } }', '{ nothing { ... @defer { id } } }']) {
      const answered = await (await ask(query)).untilEnd();
      expect(answered).toHaveLength(1);
      expect(answered[0]).not.toHaveProperty('hasNext');
      expect(answered[0]).toHaveProperty('data');
    }
  });

  it('errors of a fragment are told with it, coded, with their whole path', async () => {
    await start('http');
    const [first, rest] = await (await ask('{ products { id ... on Film @defer { name rating } } }')).untilEnd();
    expect(first).toEqual({ data: { products: [{ id: 'p1' }, { id: 'p2' }, { id: 'p3' }] }, hasNext: true });
    expect(rest).toEqual({
      incremental: [
        {
          errors: [{ message: 'not rated', path: ['products', 1, 'rating'], extensions: { code: 'INTERNAL_SERVER_ERROR', service: 'reviews' } }],
          data: null,
          path: ['products', 1],
        },
      ],
      hasNext: false,
    });
    await outcome('INTERNAL_SERVER_ERROR');
  });

  it('a client that goes away ends what its fragments asked for', async () => {
    await start('in-process', { config: { maxConcurrentOperations: 1 } });
    shop.hold('reviews');
    const asked = await ask(SLOW);
    await asked.until(1);
    const request = await waitUntil(() => federation.asked.get('reviews')?.[0]);
    expect(request.signal.aborted).toBe(false);
    asked.close();
    await waitUntil(() => request.signal.aborted, { what: 'the end of the call' });
    await outcome('CLIENT_GONE');
    // Its place is free.
    await waitUntil(async () => (await (await ask('{ me { name } }')).until(1))[0]?.['data'] !== undefined);
  });

  it('what has not come by the deadline is told to have missed it', async () => {
    const clock = createManualClock();
    await start('in-process', { clock, config: { operationDeadlineMs: 10_000 } });
    shop.hold('reviews');
    const asked = await ask('{ product(id: "p1") { name ... on Book @defer(label: "R") { rank ... @defer { rating } } } }');
    await asked.until(1);
    await waitUntil(() => federation.asked.get('reviews')?.[0]);
    clock.advance(10_001);
    const [, rest] = await asked.untilEnd();
    expect(rest).toMatchObject({ incremental: [{ path: ['product'], label: 'R', errors: [{ extensions: { code: 'DEADLINE_EXCEEDED' } }] }], hasNext: false });
    await outcome('DEADLINE_EXCEEDED');
  });

  it('limits count what is deferred like anything else', async () => {
    await start('in-process', { config: { maxDepth: 3, maxCost: 50 } });
    const deep = '{ product(id: "p1") { ... on Book @defer { reviews { author { name } } } } }';
    const dear = '{ products { ... on Book @defer { reviews { id } } } }';
    for (const [query, limit] of [
      [deep, 'depth'],
      [dear, 'cost'],
    ] as const)
      expect(await refusal(query)).toMatchObject({ extensions: { code: 'LIMIT_EXCEEDED', details: { limit } } });
  });

  it('a part that is too large ends the answer and says so', async () => {
    await start('in-process', { config: { maxAnswerBytes: 1_024 } });
    const many = Array.from({ length: 150 }, (_, index) => `a${index}: id`).join(' ');
    const error = await refusal(`{ me { id ... @defer { ${many} } } }`);
    expect(error).toMatchObject({ extensions: { code: 'LIMIT_EXCEEDED', details: { limit: 'answer bytes' } } });
  });

  it('a part that is too large ends what the others asked for', async () => {
    await start('in-process', { config: { maxAnswerBytes: 1_024 } });
    shop.hold('reviews');
    const many = Array.from({ length: 150 }, (_, index) => `a${index}: motto`).join(' ');
    const large = `latest: me { id ... @defer { ${many} } }`;
    expect(await refusal(`{ product(id: "p1") { name ... on Book @defer { rank } } ${large} }`)).toMatchObject({ extensions: { code: 'LIMIT_EXCEEDED' } });
    const request = await waitUntil(() => federation.asked.get('reviews')?.[0]);
    await waitUntil(() => request.signal.aborted, { what: 'the end of the call' });
  });

  it('misuse of @defer is refused', async () => {
    await start('in-process');
    expect(await refusal('{ me { ... @defer(label: "A") { id } ... @defer(label: "A") { name } } }')).toMatchObject({
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
  });

  /** The first error that is told, wherever the wire tells it. */
  async function refusal(query: string): Promise<unknown> {
    if (wire === 'WebSocket') {
      const socket = await openTestSocket(gateway.webSocketUrl);
      await socket.init();
      socket.subscribe('1', { query });
      const { payload } = await socket.find({ id: '1', type: 'error' });
      socket.socket.terminate();
      return (payload as unknown[])[0];
    }
    const answered = await (await ask(query)).untilEnd();
    return answered.flatMap(({ errors }) => (errors ?? []) as unknown[])[0];
  }
});

describe('deferred fragments over HTTP', () => {
  beforeEach(() => start('in-process'));

  it('come at once to a client that accepts JSON alone', async () => {
    const { headers, untilEnd } = await askForParts(gateway.url, { query: SLOW }, 'application/json');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await untilEnd()).toEqual([{ data: { product: { name: 'Atlas', rank: 1 } } }]);
  });

  it('come in parts of the form that the client names, and in no other', async () => {
    const { headers, untilEnd } = await askForParts(gateway.url, { query: SLOW });
    expect(headers.get('content-type')).toBe('multipart/mixed; boundary="-"; deferSpec=20220824');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await untilEnd()).toEqual([FIRST, REST]);
    const other = await askForParts(gateway.url, { query: SLOW }, 'multipart/mixed;deferSpec=20990101, application/json');
    expect(other.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it.each([
    ['multipart/mixed;incrementalSpec=v0.2', 'v0.2'],
    ['multipart/mixed; incrementalSpec="v0.2", multipart/mixed;deferSpec=20220824, application/graphql-response+json, application/json', 'v0.2'],
    ['multipart/mixed;deferSpec=20220824, multipart/mixed;incrementalSpec=v0.2, application/json', '20220824'],
    ['multipart/mixed;incrementalSpec=v0.2;q=0.5, multipart/mixed;deferSpec=20220824, application/json', '20220824'],
    ['multipart/mixed;incrementalSpec=v0.2;q=0, application/json', undefined],
    ['multipart/mixed, application/json', undefined],
  ])('come in the form that the client wants most: %s', async (accept, form) => {
    const { headers, untilEnd } = await askForParts(gateway.url, { query: SLOW }, accept);
    const parts = await untilEnd();
    const type = headers.get('content-type');
    if (form === 'v0.2') {
      expect(type).toBe('multipart/mixed; boundary="-"; incrementalSpec=v0.2');
      expect(parts).toEqual([
        { data: { product: { name: 'Atlas' } }, pending: [{ id: '0', path: ['product'], label: 'R' }], hasNext: true },
        { incremental: [{ id: '0', data: { rank: 1 } }], completed: [{ id: '0' }], hasNext: false },
      ]);
    } else if (form === '20220824') {
      expect(type).toBe('multipart/mixed; boundary="-"; deferSpec=20220824');
      expect(parts).toEqual([FIRST, REST]);
    } else expect([type, parts.length]).toEqual(['application/json; charset=utf-8', 1]);
  });

  it('come over Server-Sent Events in the form that the client names', async () => {
    const stream = await openEventStream(`${gateway.url}/graphql`, { body: { query: SLOW }, headers: { accept: 'text/event-stream;incrementalSpec=v0.2' } });
    await stream.untilEnd();
    expect(await stream.payloads(2)).toEqual([
      { data: { product: { name: 'Atlas' } }, pending: [{ id: '0', path: ['product'], label: 'R' }], hasNext: true },
      { incremental: [{ id: '0', data: { rank: 1 } }], completed: [{ id: '0' }], hasNext: false },
    ]);
  });

  it('come over WebSocket in the form that the operation names, and in no unknown one', async () => {
    const socket = await openTestSocket(gateway.webSocketUrl);
    await socket.init();
    socket.subscribe('1', { query: SLOW, extensions: { incrementalSpec: 'v0.2' } });
    await socket.find({ id: '1', type: 'complete' });
    expect(socket.of('1').map(({ payload }) => payload)).toEqual([
      { data: { product: { name: 'Atlas' } }, pending: [{ id: '0', path: ['product'], label: 'R' }], hasNext: true },
      { incremental: [{ id: '0', data: { rank: 1 } }], completed: [{ id: '0' }], hasNext: false },
      undefined,
    ]);
    socket.subscribe('2', { query: SLOW, extensions: { incrementalSpec: 'v9' } });
    expect(await socket.find({ id: '2', type: 'error' })).toMatchObject({
      payload: [{ extensions: { code: 'BAD_USER_INPUT', field: 'extensions.incrementalSpec', expected: 'v0.2' } }],
    });
    socket.socket.terminate();
  });

  it('end for a reason that every announced one is told, where a part is too large', async () => {
    await gateway.stop();
    await federation.close();
    await start('in-process', { config: { maxAnswerBytes: 1_024 } });
    const many = Array.from({ length: 150 }, (_, index) => `a${index}: id`).join(' ');
    const { untilEnd } = await askForParts(gateway.url, { query: `{ me { id ... @defer { ${many} } } }` }, 'multipart/mixed;incrementalSpec=v0.2');
    expect(await untilEnd()).toMatchObject([
      { pending: [{ id: '0' }], hasNext: true },
      { completed: [{ id: '0', errors: [{ extensions: { code: 'LIMIT_EXCEEDED' } }] }], hasNext: false },
    ]);
  });

  it('leave the answer of an operation without them as it is', async () => {
    const { headers, status, untilEnd } = await askForParts(gateway.url, { query: '{ me { name } }' });
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(await untilEnd()).toEqual([{ data: { me: { name: 'Ada' } } }]);
  });

  it('come by GET, too', async () => {
    const response = await fetch(`${gateway.url}/graphql?${new URLSearchParams({ query: SLOW }).toString()}`, {
      headers: { accept: 'multipart/mixed;deferSpec=20220824', 'apollo-require-preflight': 'yes' },
    });
    expect(response.headers.get('content-type')).toContain('multipart/mixed');
    expect(await response.text()).toContain('"incremental"');
  });

  it('come at once with what they cost, where that is asked', async () => {
    const { untilEnd } = await askForParts(gateway.url, { query: SLOW, extensions: { cost: true } });
    expect(await untilEnd()).toEqual([
      { data: { product: { name: 'Atlas', rank: 1 } }, extensions: { cost: { estimated: 1, actual: 1, max: expect.any(Number) } } },
    ]);
  });

  it('come at once through Apollo Server', async () => {
    await gateway.stop();
    const { supergraph, engine } = federation;
    gateway = await startTestGateway({
      config: { httpEntry: 'apollo' },
      generations: createFixedGeneration({ apiSchema: supergraph.apiSchema, supergraphSdl: supergraph.sdl, engine }),
    });
    const { headers, untilEnd } = await askForParts(gateway.url, { query: SLOW });
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await untilEnd()).toEqual([{ data: { product: { name: 'Atlas', rank: 1 } } }]);
  });

  it('come to their end when the process stops', async () => {
    shop.hold('reviews');
    const asked = await askForParts(gateway.url, { query: SLOW });
    await asked.until(1);
    const drained = gateway.drain();
    shop.letGo();
    expect(await asked.untilEnd()).toEqual([FIRST, REST]);
    await drained;
  });

  it('are brought by the supergraph that the operation began with, which lives until then', async () => {
    const { supergraph, engine } = federation;
    const closed: string[] = [];
    const toGeneration = (name: string) => ({ apiSchema: supergraph.apiSchema, supergraphSdl: supergraph.sdl, engine, close: () => void closed.push(name) });
    const generations = createLiveGenerations(toGeneration('old'), createLogger({ level: 'silent', process: 'test' }));
    await gateway.stop();
    gateway = await startTestGateway({ generations });
    shop.hold('reviews');
    const asked = await askForParts(gateway.url, { query: SLOW });
    await asked.until(1);
    generations.replace(toGeneration('new'));
    expect(closed).toEqual([]);
    shop.letGo();
    expect(await asked.untilEnd()).toEqual([FIRST, REST]);
    await waitUntil(() => closed.length > 0);
    expect(closed).toEqual(['old']);
  });
});
