import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../test/support/wait-until.ts';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';
import { openTestSocket, type TestSocket } from '../../test/support/gateway/test-socket.ts';

const TICKS = { query: 'subscription { ticks { value } }' };

describe('graphql-transport-ws', () => {
  let gateway: TestGateway;
  let client: TestSocket;

  beforeEach(async () => {
    gateway = await startTestGateway();
    client = await openTestSocket(gateway.webSocketUrl);
  });
  afterEach(async () => {
    client.socket.terminate();
    await gateway.stop();
  });

  async function subscribed(id: string, payload: Record<string, unknown> = TICKS): Promise<void> {
    const before = gateway.engine.open;
    client.subscribe(id, payload);
    await waitUntil(() => gateway.engine.open > before);
  }

  it('MUST acknowledge connection_init', async () => {
    await client.init();
    expect(client.messages).toEqual([{ type: 'connection_ack' }]);
  });

  it('MUST close with 4429 at a second connection_init', async () => {
    client.send({ type: 'connection_init' });
    client.send({ type: 'connection_init' });
    expect(await client.closing()).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
  });

  it('MUST close with 4401 at a subscribe before the acknowledgement', async () => {
    client.subscribe('1', TICKS);
    expect(await client.closing()).toEqual({ code: 4401, reason: 'Unauthorized' });
    expect(gateway.engine.seen).toEqual([]);
  });

  it.each([
    ['text that is not JSON', 'hello'],
    ['a JSON text that is no object', '"connection_init"'],
    ['null', 'null'],
    ['an array', '[]'],
    ['no type', {}],
    ['an unknown type', { type: 'start' }],
    ["a server's type", { type: 'connection_ack' }],
    ['an init payload that is no object', { type: 'connection_init', payload: 'x' }],
    ['a ping payload that is no object', { type: 'ping', payload: [] }],
    ['a pong payload that is no object', { type: 'pong', payload: 1 }],
    ['a subscribe without an id', { type: 'subscribe', payload: TICKS }],
    ['a subscribe with an empty id', { type: 'subscribe', id: '', payload: TICKS }],
    ['a subscribe with a number as its id', { type: 'subscribe', id: 1, payload: TICKS }],
    ['a subscribe without payload', { type: 'subscribe', id: '1' }],
    ['a subscribe without query', { type: 'subscribe', id: '1', payload: {} }],
    ['a subscribe whose query is no text', { type: 'subscribe', id: '1', payload: { query: {} } }],
    ['a subscribe whose operationName is no text', { type: 'subscribe', id: '1', payload: { ...TICKS, operationName: 1 } }],
    ['a subscribe whose variables are no object', { type: 'subscribe', id: '1', payload: { ...TICKS, variables: 'x' } }],
    ['a subscribe whose extensions are no object', { type: 'subscribe', id: '1', payload: { ...TICKS, extensions: 'x' } }],
    ['a complete without an id', { type: 'complete' }],
    ['a binary message', Buffer.from('{"type":"ping"}')],
  ])('MUST close with 4400 at %s', async (_what, message) => {
    await client.init();
    client.send(message);
    expect((await client.closing()).code).toBe(4400);
  });

  it('MUST answer a ping with a pong and its payload, at any time', async () => {
    client.send({ type: 'ping' });
    client.send({ type: 'ping', payload: { a: 1 } });
    await client.find({ type: 'pong' });
    await client.settle();
    expect(client.messages.slice(0, 2)).toEqual([{ type: 'pong' }, { type: 'pong', payload: { a: 1 } }]);
    await client.init();
  });

  it('MUST take an unsolicited pong and a complete of an unknown id without a word', async () => {
    await client.init();
    client.send({ type: 'pong' });
    client.send({ type: 'complete', id: 'unknown' });
    await client.settle();
    expect(client.closed).toBeUndefined();
  });

  it('takes null for what may be left out', async () => {
    await client.init(null);
    client.subscribe('1', { query: '{ hello }', operationName: null, variables: null, extensions: null });
    expect(await client.find({ id: '1', type: 'next' })).toMatchObject({ payload: { data: { hello: 'hello world' } } });
  });

  it('runs queries and mutations: one next, then complete', async () => {
    await client.init();
    client.subscribe('q', { query: 'query($name: String) { hello(name: $name) }', variables: { name: 'you' } });
    client.subscribe('m', { query: 'mutation { add(value: 2) }' });
    await client.find({ id: 'q', type: 'complete' });
    await client.find({ id: 'm', type: 'complete' });
    expect(client.of('q')).toEqual([
      { id: 'q', type: 'next', payload: { data: { hello: 'hello you' }, extensions: { stream: { position: 'p0' } } } },
      { id: 'q', type: 'complete' },
    ]);
    expect(client.of('m')).toMatchObject([{ type: 'next', payload: { data: { add: 2 } } }, { type: 'complete' }]);
  });

  it('sends errors of execution as next with data', async () => {
    await client.init();
    client.subscribe('1', { query: '{ hello broken }' });
    await client.find({ id: '1', type: 'complete' });
    expect(client.of('1')[0]).toMatchObject({ type: 'next', payload: { data: { hello: 'hello world', broken: null }, errors: [{ path: ['broken'] }] } });
  });

  it.each([
    ['a syntax error', { query: 'subscription {' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: 'subscription { unknown { value } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['variables of the wrong type', { query: 'query($v: Int!) { double(value: $v) }', variables: { v: {} } }, 'BAD_USER_INPUT'],
    ['an unknown operation name', { query: '{ hello }', operationName: 'X' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['a source that refuses', { query: 'subscription { fails { value } }' }, 'NOT_FOUND'],
    ['a stream option of the wrong type', { ...TICKS, extensions: { stream: { resumeFrom: 3 } } }, 'BAD_USER_INPUT'],
    ['a stream option beyond its range', { ...TICKS, extensions: { stream: { maxHz: 0 } } }, 'BAD_USER_INPUT'],
  ])('MUST answer %s with one error message that ends the operation, on an open socket', async (_what, payload, code) => {
    await client.init();
    client.subscribe('1', payload);
    const message = await client.find({ id: '1', type: 'error' });
    expect(message['payload']).toEqual([expect.objectContaining({ extensions: expect.objectContaining({ code }) })]);
    await client.settle();
    expect(client.of('1')).toHaveLength(1);
    expect(client.closed).toBeUndefined();
    client.subscribe('1', { query: '{ hello }' });
    await client.find({ id: '1', type: 'complete' });
  });

  it('MUST send each event as next and complete when the source is over', async () => {
    await client.init();
    await subscribed('1');
    gateway.engine.tick(1);
    gateway.engine.tick(2);
    gateway.engine.end();
    await client.find({ id: '1', type: 'complete' });
    expect(client.of('1')).toMatchObject([
      { type: 'next', payload: { data: { ticks: { value: 1 } } } },
      { type: 'next', payload: { data: { ticks: { value: 2 } } } },
      { type: 'complete' },
    ]);
  });

  it('says by an error, not by complete, that a source broke, and masks why', async () => {
    await client.init();
    await subscribed('1');
    gateway.engine.break(new Error('secret'));
    const message = await client.find({ id: '1', type: 'error' });
    expect(message['payload']).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(JSON.stringify(message)).not.toContain('secret');
    await client.settle();
    expect(client.of('1')).toHaveLength(1);
  });

  it('MUST close with 4409 at an id that is in use, whatever its operation', async () => {
    await client.init();
    await subscribed('a');
    client.subscribe('a', { query: '{ hello }' });
    expect(await client.closing()).toEqual({ code: 4409, reason: 'Subscriber for a already exists' });
    await waitUntil(() => gateway.engine.open === 0);
  });

  it("MUST send nothing more after the client's complete, release the source, and let the id be used again", async () => {
    await client.init();
    await subscribed('a');
    client.send({ type: 'complete', id: 'a' });
    await client.settle();
    await waitUntil(() => gateway.engine.open === 0);
    gateway.engine.tick(1);
    expect(client.of('a')).toEqual([]);
    await subscribed('a');
    gateway.engine.tick(2);
    expect(await client.find({ id: 'a', type: 'next' })).toMatchObject({ payload: { data: { ticks: { value: 2 } } } });
    expect(client.of('a')).toHaveLength(1);
  });

  it('MUST NOT send the result of a query that the client completed before it resolved', async () => {
    await client.init();
    client.subscribe('1', { query: '{ never }' });
    const operation = await waitUntil(() => gateway.engine.seen[0]);
    client.send({ type: 'complete', id: '1' });
    await waitUntil(() => operation.signal.aborted);
    await client.settle();
    expect(client.of('1')).toEqual([]);
  });

  it('releases every source when the client vanishes', async () => {
    await client.init();
    await subscribed('a');
    await subscribed('b', { query: 'subscription { live { value } }' });
    client.socket.terminate();
    await waitUntil(() => gateway.engine.open === 0);
    await waitUntil(async () => (await gateway.metrics.getSingleMetricAsString('subscriptions_active')).includes('subscriptions_active 0'));
    await waitUntil(async () => (await gateway.metrics.getSingleMetricAsString('websocket_connections_active')).includes('active 0'));
  });

  it('keeps operations of one socket apart', async () => {
    await client.init();
    await subscribed('a');
    await subscribed('b', { query: 'subscription($room: String) { ticks(room: $room) { value room } }', variables: { room: 'r' } });
    gateway.engine.tick(1);
    expect(await client.find({ id: 'a', type: 'next' })).toMatchObject({ payload: { data: { ticks: { value: 1 } } } });
    expect(await client.find({ id: 'b', type: 'next' })).toMatchObject({ payload: { data: { ticks: { value: 1, room: 'r' } } } });
  });

  it('closes with 4406 without the subprotocol', async () => {
    const bare = await openTestSocket(gateway.webSocketUrl, { protocol: '' });
    expect(await bare.closing()).toEqual({ code: 4406, reason: 'Subprotocol not acceptable' });
  });

  it('G09 closes with 1009 at a message larger than the limit', async () => {
    await client.init();
    client.subscribe('1', { query: '{ hello }', variables: { text: 'x'.repeat(1_100_000) } });
    expect((await client.closing()).code).toBe(1009);
  });

  it('G13 drains: sockets close with 1001 and sources are released', async () => {
    await client.init();
    await subscribed('1');
    await gateway.server.drain();
    expect((await client.closing()).code).toBe(1001);
    await waitUntil(() => gateway.engine.open === 0);
  });

  it('refuses an upgrade on another path', async () => {
    await expect(openTestSocket(gateway.webSocketUrl.replace('/graphql', '/other'))).rejects.toThrow('404');
  });

  it('S13 refuses an upgrade that a page of another site asks for', async () => {
    await expect(openTestSocket(gateway.webSocketUrl, { origin: 'https://evil.example' })).rejects.toThrow('403');
    const own = await openTestSocket(gateway.webSocketUrl, { origin: gateway.url });
    await own.init();
    own.socket.terminate();
  });
});
