import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { systemClock } from '../../platform/clock/clock.ts';
import type { SubgraphEndpoint, SubgraphFrame, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { attachSubgraphSocket } from '../../platform/subgraph/serve-subgraph.ts';
import { findFreePort } from '../../test/support/find-free-port.ts';
import { waitUntil } from '../../test/support/wait-until.ts';
import { wrapUpstream, type Upstream } from './upstream.ts';
import { createWebSocketUpstream } from './websocket-upstream.ts';
import { withResume } from './with-resume.ts';

const IDENTITY = { workspace: 'w1', principal: 'p1', correlationId: 'c1', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

/** A log of numbers: positions are the numbers themselves. Every subscription reads on from `resumeFrom`. */
function createCountingEndpoint(log: number[], asked: SubgraphRequest[]): SubgraphEndpoint {
  return {
    name: 'counts',
    execute: () => Promise.reject(new Error('not asked')),
    async *subscribe(request): AsyncGenerator<SubgraphFrame> {
      asked.push(request);
      const from = Number(request.stream?.resumeFrom ?? log.length);
      const resumed = request.stream?.resumeFrom === undefined ? {} : { resumed: { replayed: log.length - from } };
      yield { data: null, stream: { kind: 'state', state: 'live', resumable: true, position: String(from), ...resumed } };
      for (let next = from; !request.signal.aborted; next += 1) {
        await waitUntil(() => request.signal.aborted || log.length > next);
        if (!request.signal.aborted) yield { data: { count: log[next] }, stream: { kind: 'event', position: String(next + 1) } };
      }
    },
  };
}

describe('the WebSocket upstream', () => {
  const closing: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function listen(server: Server, port = 0): Promise<number> {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  /** At the port of one before that has ended, or at one which nobody else is given once it has. */
  async function serve(endpoint: SubgraphEndpoint, port?: number): Promise<{ port: number; connections: () => Promise<number>; stop: () => Promise<void> }> {
    const server = createServer();
    const socket = attachSubgraphSocket(server, endpoint);
    let stopped = false;
    const stop = async () => {
      if (stopped) return;
      stopped = true;
      await socket.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    };
    closing.push(stop);
    return {
      port: await listen(server, port ?? (await findFreePort())),
      connections: () => new Promise((resolve, reject) => server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)))),
      stop,
    };
  }

  function connect(
    port: number,
    options: { forwardIdentity: boolean; maxQueued?: number; maxQueuedBytes?: number; attachWaitMs?: number },
  ): Pick<Upstream, 'subscribe' | 'close'> {
    const { subscribe, close } = createWebSocketUpstream({ name: 'counts', url: `ws://127.0.0.1:${port}/graphql`, clock: systemClock, ...options });
    closing.push(() => close());
    const bare = { name: 'counts', execute: () => Promise.reject(new Error('not asked')), subscribe, close };
    return wrapUpstream(bare, [withResume({ clock: systemClock, random: () => 0 })]);
  }

  function start(
    upstream: Pick<Upstream, 'subscribe'>,
    stream?: SubgraphRequest['stream'],
  ): { frames: SubgraphFrame[]; done: Promise<void>; stop: () => void } {
    const frames: SubgraphFrame[] = [];
    const controller = new AbortController();
    const read = async () => {
      const request = { query: 'subscription { count }', identity: IDENTITY, signal: controller.signal, ...(stream === undefined ? {} : { stream }) };
      for await (const frame of upstream.subscribe(request)) frames.push(frame);
    };
    const done = read();
    done.catch(() => undefined);
    closing.push(() => controller.abort());
    return { frames, done, stop: () => controller.abort() };
  }

  const counts = (frames: readonly SubgraphFrame[]) => frames.flatMap(({ data }) => (data === null ? [] : [data['count']]));

  it('attaches at once, says who asks, and shares one connection among subscriptions', async () => {
    const asked: SubgraphRequest[] = [];
    const log: number[] = [];
    const { port, connections } = await serve(createCountingEndpoint(log, asked));
    const upstream = connect(port, { forwardIdentity: true });
    const [first, second] = [start(upstream), start(upstream)];
    await waitUntil(() => first.frames.length === 1 && second.frames.length === 1);
    log.push(7);
    await waitUntil(() => counts(first.frames).length === 1 && counts(second.frames).length === 1);
    expect(first.frames).toEqual([
      { data: null, stream: { kind: 'state', state: 'live', resumable: true, position: '0' } },
      { data: { count: 7 }, stream: { kind: 'event', position: '1' } },
    ]);
    expect(asked.map(({ identity }) => identity.principal)).toEqual(['p1', 'p1']);
    expect(await connections()).toBe(1);
    first.stop();
    second.stop();
    await Promise.all([first.done, second.done]);
    await waitUntil(() => asked.every(({ signal }) => signal.aborted));
  });

  it('loses the subgraph, says so, comes back where it was, and misses and repeats nothing', async () => {
    const asked: SubgraphRequest[] = [];
    const log: number[] = [];
    const endpoint = createCountingEndpoint(log, asked);
    const before = await serve(endpoint);
    const { frames } = start(connect(before.port, { forwardIdentity: true }));
    await waitUntil(() => frames.length === 1);
    log.push(1, 2);
    await waitUntil(() => counts(frames).length === 2);
    await before.stop();
    await waitUntil(() => frames.some(({ stream }) => stream.state === 'reconnecting'));
    log.push(3, 4);
    await serve(endpoint, before.port);
    await waitUntil(() => counts(frames).length === 4);
    log.push(5);
    await waitUntil(() => counts(frames).length === 5);
    expect(counts(frames)).toEqual([1, 2, 3, 4, 5]);
    expect(frames.filter(({ stream }) => stream.kind === 'state').map(({ stream }) => stream.state)).toEqual(['live', 'reconnecting', 'live']);
    expect(frames.every(({ stream }) => stream.resumed === undefined)).toBe(true);
    expect(asked.at(-1)?.stream).toEqual({ resumeFrom: '2' });
  });

  it.each([
    ['messages', { maxQueued: 3 }],
    ['bytes', { maxQueuedBytes: 1_000 }],
  ])('lets go when too many %s wait for a slow reader, and reads the rest afterwards', async (_what, limits) => {
    const asked: SubgraphRequest[] = [];
    const log: number[] = [];
    const { port } = await serve(createCountingEndpoint(log, asked));
    const upstream = connect(port, { forwardIdentity: true, ...limits });
    const controller = new AbortController();
    closing.push(() => controller.abort());
    const frames = upstream.subscribe({ query: 'subscription { count }', identity: IDENTITY, signal: controller.signal })[Symbol.asyncIterator]();
    await frames.next();
    log.push(...Array.from({ length: 40 }, (_, index) => index));
    await waitUntil(() => asked[0]?.signal.aborted);
    const seen: unknown[] = [];
    while (seen.length < 40) {
      const step = await frames.next();
      if (step.done !== true && step.value.data !== null) seen.push(step.value.data['count']);
    }
    expect(seen).toEqual(log);
  });

  it('W4.4 MUST wait with the state reconnecting for a subgraph that is down when a reader resumes, and then say what was missed', async () => {
    const log = [1, 2, 3];
    const endpoint = createCountingEndpoint(log, []);
    const before = await serve(endpoint);
    await before.stop();
    const { frames } = start(connect(before.port, { forwardIdentity: true }), { resumeFrom: '1' });
    await waitUntil(() => frames.length === 1);
    await serve(endpoint, before.port);
    await waitUntil(() => counts(frames).length === 2);
    log.push(4);
    await waitUntil(() => counts(frames).length === 3);
    expect(frames.slice(0, 2)).toEqual([
      { data: null, stream: { kind: 'state', state: 'reconnecting', resumable: true, position: '1' } },
      { data: null, stream: { kind: 'state', state: 'live', resumable: true, position: '1', resumed: { replayed: 2 } } },
    ]);
    expect(counts(frames)).toEqual([2, 3, 4]);
  });

  it('W4.4 MUST wait with the state degraded while the subgraph has no log to attach to, whether a reader resumes or comes back', async () => {
    const log = [1, 2];
    const counting = createCountingEndpoint(log, []);
    let isLogAway = true;
    const endpoint: SubgraphEndpoint = {
      ...counting,
      async *subscribe(request): AsyncGenerator<SubgraphFrame> {
        if (isLogAway) yield { data: null, errors: [{ message: 'away', extensions: { code: 'LOG_UNAVAILABLE' } }], stream: { kind: 'event' } };
        else yield* counting.subscribe(request);
      },
    };
    const before = await serve(endpoint);
    const { frames } = start(connect(before.port, { forwardIdentity: true }), { resumeFrom: '1' });
    const states = () => frames.flatMap(({ stream }) => (stream.kind === 'state' ? [stream.state] : []));
    await waitUntil(() => frames.length === 1);
    isLogAway = false;
    await waitUntil(() => counts(frames).length === 1);
    isLogAway = true;
    await before.stop();
    await waitUntil(() => states().at(-1) === 'reconnecting');
    await serve(endpoint, before.port);
    await waitUntil(() => states().at(-1) === 'degraded');
    log.push(3);
    isLogAway = false;
    await waitUntil(() => counts(frames).length === 2);
    expect(states()).toEqual(['degraded', 'live', 'reconnecting', 'degraded', 'live']);
    expect(counts(frames)).toEqual([2, 3]);
    expect(frames.filter(({ stream }) => stream.resumed !== undefined).map(({ stream }) => stream.resumed)).toEqual([{ replayed: 1 }]);
    expect(frames.every(({ errors }) => errors === undefined)).toBe(true);
  });

  it('passes on what does not pass by itself when a reader resumes', async () => {
    const endpoint: SubgraphEndpoint = {
      ...createCountingEndpoint([], []),
      async *subscribe(): AsyncGenerator<SubgraphFrame> {
        yield { data: null, errors: [{ message: 'no', extensions: { code: 'FORBIDDEN' } }], stream: { kind: 'event' } };
      },
    };
    const { port } = await serve(endpoint);
    const { frames, done } = start(connect(port, { forwardIdentity: true }), { resumeFrom: '1' });
    await done;
    expect(frames).toMatchObject([{ errors: [{ extensions: { code: 'FORBIDDEN' } }] }]);
  });

  it('fails with SUBGRAPH_UNAVAILABLE when nobody is there to begin with', async () => {
    const { port, stop } = await serve(createCountingEndpoint([], []));
    await stop();
    await expect(start(connect(port, { forwardIdentity: true })).done).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
  });

  describe('with a server that knows nothing of positions', () => {
    async function servePlain(values: AsyncIterable<unknown> | (() => never)): Promise<{ port: number; sockets: WebSocketServer; payloads: unknown[] }> {
      const server = createServer();
      const sockets = new WebSocketServer({ server });
      const payloads: unknown[] = [];
      const schema = buildSchema('type Query { ok: Boolean } type Subscription { count: Int }');
      const running = useServer(
        {
          schema,
          roots: { subscription: { count: typeof values === 'function' ? values : () => values } },
          onSubscribe: (_context, _id, payload) => void payloads.push(payload),
        },
        sockets,
      );
      closing.push(async () => {
        await running.dispose();
        server.closeAllConnections();
        await new Promise<void>((resolve) => server.close(() => resolve()));
      });
      return { port: await listen(server), sockets, payloads };
    }

    it('says at once that the stream cannot be resumed, and sends nothing that a plain server may refuse', async () => {
      let release: () => void = () => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      async function* values(): AsyncGenerator<unknown> {
        await released;
        yield { count: 1 };
        yield { count: 2 };
      }
      const { port, payloads } = await servePlain(values());
      const { frames, done } = start(connect(port, { forwardIdentity: false, attachWaitMs: 20 }));
      await waitUntil(() => frames.length === 1);
      release();
      await done;
      expect(frames).toEqual([
        { data: null, stream: { kind: 'state', state: 'live', resumable: false } },
        { data: { count: 1 }, stream: { kind: 'event' } },
        { data: { count: 2 }, stream: { kind: 'event' } },
      ]);
      expect(payloads).toEqual([{ query: 'subscription { count }' }]);
    });

    it('ends with SUBGRAPH_UNAVAILABLE when the connection breaks', async () => {
      async function* values(): AsyncGenerator<unknown> {
        yield { count: 1 };
        await new Promise(() => undefined);
      }
      const { port, sockets } = await servePlain(values());
      const { frames, done } = start(connect(port, { forwardIdentity: false }));
      await waitUntil(() => frames.length === 2);
      for (const socket of sockets.clients) socket.terminate();
      await expect(done).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
    });

    it('ends with SUBGRAPH_UNAVAILABLE when a message has more values than anybody reads', async () => {
      const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' });
      closing.push(() => new Promise<void>((resolve) => sockets.close(() => resolve())));
      sockets.on('connection', (socket) => {
        socket.on('message', (message) => {
          const { type, id } = JSON.parse(String(message)) as { type: string; id?: string };
          if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
          if (type !== 'subscribe') return;
          socket.send(`{"type":"next","id":"${id}","payload":{"data":{"count":1}}}`);
          socket.send(`{"type":"next","id":"${id}","payload":{"data":{"count":2},"extensions":[${'{},'.repeat(3_000_000)}{}]}}`);
        });
      });
      await waitUntil(() => sockets.address());
      const { frames, done } = start(connect((sockets.address() as AddressInfo).port, { forwardIdentity: false }));
      await expect(done).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
      expect(frames.map(({ data }) => data)).toEqual([null, { count: 1 }]);
    });

    it('passes a refusal on', async () => {
      const { port } = await servePlain((async function* (): AsyncGenerator<unknown> {})());
      const upstream = connect(port, { forwardIdentity: false });
      const frames: SubgraphFrame[] = [];
      for await (const frame of upstream.subscribe({ query: 'subscription { unknown }', identity: IDENTITY, signal: new AbortController().signal }))
        frames.push(frame);
      expect(frames).toMatchObject([{ data: null, errors: [{ message: expect.stringContaining('unknown') }] }]);
    });

    it('takes for a refusal what a plain server answers by next with errors and no data', async () => {
      const { port } = await servePlain(() => {
        throw new Error('no source for you');
      });
      const { frames, done } = start(connect(port, { forwardIdentity: false, attachWaitMs: 600_000 }));
      await done;
      expect(frames).toMatchObject([{ data: null, errors: [{ message: 'no source for you' }], stream: { kind: 'event' } }]);
    });
  });
});
