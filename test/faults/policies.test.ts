import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createRemoteUpstream } from '../../gateway/upstream/remote-upstream.ts';
import type { SubgraphPolicies } from '../../gateway/upstream/subgraph-policies.ts';
import type { Upstream } from '../../gateway/upstream/upstream.ts';
import { systemClock, type Clock } from '../../platform/clock/clock.ts';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import type { SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { IDENTITY } from '../conformance/federation/federation.ts';
import { waitUntil } from '../support/wait-until.ts';

type Behaviour = (response: ServerResponse) => void;

const good: Behaviour = (response) => void response.end('{"data":{"word":"good"}}');
/** A caller that left within its request. */
const ignore = (): void => undefined;
const raw =
  (bytes: string): Behaviour =>
  (response) =>
    void response.socket?.write(bytes);
const drip =
  (first: string): Behaviour =>
  (response) => {
    response.socket?.write(first);
    const dripping = setInterval(() => response.socket?.write(' '), 20);
    response.once('close', () => clearInterval(dripping));
  };

/** What a failing subgraph does at once. */
const FAILING: Readonly<Record<string, Behaviour>> = {
  'resets the connection': (response) => void response.socket?.resetAndDestroy(),
  'answers 503 in HTML': (response) => void response.writeHead(503, { 'content-type': 'text/html' }).end('<html>down</html>'),
  'breaks off': (response) => void response.writeHead(200, { 'content-length': 100 }).write('{"data":', () => response.socket?.destroy()),
  'truncates its JSON': (response) => void response.end('{"data":{"word":'),
  'answers a list': (response) => void response.end('[]'),
  'answers more than may be': (response) => void response.end(`{"data":{"word":"${'x'.repeat(5_000)}"}}`),
  'compresses what is large': (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000))),
  'nests what nobody asked for': (response) => void response.end(`{"data":{"word":"a"},"extensions":${'['.repeat(3_000)}${']'.repeat(3_000)}}`),
  'speaks no HTTP': raw('220 mail.example ESMTP\r\n\r\n'),
  'contradicts itself': raw('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'),
};

/** What one does that lets its callers wait. */
const HANGING: Readonly<Record<string, Behaviour>> = {
  hangs: () => undefined,
  'drips its headers': drip('HTTP/1.1 200 OK\r\nx: '),
  'drips its answer': drip('HTTP/1.1 200 OK\r\ncontent-length: 4000\r\n\r\n'),
};

/** Time enough for all that ends by itself, on the slowest machine. */
const LONG_MS = 600_000;
const SHORT_MS = 300;
const QUERY: SubgraphRequest = { query: '{ word }', identity: IDENTITY, signal: new AbortController().signal };
const MUTATION: SubgraphRequest = { ...QUERY, query: 'mutation { word }' };

describe('a policy for a subgraph in another process', () => {
  const servers: Server[] = [];
  const upstreams: Upstream[] = [];

  interface Served {
    readonly url: string;
    behave: Behaviour;
    /** What it was asked. */
    readonly asked: string[];
    /** Requests that wait for their answer. */
    running: number;
    /** The most of them that there were at a time. */
    most: number;
  }

  async function serve(behave: Behaviour): Promise<Served> {
    const server = createServer((request, response) => {
      served.running += 1;
      served.most = Math.max(served.most, served.running);
      response.on('error', () => undefined);
      response.once('close', () => (served.running -= 1));
      void text(request).then((body) => {
        served.asked.push((JSON.parse(body) as { query: string }).query);
        served.behave(response);
      }, ignore);
    });
    server.keepAliveTimeout = 0;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    const served: Served = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, behave, asked: [], running: 0, most: 0 };
    return served;
  }

  function open(urls: readonly [string, ...string[]], policies: SubgraphPolicies, clock: Clock = systemClock): Upstream {
    const bounds = { timeoutMs: LONG_MS, maxResponseBytes: 4_096, ...policies };
    const upstream = createRemoteUpstream({
      name: 'a',
      urls,
      forwardIdentity: false,
      timeoutMs: LONG_MS,
      policies: bounds,
      clock,
      random: () => 0,
    });
    upstreams.push(upstream);
    return upstream;
  }

  const outcome = (asking: Promise<{ data?: unknown }>): Promise<unknown> =>
    asking.then(
      ({ data }) => data,
      (error: { code?: unknown }) => error.code,
    );
  const GOOD = { word: 'good' };

  afterEach(async () => {
    for (const upstream of upstreams.splice(0)) await upstream.close();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  describe.each(Object.entries(FAILING))('that %s', (_what, behave) => {
    it('retries a query while it may, and a mutation never', async () => {
      const subgraph = await serve(behave);
      const upstream = open([subgraph.url], { retry: { attempts: 2, firstMs: 1, maxMs: 2, budgetPercent: 100 } });
      expect(await outcome(upstream.execute(QUERY))).toBe('SUBGRAPH_UNAVAILABLE');
      expect(subgraph.asked).toHaveLength(3);
      expect(await outcome(upstream.execute(MUTATION))).toBe('SUBGRAPH_UNAVAILABLE');
      expect(subgraph.asked).toHaveLength(4);
      subgraph.behave = (response) => (subgraph.asked.length === 5 ? behave : good)(response);
      expect(await outcome(upstream.execute(QUERY))).toEqual(GOOD);
      expect(subgraph.asked).toHaveLength(6);
    });

    it('asks another copy, which a mutation is not sent to, and leaves it in peace', async () => {
      const [bad, other] = [await serve(behave), await serve(good)];
      const upstream = open([bad.url, other.url], {}, createManualClock(0));
      const outcomes = [];
      for (let nth = 0; nth < 4; nth += 1) outcomes.push(await outcome(upstream.execute(QUERY)));
      expect(outcomes).toEqual([GOOD, GOOD, GOOD, GOOD]);
      expect(bad.asked).toHaveLength(1);
      const fresh = open([bad.url, other.url], {}, createManualClock(0));
      const written = [await outcome(fresh.execute(MUTATION)), await outcome(fresh.execute(MUTATION)), await outcome(fresh.execute(MUTATION))];
      expect(written.filter((code) => code === 'SUBGRAPH_UNAVAILABLE')).toHaveLength(1);
      expect([...bad.asked, ...other.asked].filter((query) => query === MUTATION.query)).toHaveLength(3);
    });

    it('opens the breaker, which asks it no more, and closes it once it answers', async () => {
      const subgraph = await serve(behave);
      const upstream = open([subgraph.url], { breaker: { failures: 3, openMs: 600_000 } });
      for (let nth = 0; nth < 5; nth += 1) expect(await outcome(upstream.execute(QUERY))).toBe('SUBGRAPH_UNAVAILABLE');
      expect(subgraph.asked).toHaveLength(3);
      const brief = open([subgraph.url], { breaker: { failures: 1, openMs: 10 } });
      expect(await outcome(brief.execute(QUERY))).toBe('SUBGRAPH_UNAVAILABLE');
      subgraph.behave = good;
      await waitUntil(async () => typeof (await outcome(brief.execute(QUERY))) === 'object');
      expect(await outcome(brief.execute(QUERY))).toEqual(GOOD);
    });

    it('has no more calls at a time than it may, and each gives its place back', async () => {
      const subgraph = await serve(behave);
      const upstream = open([subgraph.url], { concurrency: { max: 2, queue: 100 } });
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => outcome(upstream.execute(QUERY))));
      expect(new Set(outcomes)).toEqual(new Set(['SUBGRAPH_UNAVAILABLE']));
      expect(subgraph.asked).toHaveLength(10);
      subgraph.behave = good;
      expect(await Promise.all(Array.from({ length: 10 }, () => outcome(upstream.execute(QUERY))))).toEqual(Array.from({ length: 10 }, () => GOOD));
    });

    it('is asked once by all who ask the same at a time, who all hear of it', async () => {
      const subgraph = await serve((response) => void waitUntil(() => asking.length === 3).then(() => behave(response)));
      const upstream = open([subgraph.url], { deduplicate: true });
      const asking: Promise<unknown>[] = [];
      for (let nth = 0; nth < 3; nth += 1) asking.push(outcome(upstream.execute(QUERY)));
      expect(await Promise.all(asking)).toEqual(Array.from({ length: 3 }, () => 'SUBGRAPH_UNAVAILABLE'));
      expect(subgraph.asked).toHaveLength(1);
    });
  });

  describe.each(Object.entries(HANGING))('that %s', (_what, behave) => {
    it('ends the call at its time, sends it no second time, and opens the breaker', async () => {
      const subgraph = await serve(behave);
      const upstream = open([subgraph.url], {
        timeoutMs: SHORT_MS,
        retry: { attempts: 2, firstMs: 1, maxMs: 2, budgetPercent: 100 },
        breaker: { failures: 2, openMs: 600_000 },
      });
      const outcomes = [];
      for (let nth = 0; nth < 3; nth += 1) outcomes.push(await outcome(upstream.execute(QUERY)));
      expect(outcomes).toEqual(['DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED', 'SUBGRAPH_UNAVAILABLE']);
      expect(subgraph.asked.length).toBeLessThanOrEqual(2);
      await waitUntil(() => subgraph.running === 0);
    });

    it('is not waited for once the operation is over, and the call ends with its caller', async () => {
      const subgraph = await serve(behave);
      const gone = new AbortController();
      const asking = outcome(open([subgraph.url], {}).execute({ ...QUERY, signal: gone.signal }));
      await waitUntil(() => subgraph.asked.length === 1);
      gone.abort();
      await asking;
      await waitUntil(() => subgraph.running === 0);
    });

    it('is left behind by a hedged query, whose other call ends', async () => {
      const [bad, other] = [await serve(behave), await serve(good)];
      const upstream = open([bad.url, other.url], { hedge: { afterMs: 50, budgetPercent: 100 } });
      await waitUntil(async () => {
        expect(await outcome(upstream.execute(QUERY))).toEqual(GOOD);
        return bad.asked.length > 0;
      });
      await waitUntil(() => bad.running === 0);
    });

    it('gives the places of its calls back', async () => {
      const subgraph = await serve(behave);
      const upstream = open([subgraph.url], { timeoutMs: SHORT_MS, concurrency: { max: 2, queue: 100 } });
      const outcomes = await Promise.all(Array.from({ length: 4 }, () => outcome(upstream.execute(QUERY))));
      expect(new Set(outcomes)).toEqual(new Set(['DEADLINE_EXCEEDED']));
      await waitUntil(() => subgraph.running === 0);
      const late = open([subgraph.url], { concurrency: { max: 2, queue: 0 } });
      const gone = new AbortController();
      const held = [0, 1].map(() => outcome(late.execute({ ...QUERY, signal: gone.signal })));
      await waitUntil(() => subgraph.running === 2);
      expect(await outcome(late.execute(QUERY))).toBe('SUBGRAPH_UNAVAILABLE');
      gone.abort();
      await Promise.all(held);
      subgraph.behave = good;
      expect(await outcome(late.execute(QUERY))).toEqual(GOOD);
    });
  });

  it('asks another copy where nobody listens at one, for a mutation too, which was not sent', async () => {
    const [dead, other] = [await serve(good), await serve(good)];
    const [server] = servers.splice(0, 1);
    await new Promise((resolve) => server?.close(resolve));
    const clock = createManualClock(0);
    for (const request of [QUERY, MUTATION]) {
      const upstream = open([dead.url, other.url], {}, clock);
      expect([await outcome(upstream.execute(request)), await outcome(upstream.execute(request))]).toEqual([GOOD, GOOD]);
    }
    expect(other.asked).toHaveLength(4);
  });
});
