import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../platform/clock/clock.ts';
import { createCallerCheck } from '../../platform/http/caller-check.ts';
import type { SubgraphEndpoint, SubgraphFrame } from '../../platform/subgraph/endpoint.ts';
import { attachSubgraphSocket, createSubgraphRoute } from '../../platform/subgraph/serve-subgraph.ts';
import { createRemoteUpstream } from './remote-upstream.ts';

const SECRET = 'a-secret-of-this-backend';
const IDENTITY = { workspace: 'w1', principal: 'p1', correlationId: 'c1', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

const endpoint: SubgraphEndpoint = {
  name: 'who',
  execute: async ({ identity }) => ({ data: { who: identity.principal } }),
  async *subscribe({ identity }) {
    yield { data: { who: identity.principal }, stream: { kind: 'event' } };
  },
};

describe('a subgraph of ours on another machine', () => {
  const closing: (() => Promise<unknown> | void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function serve(seen: (request: IncomingMessage) => void = () => undefined): Promise<string> {
    const check = createCallerCheck({ secret: SECRET });
    const route = createSubgraphRoute(endpoint, check);
    const server = createServer((request, response) => void route(request, response));
    for (const event of ['request', 'upgrade']) server.on(event, seen);
    server.on('connection', (socket: Socket) => Object.defineProperty(socket, 'remoteAddress', { value: '10.0.0.9' }));
    const sockets = attachSubgraphSocket(server, endpoint, check);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(async () => {
      await sockets.close();
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  }

  function connect(url: string, options: { secret?: string; forwardIdentity?: boolean }) {
    const upstream = createRemoteUpstream({
      name: 'who',
      urls: [url],
      clock: systemClock,
      random: () => 0,
      timeoutMs: 60_000,
      forwardIdentity: true,
      ...options,
    });
    closing.push(() => upstream.close());
    return upstream;
  }

  const toRequest = (query: string) => ({ query, identity: IDENTITY, signal: new AbortController().signal });

  it('G02 is told the secret with every call and connection', async () => {
    const upstream = connect(await serve(), { secret: SECRET });
    expect(await upstream.execute(toRequest('{ who }'))).toMatchObject({ data: { who: 'p1' } });
    const frames: SubgraphFrame[] = [];
    for await (const frame of upstream.subscribe(toRequest('subscription { who }'))) frames.push(frame);
    expect(frames.at(-1)).toMatchObject({ data: { who: 'p1' } });
  });

  it('G02 refuses a gateway that does not know it', async () => {
    const upstream = connect(await serve(), {});
    expect(await upstream.execute(toRequest('{ who }'))).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('is the only one to be told it', async () => {
    const seen: unknown[] = [];
    const upstream = connect(await serve(({ headers }) => seen.push(headers)), { secret: SECRET, forwardIdentity: false });
    await upstream.execute(toRequest('{ who }'));
    await upstream
      .subscribe(toRequest('subscription { who }'))
      [Symbol.asyncIterator]()
      .next()
      .catch(() => undefined);
    expect(seen).toHaveLength(2);
    expect(JSON.stringify(seen)).not.toContain(SECRET);
  });
});
