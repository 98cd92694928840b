import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createManualClock } from '../../platform/clock/manual-clock.ts';
import { CodedError } from '../../platform/errors/coded-error.ts';
import type { SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { createHttpUpstream, type HttpUpstreamOptions } from './http-upstream.ts';
import type { Upstream } from './upstream.ts';
import { waitUntil } from '../../test/support/wait-until.ts';

const IDENTITY = { workspace: 'w1', principal: 'p1', correlationId: 'c1', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };

function toRequest(rest: Partial<SubgraphRequest> = {}): SubgraphRequest {
  return { query: '{ ok }', identity: IDENTITY, signal: new AbortController().signal, ...rest };
}

describe('the HTTP upstream', () => {
  const closing: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function serve(answer: (response: ServerResponse, body: string, headers: IncomingHttpHeaders) => void): Promise<string> {
    const server = createServer((request, response) => void text(request).then((body) => answer(response, body, request.headers)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  }

  function connect(url: string, options: Partial<HttpUpstreamOptions> = {}): Upstream {
    const upstream = createHttpUpstream({ name: 'accounts', url, forwardIdentity: true, ...options });
    closing.push(() => upstream.close());
    return upstream;
  }

  it('sends the request as JSON, the identity as headers, and positions in the extensions', async () => {
    const seen: { body: unknown; headers: IncomingHttpHeaders }[] = [];
    const url = await serve((response, body, headers) => {
      seen.push({ body: JSON.parse(body), headers });
      response.end('{"data":{"ok":1},"extensions":{"stream":{"position":"p9","commandId":"c"},"other":1}}');
    });
    const answer = await connect(url).execute(toRequest({ variables: { a: 1 }, operationName: 'Q', stream: { minPosition: 'p8' } }));
    expect(answer).toEqual({ data: { ok: 1 }, extensions: { stream: { position: 'p9', commandId: 'c' } }, isPlain: true });
    expect(seen[0]?.body).toEqual({ query: '{ ok }', operationName: 'Q', variables: { a: 1 }, extensions: { stream: { minPosition: 'p8' } } });
    expect(seen[0]?.headers).toMatchObject({
      'x-autoweave-workspace': 'w1',
      'x-autoweave-principal': 'p1',
      'x-correlation-id': 'c1',
      'content-type': 'application/json',
    });
  });

  it('gives a subgraph so much time, tells it how much, and ends the call when it is over', async () => {
    const clock = createManualClock();
    const counted: string[] = [];
    const told: unknown[] = [];
    const open: ServerResponse[] = [];
    let ended = 0;
    const url = await serve((response, _body, headers) => {
      told.push(headers['x-autoweave-timeout-ms']);
      open.push(response);
      response.once('close', () => (ended += 1));
    });
    const watch = { count: (event: string) => void counted.push(event), breaker: () => undefined };
    const upstream = connect(url, { timeout: { timeoutMs: 50, clock, watch } });
    const refused = expect(upstream.execute(toRequest())).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', details: { timeoutMs: 50 } });
    const nearer = upstream.execute(toRequest({ deadlineMs: clock.elapsed() + 20 }));
    await waitUntil(() => open.length === 2);
    expect(told.toSorted()).toEqual(['20', '50']);
    open[told.indexOf('20')]?.end('{"data":{"ok":1}}');
    expect(await nearer).toMatchObject({ data: { ok: 1 } });
    clock.advance(50);
    await refused;
    await waitUntil(() => ended === 2);
    expect(counted).toEqual(['timeout']);
  });

  it("ends a call with the caller's reason when that gives up, also one that waits for a connection", async () => {
    const url = await serve(() => undefined);
    const clock = createManualClock();
    const upstream = connect(url, { timeout: { timeoutMs: 50, clock } });
    const gone = new AbortController();
    const calls = Array.from({ length: 65 }, () => upstream.execute(toRequest({ signal: gone.signal })));
    const outcomes = Promise.allSettled(calls);
    gone.abort(new CodedError('DEADLINE_EXCEEDED', 'the whole operation'));
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'the whole operation' } });
    clock.advance(50);
  });

  it("tells another's subgraph nothing of workspace and principal, and sends no empty members", async () => {
    const seen: { body: unknown; headers: IncomingHttpHeaders }[] = [];
    const url = await serve((response, body, headers) => {
      seen.push({ body: JSON.parse(body), headers });
      response.end('{"data":null}');
    });
    await connect(url, { forwardIdentity: false }).execute(toRequest({ variables: {} }));
    expect(seen[0]?.body).toEqual({ query: '{ ok }' });
    expect(Object.keys(seen[0]?.headers ?? {})).not.toContain('x-autoweave-workspace');
    expect(seen[0]?.headers).toMatchObject({ 'x-correlation-id': 'c1', traceparent: IDENTITY.traceparent });
  });

  it('says that an answer is plain only where no string in it has anything that JSON escapes', async () => {
    const url = await serve((response, body) => response.end(body.includes('quoted') ? '{"data":{"ok":"a \\"b\\""}}' : '{"data":{"ok":"caf\u00e9"}}'));
    const upstream = connect(url);
    expect(await upstream.execute(toRequest({ query: '{ quoted }' }))).toEqual({ data: { ok: 'a "b"' } });
    expect(await upstream.execute(toRequest())).toEqual({ data: { ok: 'caf\u00e9' }, isPlain: true });
  });

  it('takes GraphQL errors from any status', async () => {
    const url = await serve((response) => response.writeHead(400).end('{"errors":[{"message":"bad","path":["a",1],"extensions":{"code":"X"},"noise":1},7]}'));
    expect(await connect(url).execute(toRequest())).toEqual({ errors: [{ message: 'bad', path: ['a', 1], extensions: { code: 'X' } }, { message: '' }] });
  });

  it.each<[string, (response: ServerResponse) => void]>([
    ['an HTML page', (response) => response.writeHead(502, { 'content-type': 'text/html' }).end('<html>bad gateway</html>')],
    ['nothing', (response) => response.writeHead(204).end()],
    ['half a document', (response) => response.writeHead(200, { 'content-length': '100' }).end('{"data":{"o').destroy()],
    ['truncated JSON', (response) => response.end('{"data":{"ok":')],
    ['a list', (response) => response.end('[]')],
    ['data that is text', (response) => response.end('{"data":"ok"}')],
    ['errors that are an object', (response) => response.end('{"errors":{}}')],
    ['an empty object', (response) => response.end('{}')],
    ['a reset', (response) => response.socket?.destroy()],
    ['too much', (response) => response.end(`{"data":{"ok":"${'x'.repeat(5_000)}"}}`)],
  ])('answers %s with SUBGRAPH_UNAVAILABLE', async (_what, answer) => {
    const url = await serve(answer);
    await expect(connect(url, { maxResponseBytes: 2_000 }).execute(toRequest())).rejects.toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE' });
  });

  it('is unaffected by keys that pollute prototypes', async () => {
    const url = await serve((response) => response.end('{"data":{"__proto__":{"polluted":1},"ok":1}}'));
    const { data } = await connect(url).execute(toRequest());
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('polluted');
  });

  it('gives up with the caller', async () => {
    const url = await serve(() => undefined);
    const controller = new AbortController();
    const asking = connect(url).execute(toRequest({ signal: controller.signal }));
    controller.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('refuses subscriptions when it has no address for them', async () => {
    const frames = [];
    for await (const frame of connect('http://127.0.0.1:9/graphql').subscribe(toRequest())) frames.push(frame);
    expect(frames).toMatchObject([{ errors: [{ extensions: { code: 'UNSUPPORTED' } }] }]);
  });
});
