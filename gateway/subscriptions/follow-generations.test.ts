import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { buildSchema, printSchema } from 'graphql';
import { createFakeEngine, type FakeEngine } from '../../test/support/gateway/fake-engine.ts';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';
import { openTestSocket, type TestSocket } from '../../test/support/gateway/test-socket.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { createLiveGenerations, type LiveGenerations, type OwnedGeneration } from '../supergraph/live-generations.ts';

const TICKS = 'subscription { ticks { value } }';

interface Payload {
  readonly data: { readonly ticks?: { readonly value: number } } | null;
  readonly extensions?: { readonly stream?: Readonly<Record<string, unknown>> };
}

describe('a new supergraph under running subscriptions', () => {
  let engine: FakeEngine;
  let generations: LiveGenerations;
  let gateway: TestGateway;
  let client: TestSocket;
  let closed: number;

  /** The same log behind another generation, with its schema changed. */
  function toGeneration(change: (sdl: string) => string = (sdl) => sdl): OwnedGeneration {
    return {
      apiSchema: buildSchema(change(printSchema(engine.schema))),
      supergraphSdl: '',
      engine: { execute: (operation) => engine.execute(operation), subscribe: (operation, options) => engine.subscribe(operation, options) },
      close() {
        closed += 1;
      },
    };
  }

  beforeEach(async () => {
    closed = 0;
    engine = createFakeEngine();
    generations = createLiveGenerations(toGeneration(), createLogger({ level: 'silent', process: 'test' }));
    gateway = await startTestGateway({ engine, generations });
    client = await openTestSocket(gateway.webSocketUrl);
    await client.init();
  });
  afterEach(async () => {
    client.socket.terminate();
    await gateway.stop();
  });

  const payloads = (id: string): Payload[] => client.of(id).flatMap(({ type, payload }) => (type === 'next' ? [payload as Payload] : []));
  const values = (id: string): number[] => payloads(id).flatMap(({ data }) => (data?.ticks === undefined ? [] : [data.ticks.value]));

  it('W3.2 MUST lose, double and reorder nothing, tell nobody, and keep cursors good', async () => {
    client.subscribe('plain', { query: TICKS });
    client.subscribe('speaks', { query: TICKS, extensions: { stream: {} } });
    await waitUntil(() => payloads('speaks').length === 1);
    for (let value = 1; value <= 200; value += 1) {
      engine.tick(value);
      if (value % 20 === 0) generations.replace(toGeneration());
      if (value % 7 === 0) await new Promise(setImmediate);
    }
    const all = Array.from({ length: 200 }, (_, index) => index + 1);
    await waitUntil(() => values('plain').length >= 200 && values('speaks').length >= 200);
    expect([values('plain'), values('speaks')]).toEqual([all, all]);
    expect(payloads('speaks').filter(({ data }) => data === null)).toHaveLength(1);
    expect(payloads('speaks').some(({ extensions }) => extensions?.stream?.['resumed'] !== undefined)).toBe(false);
    const cursor = payloads('speaks').find(({ data }) => data?.ticks?.value === 150)?.extensions?.stream?.['cursor'];
    client.subscribe('back', { query: TICKS, extensions: { stream: { resumeFrom: cursor } } });
    await waitUntil(() => values('back').length === 50);
    expect(values('back')).toEqual(all.slice(150));
    await waitUntil(() => closed === 10 && engine.open === 1, { what: 'the old generations to close' });
  });

  it('W3.2 MUST end with SCHEMA_CHANGED, and not complete, what no longer fits', async () => {
    client.subscribe('fits', { query: TICKS });
    client.subscribe('gone', { query: 'subscription { ticks { room } }' });
    await waitUntil(() => engine.open === 2);
    generations.replace(toGeneration((sdl) => sdl.replace('value: Int!\n  room: String\n', 'value: Int!\n')));
    expect(await client.find({ id: 'gone', type: 'error' })).toMatchObject({
      payload: [{ extensions: { code: 'SCHEMA_CHANGED', details: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] } } }],
    });
    await waitUntil(() => engine.open === 1);
    engine.tick(1);
    await waitUntil(() => values('fits').length === 1);
  });

  it('W2.2 W2.3 MUST begin with where it attached, also when a reload comes before that is known', async () => {
    client.subscribe('before', { query: TICKS, extensions: { stream: {} } });
    await waitUntil(() => payloads('before').length === 1);
    const cursor = payloads('before')[0]?.extensions?.stream?.['cursor'];
    engine.tick(1);
    engine.tick(2);
    await waitUntil(() => values('before').length === 2);
    client.send({ type: 'complete', id: 'before' });
    await waitUntil(() => engine.open === 0);
    let attaching = 0;
    const { apiSchema, engine: own, ...generation } = toGeneration();
    generations.replace({
      ...generation,
      apiSchema,
      engine: {
        ...own,
        async *subscribe(operation) {
          attaching += 1;
          await new Promise((resolve) => operation.signal.addEventListener('abort', resolve, { once: true }));
        },
      },
    });
    client.subscribe('anew', { query: TICKS, extensions: { stream: {} } });
    client.subscribe('back', { query: TICKS, extensions: { stream: { resumeFrom: cursor } } });
    await waitUntil(() => attaching === 2);
    generations.replace(toGeneration());
    await waitUntil(() => payloads('anew').length > 0 && values('back').length === 2);
    expect(payloads('anew')[0]?.extensions?.stream).toEqual({ kind: 'state', state: 'live', resumable: true, cursor: expect.any(String) });
    expect(payloads('back')[0]?.extensions?.stream).toMatchObject({ kind: 'state', state: 'live', resumed: { replayed: 2 }, cursor });
    expect(values('back')).toEqual([1, 2]);
  });

  it('W3.2 MUST say reconnecting, then live, where the source gives no positions', async () => {
    client.subscribe('1', { query: 'subscription { live { value } }', extensions: { stream: {} } });
    await waitUntil(() => payloads('1').length === 1);
    generations.replace(toGeneration());
    await waitUntil(() => payloads('1').length === 3);
    expect(payloads('1').map(({ extensions }) => extensions?.stream?.['state'])).toEqual(['live', 'reconnecting', 'live']);
  });
});
