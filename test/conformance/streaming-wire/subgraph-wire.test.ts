import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { createManualClock, type ManualClock } from '../../../platform/clock/manual-clock.ts';
import type { SubgraphEndpoint } from '../../../platform/subgraph/endpoint.ts';
import { attachSubgraphSocket, createSubgraphRoute } from '../../../platform/subgraph/serve-subgraph.ts';
import { eventsSubgraph } from '../../../subgraphs/events/server.ts';
import { openTestSocket, type TestSocket } from '../../support/gateway/test-socket.ts';
import { describeWith } from '../../support/real-servers.ts';
import { redisAvailable, startRedis, type RedisServer } from '../../support/redis.ts';
import { createDataFolder, startTestHost, type DataFolder, type TestHost } from '../../support/subgraph-host.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { STORES } from './wire-backend.ts';

const SUBSCRIPTION = 'subscription ($pattern: String!) { eventReceived(pattern: $pattern) { type workspace principal } }';
const PUBLISH = 'mutation ($input: PublishEventInput!) { publishEvent(input: $input) { position event { workspace principal correlationId traceparent } } }';
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = { workspace: 'wire', principal: 'ada', correlationId: 'c-1', traceparent: `00-${TRACE}-b7ad6b7169203331-01` };

interface Frame {
  readonly data: { readonly eventReceived: Record<string, unknown> } | null;
  readonly extensions: { readonly stream: Record<string, unknown> };
}

for (const store of STORES) {
  describeWith(store === 'embedded' || redisAvailable())(`docs/wire.md, W4, a subgraph's own process, log ${store}`, () => {
    let clock: ManualClock;
    let folder: DataFolder;
    let redis: RedisServer | undefined;
    let host: TestHost;
    let server: Server;
    let sockets: { close(): Promise<void> };
    let port: number;
    const clients: TestSocket[] = [];

    beforeAll(async () => {
      clock = createManualClock();
      folder = createDataFolder();
      redis = store === 'Redis' ? await startRedis({ appendOnly: 'always' }) : undefined;
      host = await startTestHost(folder, { name: 'events', clock, environment: redis === undefined ? {} : { REDIS_URL: redis.url } });
      const endpoint: SubgraphEndpoint = await eventsSubgraph.start(host.host);
      const route = createSubgraphRoute(endpoint);
      server = createServer((request, response) => void route(request, response));
      sockets = attachSubgraphSocket(server, endpoint);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      ({ port } = server.address() as AddressInfo);
    });
    afterEach(() => {
      for (const client of clients.splice(0)) client.socket.terminate();
    });
    afterAll(async () => {
      await sockets.close();
      server.closeAllConnections();
      server.close();
      await host.close();
      folder.remove();
      await redis?.stop();
    });

    async function follow(pattern: string, stream: Record<string, unknown> = {}, identity: Record<string, unknown> = CALLER): Promise<() => readonly Frame[]> {
      const client = await openTestSocket(`ws://127.0.0.1:${port}/graphql`);
      clients.push(client);
      await client.init();
      client.subscribe('1', { query: SUBSCRIPTION, variables: { pattern }, extensions: { stream, identity } });
      return () => client.of('1').map(({ payload }) => payload as Frame);
    }

    async function publish(type: string): Promise<Record<string, unknown>> {
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-autoweave-workspace': CALLER.workspace,
          'x-autoweave-principal': CALLER.principal,
          'x-correlation-id': CALLER.correlationId,
          traceparent: CALLER.traceparent,
        },
        body: JSON.stringify({ query: PUBLISH, variables: { input: { type } } }),
      });
      const { data } = (await response.json()) as { data: { publishEvent: Record<string, unknown> } };
      return data.publishEvent;
    }

    it('W4.2 MUST answer at once with a state that carries its position, and put a position on each event', async () => {
      const frames = await follow('at-once.*');
      await waitUntil(() => frames().length > 0);
      expect(frames()[0]).toEqual({
        data: null,
        extensions: { stream: { kind: 'state', state: 'live', resumable: true, position: expect.any(String) } },
      });
      const { position } = await publish('at-once.a');
      const event = await waitUntil(() => frames().find(({ data }) => data !== null));
      expect(event.extensions.stream).toEqual({ kind: 'event', position });
    });

    it('W4.2 MUST resume after a position, and say how many follow', async () => {
      const frames = await follow('resume.*');
      const state = await waitUntil(() => frames()[0]);
      await publish('resume.a');
      await publish('other.a');
      await publish('resume.b');
      const again = await follow('resume.*', { resumeFrom: state.extensions.stream['position'] });
      await waitUntil(() => again().filter(({ data }) => data !== null).length === 2);
      expect(again()[0]?.extensions.stream).toMatchObject({ kind: 'state', resumed: { replayed: 2 } });
      expect(again().flatMap(({ data }) => (data === null ? [] : [data.eventReceived['type']]))).toEqual(['resume.a', 'resume.b']);
    });

    it('W4.2 MUST send progress with a newer position at least every 15 seconds while its filter lets nothing through', async () => {
      const frames = await follow('nobody.publishes.this');
      const progress = () => frames().filter(({ extensions }) => extensions.stream['kind'] === 'progress');
      await waitUntil(() => frames().length > 0);
      for (let round = 1; round <= 3; round += 1) {
        const { position } = await publish(`elsewhere.r${round}`);
        // By the clock 15 seconds are enough; how many pass before the frame has come is the machine's affair.
        await waitUntil(() => {
          if (progress().at(-1)?.extensions.stream['position'] === position) return true;
          clock.advance(1_000);
          return false;
        });
      }
      expect(progress().every(({ data, extensions }) => data === null && typeof extensions.stream['position'] === 'string')).toBe(true);
    });

    it('W4.1 MUST take the caller from the subscribe payload, and over HTTP from headers', async () => {
      const [own, others] = [await follow('caller.*'), await follow('caller.*', {}, { ...CALLER, workspace: 'elsewhere' })];
      await waitUntil(() => own().length > 0 && others().length > 0);
      const { event } = await publish('caller.a');
      expect(event).toMatchObject({ workspace: 'wire', principal: 'ada', correlationId: 'c-1', traceparent: expect.stringContaining(TRACE) });
      const received = await waitUntil(() => own().find(({ data }) => data !== null));
      expect(received.data?.eventReceived).toEqual({ type: 'caller.a', workspace: 'wire', principal: 'ada' });
      expect(others().every(({ data }) => data === null)).toBe(true);
    });

    it('W4.1 MUST refuse a caller that is malformed, naming what is wrong', async () => {
      const client = await openTestSocket(`ws://127.0.0.1:${port}/graphql`);
      clients.push(client);
      await client.init();
      client.subscribe('1', { query: SUBSCRIPTION, variables: { pattern: '*' }, extensions: { identity: { ...CALLER, workspace: 'no such/name' } } });
      expect(await client.find({ id: '1', type: 'error' })).toMatchObject({ payload: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
    });
  });
}
