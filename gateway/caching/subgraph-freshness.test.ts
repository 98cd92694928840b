import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { createLocalCache } from '../../platform/cache/local-cache.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { createManualClock, type ManualClock } from '../../platform/clock/manual-clock.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { startTestGateway } from '../../test/support/gateway/test-gateway.ts';
import { createEngine } from '../execution/create-engine.ts';
import { createPlanner } from '../execution/create-planner.ts';
import { createFixedGeneration } from '../generation.ts';
import { composeSupergraph } from '../supergraph/compose-supergraph.ts';
import { readSupergraph } from '../supergraph/supergraph.ts';
import { createHttpUpstream } from '../upstream/http-upstream.ts';
import { readFreshness } from '../upstream/read-freshness.ts';
import { createCaching } from './caching.ts';

const LINK = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://specs.autoweave.dev/caching/v1.0", import: ["@cacheControl"])
    @composeDirective(name: "@cacheControl")
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, staleWhileRevalidate: Int) on FIELD_DEFINITION | OBJECT
  enum CacheControlScope { PUBLIC PRIVATE }
`;
const SHELF = `${LINK} type Query { shelf: [Book!]! @cacheControl(maxAge: 60, staleWhileRevalidate: 60) } type Book @key(fields: "id") { id: ID! }`;
const CATALOGUE = `${LINK}
  type Query { weather: String @cacheControl(maxAge: 60, staleWhileRevalidate: 60) inbox: String @cacheControl(maxAge: 60, scope: PRIVATE) }
  type Book @key(fields: "id") @cacheControl(maxAge: 60) { id: ID! title: String }
`;

describe('Cache-Control of a subgraph', () => {
  it.each([
    [{}, undefined],
    [{ 'cache-control': 'public, must-revalidate' }, undefined],
    [{ 'cache-control': 'max-age=5' }, { maxAgeMs: 5_000 }],
    [{ 'cache-control': 'Max-Age="5", PUBLIC' }, { maxAgeMs: 5_000 }],
    [{ 'cache-control': 'max-age=60, s-maxage=7' }, { maxAgeMs: 7_000 }],
    [{ 'cache-control': 'max-age=60', age: '58' }, { maxAgeMs: 2_000 }],
    [{ 'cache-control': 'max-age=60', age: '99' }, { maxAgeMs: 0 }],
    [{ 'cache-control': 'max-age=soon' }, { maxAgeMs: 0 }],
    [{ 'cache-control': 'no-store' }, { maxAgeMs: 0 }],
    [{ 'cache-control': ['private', 'no-cache'] }, { maxAgeMs: 0, isPrivate: true }],
    [{ 'cache-control': 'private' }, { isPrivate: true }],
    [{ 'cache-control': 'private, max-age=9' }, { maxAgeMs: 9_000, isPrivate: true }],
  ])('%j is read as %j', (headers, freshness) => {
    expect(readFreshness(headers)).toEqual(freshness);
  });
});

describe('G06 what a subgraph says of how long its answers may be kept', () => {
  const ends: (() => Promise<void> | void)[] = [];
  let clock: ManualClock;
  let control: string | undefined;
  let url: string;
  let asked: string[];

  beforeEach(async () => {
    control = undefined;
    asked = [];
    clock = createManualClock();
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        const name = request.url?.slice(1) ?? '';
        asked.push(name);
        if (control !== undefined && name === 'catalogue') response.setHeader('cache-control', control);
        const data =
          name === 'shelf' ? { shelf: [{ __typename: 'Book', id: 'a' }] } : { weather: 'fine', inbox: 'mail', _entities: [{ __typename: 'Book', title: 'A' }] };
        response.end(JSON.stringify({ data }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ends.push(
      () => server.closeAllConnections(),
      () => void server.close(),
    );
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const composition = await composeSupergraph([
      { name: 'shelf', url: `${host}/shelf`, sdl: SHELF },
      { name: 'catalogue', url: `${host}/catalogue`, sdl: CATALOGUE },
    ]);
    if (composition.kind === 'refused') throw new Error(JSON.stringify(composition.problems));
    const supergraph = await readSupergraph(composition.sdl);
    const logger = createLogger({ level: 'silent', process: 'test' });
    const aged = { ...systemClock, now: () => clock.now() };
    const cache = createLocalCache({ clock: systemClock, bounds: { maxEntries: 1_000, maxBytes: 10_000_000 } });
    const caching = createCaching({ cache, log: undefined, clock: aged, logger, metrics: new Registry(), deadlineMs: 60_000 });
    const remote = ['shelf', 'catalogue'].map((name) => createHttpUpstream({ name, url: `${host}/${name}`, forwardIdentity: true }));
    const upstreams = caching.keepEntities(supergraph, new Map(remote.map((upstream) => [upstream.name, upstream])));
    const engine = createEngine({ supergraph, planner: createPlanner(supergraph, { choice: 'native', logger }), upstreams, logger });
    const generations = createFixedGeneration({ apiSchema: supergraph.apiSchema, supergraphSdl: supergraph.sdl, engine });
    const gateway = await startTestGateway({ generations, responses: caching.responses });
    url = `${gateway.url}/graphql`;
    ends.push(
      () => gateway.stop(),
      () => caching.close(),
      ...remote.map((upstream) => () => upstream.close()),
    );
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  async function ask(query: string, principal = 'reader') {
    const headers = { 'content-type': 'application/json', 'x-autoweave-cache': 'true', 'x-autoweave-principal': principal };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const { extensions } = (await response.json()) as { extensions: { cache: { outcome: string; maxAgeMs: number } } };
    return { ...extensions.cache, control: response.headers.get('cache-control') };
  }

  it('shortens what the supergraph says of whole answers, and is told on', async () => {
    control = 'max-age=5';
    expect(await ask('{ weather }')).toMatchObject({ outcome: 'miss', maxAgeMs: 5_000, control: 'private, max-age=5' });
    expect(await ask('{ weather }')).toMatchObject({ outcome: 'hit', maxAgeMs: 5_000, control: 'private, max-age=5' });
    clock.advance(5_000);
    expect(await ask('{ weather }')).toMatchObject({ outcome: 'miss' });
  });

  it('never lengthens it', async () => {
    control = 'max-age=9999';
    await ask('{ weather }');
    expect(await ask('{ weather }')).toMatchObject({ outcome: 'hit', maxAgeMs: 60_000 });
  });

  it.each(['no-store', 'max-age=0', 'private', 'private, max-age=30'])('keeps nothing of an answer with %s', async (says) => {
    control = says;
    for (const _time of [1, 2]) expect(await ask('{ weather }')).toMatchObject({ outcome: 'miss', control: 'no-store' });
  });

  it('keeps what both call private, for its principal', async () => {
    control = 'private, max-age=30';
    await ask('{ inbox }', 'ada');
    expect(await ask('{ inbox }', 'ada')).toMatchObject({ outcome: 'hit', maxAgeMs: 30_000 });
    expect(await ask('{ inbox }', 'bob')).toMatchObject({ outcome: 'miss' });
  });

  it('shortens what is said of single entities, and of answers that are made of them', async () => {
    control = 'max-age=5';
    expect(await ask('{ shelf { id title } }')).toMatchObject({ outcome: 'miss', maxAgeMs: 5_000 });
    clock.advance(3_000);
    // Another answer, made of the entity that is kept: it has what is left of its time.
    expect(await ask('{ shelf { title id } }')).toMatchObject({ outcome: 'miss', maxAgeMs: 2_000 });
    expect(asked).toEqual(['shelf', 'catalogue', 'shelf']);
    clock.advance(2_000);
    await ask('{ shelf { id title } }');
    expect(asked.slice(3)).toEqual(['shelf', 'catalogue']);
  });
});
