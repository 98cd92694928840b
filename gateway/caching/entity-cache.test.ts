import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { createLocalCache } from '../../platform/cache/local-cache.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import type { EventLog, Position } from '../../platform/event-log/event-log.ts';
import { createSqliteEventLog } from '../../platform/event-log/sqlite-event-log.ts';
import type { KeptAnswers } from '../../platform/kept-answers/kept-answers.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import { createSubgraph } from '../../platform/subgraph/create-subgraph.ts';
import type { SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';
import { openTestSocket } from '../../test/support/gateway/test-socket.ts';
import { createTemporaryFolder } from '../../test/support/temporary-folder.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { createEngine } from '../execution/create-engine.ts';
import { createPlanner } from '../execution/create-planner.ts';
import { createFixedGeneration } from '../generation.ts';
import { composeSupergraph } from '../supergraph/compose-supergraph.ts';
import { readSupergraph } from '../supergraph/supergraph.ts';
import { createInProcessUpstream } from '../upstream/in-process-upstream.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { createCaching } from './caching.ts';

const LINK = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://specs.autoweave.dev/caching/v1.0", import: ["@cacheControl", "@invalidatedBy"])
    @composeDirective(name: "@cacheControl")
    @composeDirective(name: "@invalidatedBy")
  directive @cacheControl(maxAge: Int, scope: CacheControlScope, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  directive @invalidatedBy(events: [String!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  enum CacheControlScope { PUBLIC PRIVATE }
`;
const SHELF = `${LINK}
  type Query { shelf(ids: [ID!]!): [Book!]! }
  type Mutation { rename(id: ID!, title: String!): Book }
  type Book @key(fields: "id") { id: ID! }
`;
const CATALOGUE = `${LINK}
  type Query { _unused: Int }
  type Book @key(fields: "id") @cacheControl(maxAge: 60) @invalidatedBy(events: ["book.**"]) {
    id: ID!
    title(upper: Boolean): String
    price: Int @cacheControl(maxAge: 0)
    mine: String @cacheControl(scope: PRIVATE)
    broken: String
  }
`;

describe('G06 single entities', () => {
  const folder = createTemporaryFolder();
  const logger = createLogger({ level: 'silent', process: 'test' });
  const titles = new Map<string, string>();
  const asked: SubgraphRequest[] = [];
  let log: EventLog;
  let gateway: TestGateway;
  let close: () => void;
  let kept: KeptAnswers;
  let lastEvent = 0;

  async function write(id: string, title: string): Promise<Position> {
    titles.set(id, title);
    const outcome = await log.append({ workspace: 'default', principal: 'p' }, [{ id: `${(lastEvent += 1)}`, source: 'test', type: 'book.renamed' }]);
    return outcome.kind === 'appended' ? (outcome.events[0]?.position ?? '') : '';
  }

  function open(name: string, typeDefs: string, resolvers: object): Upstream {
    const common = { clock: systemClock, logger, appliedPosition: (scope: Parameters<EventLog['head']>[0]) => log.head(scope) };
    return createInProcessUpstream(createSubgraph({ name, typeDefs, resolvers, createContext: (base) => base, ...common }));
  }

  beforeAll(async () => {
    log = await createSqliteEventLog({ file: `${folder.path}/log.sqlite`, clock: systemClock, logger, idempotencyWindowMs: 60_000 });
  });

  async function start(): Promise<void> {
    titles.clear();
    asked.length = 0;
    const shelf = open('shelf', SHELF, {
      Query: { shelf: (_: unknown, { ids }: { ids: string[] }) => ids.map((id) => ({ id })) },
      Mutation: {
        async rename(
          _: unknown,
          { id, title }: { id: string; title: string },
          context: { recordReceipt(receipt: { position: Position; commandId: string }): void },
        ) {
          context.recordReceipt({ position: await write(id, title), commandId: id });
          return { id };
        },
      },
    });
    const catalogue = open('catalogue', CATALOGUE, {
      Book: {
        title: ({ id }: { id: string }, { upper }: { upper?: boolean }) => (upper === true ? (titles.get(id) ?? id).toUpperCase() : (titles.get(id) ?? id)),
        price: () => asked.length,
        mine: (_: unknown, _arguments: unknown, { identity }: { identity: { principal: string } }) => identity.principal,
        broken: ({ id }: { id: string }) => (id === 'bad' ? Promise.reject(new Error('broken')) : 'whole'),
      },
    });
    const counted: Upstream = {
      ...catalogue,
      execute(request) {
        asked.push(request);
        return catalogue.execute(request);
      },
    };
    const composition = await composeSupergraph([
      { name: 'shelf', url: '', sdl: SHELF },
      { name: 'catalogue', url: '', sdl: CATALOGUE },
    ]);
    if (composition.kind === 'refused') throw new Error(JSON.stringify(composition.problems));
    const supergraph = await readSupergraph(composition.sdl);
    const cache = createLocalCache({ clock: systemClock, bounds: { maxEntries: 1_000, maxBytes: 10_000_000 } });
    const caching = createCaching({ cache, log, clock: systemClock, logger, metrics: new Registry(), deadlineMs: 60_000 });
    const upstreams = caching.keepEntities(
      supergraph,
      new Map([
        ['shelf', shelf],
        ['catalogue', counted],
      ]),
    );
    const engine = createEngine({ supergraph, planner: createPlanner(supergraph, { choice: 'native', logger }), upstreams, logger });
    // Whole answers are not kept here: what is seen is the entities' doing.
    gateway = await startTestGateway({ generations: createFixedGeneration({ apiSchema: supergraph.apiSchema, supergraphSdl: supergraph.sdl, engine }) });
    close = () => void caching.close();
    kept = caching;
  }
  afterEach(async () => {
    close();
    await gateway.stop();
  });
  afterAll(async () => {
    await log.close();
    folder.remove();
  });

  async function ask(query: string, principal = 'reader'): Promise<{ data: { shelf: Record<string, unknown>[] }; errors?: { path: unknown[] }[] }> {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-autoweave-principal': principal },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as Awaited<ReturnType<typeof ask>>;
  }

  const shelfOf = (ids: string[], fields = 'title') => `{ shelf(ids: ${JSON.stringify(ids)}) { id ${fields} } }`;
  const idsAsked = () => asked.map(({ variables }) => (variables?.['representations'] as { id: string }[]).map(({ id }) => id));

  /** Asks until the answer took no call. */
  async function untilKept(query: string, principal?: string): Promise<void> {
    await waitUntil(async () => {
      const before = asked.length;
      await ask(query, principal);
      return asked.length === before;
    });
    asked.length = 0;
  }

  it('are asked for once; a fetch asks for those alone that are not kept, and gives each its place', async () => {
    await start();
    await untilKept(shelfOf(['a', 'c']));
    expect((await ask(shelfOf(['c', 'b', 'a', 'd']))).data.shelf.map(({ title }) => title)).toEqual(['c', 'b', 'a', 'd']);
    expect(idsAsked()).toEqual([['b', 'd']]);
  });

  it('are changed by a write of the same principal, over HTTP and WebSocket, and by events', async () => {
    await start();
    await untilKept(shelfOf(['a']));
    const renamed = await ask('mutation { rename(id: "a", title: "one") { id title } }');
    expect(renamed).toMatchObject({ data: { rename: { title: 'one' } } });
    await waitUntil(async () => (await ask(shelfOf(['a']))).data.shelf[0]?.['title'] === 'one');
    await untilKept(shelfOf(['a']));
    await write('a', 'two');
    await waitUntil(async () => (await ask(shelfOf(['a']))).data.shelf[0]?.['title'] === 'two');
    await untilKept(shelfOf(['a']));
    const socket = await openTestSocket(gateway.webSocketUrl);
    await socket.init();
    socket.subscribe('1', { query: shelfOf(['a']) });
    expect(await socket.find({ id: '1', type: 'next' })).toMatchObject({ payload: { data: { shelf: [{ title: 'two' }] } } });
    expect(asked).toEqual([]);
    socket.socket.terminate();
  });

  it('are apart for each selection, argument and, where they are private, principal', async () => {
    await start();
    await untilKept(shelfOf(['a']));
    expect((await ask(shelfOf(['a'], 'title(upper: true)'))).data.shelf).toEqual([{ id: 'a', title: 'A' }]);
    await untilKept(shelfOf(['a'], 'mine'), 'alice');
    expect((await ask(shelfOf(['a'], 'mine'), 'bob')).data.shelf).toEqual([{ id: 'a', mine: 'bob' }]);
  });

  it('are forgotten by their key alone, by their type, and where a key has several fields', async () => {
    await start();
    const scope = { workspace: 'default', principal: 'operator' };
    const nothing = { all: false, tags: [], types: [], entities: [] };
    for (const [order, forgotten] of [
      [{ ...nothing, entities: [{ type: 'Book', key: { id: 'b' } }] }, ['b']],
      [{ ...nothing, entities: [{ type: 'Book', key: { id: 'b', shelf: 1 } }] }, ['a', 'b', 'c']],
      [{ ...nothing, types: ['Book'] }, ['a', 'b', 'c']],
      [{ ...nothing, types: ['Shelf'], entities: [{ type: 'Shelf', key: { id: 'b' } }] }, []],
      [{ ...nothing, all: true }, ['a', 'b', 'c']],
    ] as const) {
      await untilKept(shelfOf(['a', 'b', 'c']));
      await kept.invalidate(scope, order);
      await ask(shelfOf(['a', 'b', 'c']));
      expect(idsAsked().flat()).toEqual(forgotten);
    }
  });

  it('without an age are asked for each time', async () => {
    await start();
    await ask(shelfOf(['a'], 'price'));
    await ask(shelfOf(['a'], 'price'));
    expect(idsAsked()).toEqual([['a'], ['a']]);
  });

  it('of an answer with an error are not kept, and the error names the entity', async () => {
    await start();
    await untilKept(shelfOf(['a'], 'broken'));
    for (const _time of [1, 2]) {
      const answer = await ask(shelfOf(['a', 'bad', 'b'], 'broken'));
      expect(answer.data.shelf.map(({ broken }) => broken)).toEqual(['whole', null, 'whole']);
      expect(answer.errors?.map(({ path }) => path)).toEqual([['shelf', 1, 'broken']]);
    }
    expect(idsAsked()).toEqual([
      ['bad', 'b'],
      ['bad', 'b'],
    ]);
  });
});
