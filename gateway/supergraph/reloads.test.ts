import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { Registry } from 'prom-client';
import { waitUntil } from '../../test/support/wait-until.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import { createLogger } from '../../platform/logging/logger.ts';
import type { Operation } from '../operation.ts';
import { composeSupergraph } from './compose-supergraph.ts';
import { createFileFeed } from './file-feed.ts';
import { createLiveGenerations, type OwnedGeneration } from './live-generations.ts';
import { createManagerFeed } from './manager-feed.ts';
import { createOperationsInUse } from './operations-in-use.ts';
import { followSupergraph } from './reloads.ts';
import { readSupergraph } from './supergraph.ts';
import type { FeedListener, SupergraphFeed } from './supergraph-feed.ts';
import { createUrlFeed } from './url-feed.ts';

const logger = createLogger({ level: 'silent', process: 'test' });

async function compose(fields: string): Promise<string> {
  const composition = await composeSupergraph([{ name: 'a', url: 'http://a.test/graphql', sdl: `type Query { ${fields} }` }]);
  if (composition.kind === 'refused') throw new Error('expected to compose');
  return composition.sdl;
}

/** Follows a feed and keeps what it tells. */
async function listen(feed: SupergraphFeed): Promise<{ told: string[]; failures: string[] }> {
  const heard = { told: [await feed.first()], failures: [] as string[] };
  feed.follow({ next: (sdl) => heard.told.push(sdl), failed: (error) => heard.failures.push((error as Error).message) });
  return heard;
}

describe('a supergraph in a file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'feed-'));
    path = join(folder, 'supergraph.graphql');
    await writeFile(path, 'one');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is told anew when it is written or replaced, long before the next poll', async () => {
    const feed = createFileFeed(path, { pollMs: 3_600_000, clock: systemClock, logger });
    const { told } = await listen(feed);
    await writeFile(path, 'two');
    await waitUntil(() => told.at(-1) === 'two');
    await writeFile(join(folder, 'other'), 'three');
    await rename(join(folder, 'other'), path);
    await waitUntil(() => told.at(-1) === 'three');
    await feed.close();
  });

  it('is polled as well, and its absence told once', async () => {
    const clock = createManualClock();
    const feed = createFileFeed(path, { pollMs: 1_000, clock, logger });
    const { told, failures } = await listen(feed);
    await rm(path);
    for (let poll = 0; poll < 3; poll += 1) clock.advance(1_000);
    await waitUntil(() => failures.length > 0);
    await writeFile(path, 'back');
    await waitUntil(() => {
      clock.advance(1_000);
      return told.at(-1) === 'back';
    });
    expect(failures).toEqual([expect.stringContaining('no such file')]);
    await feed.close();
  });
});

describe('a supergraph behind a URL', () => {
  let server: Server;
  let url: string;
  let sdl = 'one';
  const asked: (string | undefined)[] = [];
  beforeEach(async () => {
    asked.length = 0;
    server = createServer((request, response) => {
      const etag = `"${sdl}"`;
      asked.push(request.headers['if-none-match']);
      if (sdl === 'broken') response.writeHead(500).end();
      else if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
      else response.writeHead(200, { etag }).end(sdl);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/supergraph`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is asked for with its ETag at every poll, and told when it changed', async () => {
    const clock = createManualClock();
    const feed = createUrlFeed(url, { pollMs: 1_000, clock });
    const { told, failures } = await listen(feed);
    const poll = async (until: () => boolean) =>
      waitUntil(() => {
        clock.advance(1_000);
        return until();
      });
    await poll(() => asked.length >= 3);
    expect(asked.slice(0, 3)).toEqual([undefined, '"one"', '"one"']);
    sdl = 'broken';
    await poll(() => failures.length > 0);
    sdl = 'two';
    await poll(() => told.at(-1) === 'two');
    expect(told).toEqual(['one', 'two']);
    expect(failures).toEqual([expect.stringContaining('status 500')]);
    await feed.close();
  });
});

describe('reloads', () => {
  let listener: FeedListener | undefined;
  const feed: SupergraphFeed = { first: () => Promise.resolve(''), follow: (follower) => void (listener = follower), close() {} };

  async function start() {
    const warmed: string[] = [];
    const closed: string[] = [];
    async function open(sdl: string): Promise<OwnedGeneration> {
      const { apiSchema } = await readSupergraph(sdl);
      return {
        apiSchema,
        supergraphSdl: sdl,
        engine: {
          execute: () => Promise.resolve({ data: {} }),
          async *subscribe() {},
          warm: async ({ source }) => void warmed.push(source),
        },
        close: () => void closed.push(sdl),
      };
    }
    const inUse = createOperationsInUse(2);
    const first = await compose('a: Int b: Int');
    const generations = createLiveGenerations(await open(first), logger, { inUse });
    const metrics = new Registry();
    followSupergraph({ feed, generations, open, inUse, logger, metrics });
    const count = async (outcome: string) => (await metrics.metrics()).includes(`supergraph_reloads_total{outcome="${outcome}"} 1`);
    return { first, generations, warmed, closed, count, run: (source: string) => generations.current().engine.execute(toOperation(source)) };
  }

  function toOperation(source: string): Operation {
    const document = parse(source);
    const [definition] = document.definitions;
    if (definition?.kind !== 'OperationDefinition') throw new Error('expected an operation');
    const identity = { workspace: 'w', principal: 'p', correlationId: 'c', traceparent: 't' };
    return { source, document, definition, operationName: undefined, variables: { secret: 'x', flag: true }, identity, signal: new AbortController().signal };
  }

  it('put a new supergraph in force once the operations in use are planned, the latest ones only', async () => {
    const { generations, first, warmed, closed, count, run } = await start();
    for (const source of ['{ __typename }', '{ a }', '{ b }']) await run(source);
    const second = await compose('a: Int c: Int');
    listener?.next(second);
    await waitUntil(() => generations.current().supergraphSdl === second);
    expect(warmed).toEqual(['{ a }']);
    expect(closed).toEqual([first]);
    expect(await count('replaced')).toBe(true);
  });

  it('refuse a broken one, and keep the one in force', async () => {
    const { generations, first, closed, count } = await start();
    listener?.next('type Query { not: Supergraph }');
    await waitUntil(() => count('refused'));
    listener?.next(first);
    expect(generations.current().supergraphSdl).toBe(first);
    expect(closed).toEqual([]);
  });
});

describe('a generation that was replaced', () => {
  it('stays open for those that were admitted with it', async () => {
    const clock = createManualClock();
    const { apiSchema, sdl } = await readSupergraph(await compose('a: Int'));
    let closed = 0;
    const owned = (): OwnedGeneration => ({
      apiSchema,
      supergraphSdl: sdl,
      engine: { execute: () => Promise.resolve({ data: {} }), async *subscribe() {} },
      close: () => void (closed += 1),
    });
    const generations = createLiveGenerations(owned(), logger, { linger: { clock, ms: 100 } });
    generations.replace(owned());
    clock.advance(99);
    expect(closed).toBe(0);
    clock.advance(1);
    expect(closed).toBe(1);
  });
});

describe('a supergraph manager', () => {
  it('feeds what it composes, at first and later, and is cleaned up', async () => {
    let update: (sdl: string) => void = () => undefined;
    let cleaned = 0;
    const feed = createManagerFeed({
      manager: {
        async initialize(options) {
          update = options.update;
          update('early');
          return { supergraphSdl: 'one', cleanup: async () => void (cleaned += 1) };
        },
      },
    });
    const { told } = await listen(feed);
    update('two');
    expect(told).toEqual(['one', 'early', 'two']);
    await feed.close();
    expect(cleaned).toBe(1);
  });
});
