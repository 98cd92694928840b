import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { CredentialRule } from '../gateway/admission/credentials.ts';
import { createIdentity } from '../test/support/call-subgraph.ts';
import { startFrontProxy, type FrontProxy } from '../test/support/gateway/front-proxy.ts';
import { findBrowser, openTestPage, type TestPage } from '../test/support/gateway/test-browser.ts';
import { startTestGateway, type TestGateway } from '../test/support/gateway/test-gateway.ts';
import { describeWith } from '../test/support/real-servers.ts';
import { waitUntil } from '../test/support/wait-until.ts';

const GRAPHQL_WS = join(import.meta.dirname, '..', 'node_modules', 'graphql-ws', 'dist');

const PAGE = `<!doctype html><title>client</title>
<script type="importmap">{"imports":{"graphql-ws":"/graphql-ws/client.js"}}</script>
<script type="module">
  import { createClient } from '/client/index.ts';
  const seen = { values: [], states: [], resumed: [], connections: [] };
  window.token = 'first';
  const client = createClient({
    url: location.origin + '/graphql',
    maxReconnectDelayMs: 50,
    headers: () => ({ authorization: window.token }),
    connectionParams: async () => ({ token: window.token }),
  });
  client.onConnection(({ phase, transport }) => seen.connections.push(phase + ' ' + transport));
  window.seen = seen;
  window.client = client;
  window.follow = async () => {
    for await (const message of client.subscribe('subscription { ticks { value } }', {})) {
      if (message.resumed !== undefined) seen.resumed.push(message.resumed);
      if (message.kind === 'event') seen.values.push(message.data.ticks.value);
      else seen.states.push(message.state);
    }
  };
</script>`;

/** The page, the client's own modules as a bundler would hand them on, and what they import. */
function answerAssets(request: IncomingMessage, response: ServerResponse): boolean {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const answer = (type: string, body: string): boolean => {
    response.writeHead(200, { 'content-type': type }).end(body);
    return true;
  };
  if (pathname === '/') return answer('text/html; charset=utf-8', PAGE);
  if (pathname === '/favicon.ico') return answer('image/x-icon', '');
  const [, folder, ...rest] = pathname.split('/');
  if (folder === 'client') return answer('text/javascript', stripTypeScriptTypes(readFileSync(join(import.meta.dirname, ...rest), 'utf8')));
  if (folder === 'graphql-ws') return answer('text/javascript', readFileSync(join(GRAPHQL_WS, ...rest), 'utf8'));
  return false;
}

const browser = findBrowser();

describeWith(browser !== undefined)('the typed client in a headless Chromium', () => {
  let gateway: TestGateway;
  let proxy: FrontProxy;
  let page: TestPage;
  const revocations = new Map<unknown, AbortController>();

  /** Every token is good until it is revoked. */
  const judge: CredentialRule = ({ header, connectionParams }) => {
    const token = header('authorization') ?? connectionParams?.['token'];
    const revocation = revocations.get(token) ?? new AbortController();
    revocations.set(token, revocation);
    return { identity: createIdentity({ principal: 'ada' }), revoked: revocation.signal };
  };

  beforeAll(async () => {
    gateway = await startTestGateway({ credentials: judge });
    proxy = await startFrontProxy(gateway.url, answerAssets);
    page = await openTestPage(browser ?? '', `${proxy.url}/`);
    await waitUntil(() => page.evaluate<boolean>("typeof window.follow === 'function'"), { what: 'the modules to load' });
  });
  afterAll(async () => {
    await page.close();
    await proxy.close();
    await gateway.stop();
  });

  const read = <T>(expression: string) => page.evaluate<T>(`JSON.parse(JSON.stringify(${expression}))`);

  async function waitForValues(count: number): Promise<void> {
    await waitUntil(async () => (await read<number[]>('seen.values')).length === count, { what: `${count} events` });
  }

  it('asks and writes over HTTP', async () => {
    expect(await page.evaluate('client.query("{ hello }", {})')).toEqual({ hello: 'hello world' });
    expect(await page.evaluate('client.mutate("mutation ($value: Int!) { add(value: $value) }", { value: 3 })')).toMatchObject({ add: expect.any(Number) });
  });

  it('follows over a WebSocket, resumes when it breaks, and goes on over an event stream when no other gets through', async () => {
    await page.evaluate('void follow()');
    await waitUntil(async () => (await read<string[]>('seen.states')).includes('live'));
    expect(await read('client.connection')).toEqual({ phase: 'live', transport: 'websocket' });
    gateway.engine.tick(1);
    await waitForValues(1);

    proxy.letsWebSocketsThrough = false;
    await proxy.cut(async () => {
      await waitUntil(() => gateway.engine.open === 0, { what: 'the socket to be lost' });
      gateway.engine.tick(2);
      gateway.engine.tick(3);
    });
    await waitForValues(3);
    expect(await read('client.connection')).toEqual({ phase: 'live', transport: 'event-stream' });

    proxy.letsWebSocketsThrough = true;
    await proxy.cut(async () => {
      await waitUntil(() => gateway.engine.open === 0, { what: 'the event stream to be lost' });
      gateway.engine.tick(4);
    });
    await waitForValues(4);
    expect(await read('seen.values')).toEqual([1, 2, 3, 4]);
    expect(await read('seen.resumed')).toEqual([{ replayed: 2 }, { replayed: 1 }]);
    expect(await read('client.connection')).toEqual({ phase: 'live', transport: 'websocket' });
  });

  it('comes back with a newer credential when its own has ended', async () => {
    await page.evaluate("window.token = 'second'");
    revocations.get('first')?.abort();
    await waitUntil(async () => (await read<unknown[]>('seen.resumed')).length === 3, { what: 'the client to be back' });
    gateway.engine.tick(5);
    await waitForValues(5);
    expect(await read('seen.values')).toEqual([1, 2, 3, 4, 5]);
    expect(await read('client.connection')).toEqual({ phase: 'live', transport: 'websocket' });
  });

  it('ends what runs when it is closed', async () => {
    await page.evaluate('client.close()');
    await waitUntil(() => gateway.engine.open === 0);
    await waitUntil(async () => (await read<{ phase: string }>('client.connection')).phase === 'idle');
  });
});
