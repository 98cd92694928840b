// https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md, clause by clause. What a clause has in
// many forms is tried in gateway/transport/ws.test.ts.
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import type { CredentialRule } from '../../../gateway/admission/credentials.ts';
import { CodedError } from '../../../platform/errors/coded-error.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../support/gateway/test-gateway.ts';
import { openTestSocket, type TestSocket } from '../../support/gateway/test-socket.ts';
import { waitUntil } from '../../support/wait-until.ts';

const TICKS = { query: 'subscription { ticks { value } }' };
const HELLO = { query: '{ hello }' };

describe('graphql-transport-ws, clause by clause', () => {
  let gateway: TestGateway;
  const sockets: TestSocket[] = [];

  beforeEach(async () => {
    gateway = await startTestGateway();
  });
  afterEach(async () => {
    for (const { socket } of sockets.splice(0)) socket.terminate();
    await gateway.stop();
  });

  async function open(options: Parameters<typeof openTestSocket>[1] = {}): Promise<TestSocket> {
    const client = await openTestSocket(gateway.webSocketUrl, options);
    sockets.push(client);
    return client;
  }

  async function opened(): Promise<TestSocket> {
    const client = await open();
    await client.init();
    return client;
  }

  async function restart(options: TestGatewayOptions): Promise<void> {
    await gateway.stop();
    gateway = await startTestGateway(options);
  }

  async function subscribed(client: TestSocket, id: string): Promise<void> {
    client.subscribe(id, { ...TICKS, extensions: { stream: {} } });
    await client.find({ id, type: 'next' });
  }

  const typesOf = (client: TestSocket, id: string) => client.of(id).map(({ type }) => type);

  describe('the socket', () => {
    it.each([[['graphql-transport-ws']], [['graphql-ws', 'graphql-transport-ws']], [['graphql-transport-ws', 'graphql-ws', 'other']]])(
      'WS01 MUST be opened with the subprotocol wherever it stands among those offered: %j',
      async (offered) => {
        const socket = new WebSocket(gateway.webSocketUrl, offered);
        await once(socket, 'open');
        expect(socket.protocol).toBe('graphql-transport-ws');
        socket.terminate();
      },
    );

    it('WS02 MUST be closed with 4406 when none is offered, or none that is known', async () => {
      expect((await (await open({ protocol: '' })).closing()).code).toBe(4406);
      const legacy = new WebSocket(gateway.webSocketUrl, ['graphql-ws']);
      legacy.on('error', () => undefined);
      const code = await new Promise<unknown>((resolve) => {
        legacy.once('close', resolve);
      });
      // A client that was given none of its subprotocols breaks off by itself, which RFC 6455 asks of it.
      expect([1006, 4406]).toContain(code);
    });

    it('WS03 MUST answer a control ping with a pong of the same data', async () => {
      const client = await opened();
      client.socket.ping('still there?');
      const [data] = (await once(client.socket, 'pong')) as [Buffer];
      expect(data.toString()).toBe('still there?');
    });

    it('WS04 MUST be closed with 1000 when the client closes it so, and release what it ran', async () => {
      const client = await opened();
      await subscribed(client, '1');
      client.socket.close(1000, 'done');
      expect((await client.closing()).code).toBe(1000);
      await waitUntil(() => gateway.engine.open === 0);
    });

    it('WS05 MUST take a message in fragments', async () => {
      const client = await opened();
      const text = JSON.stringify({ id: '1', type: 'subscribe', payload: HELLO });
      client.socket.send(text.slice(0, 20), { fin: false });
      client.socket.send(text.slice(20), { fin: true });
      await client.find({ id: '1', type: 'complete' });
    });

    it('WS06 MUST be closed with 1009 at a message beyond the limit, in fragments too', async () => {
      for (const isCut of [false, true]) {
        const client = await opened();
        const text = JSON.stringify({ id: '1', type: 'subscribe', payload: { ...HELLO, variables: { text: 'x'.repeat(1_100_000) } } });
        if (isCut) client.socket.send(text.slice(0, 600_000), { fin: false });
        client.socket.send(isCut ? text.slice(600_000) : text, { fin: true });
        expect((await client.closing()).code).toBe(1009);
      }
    });

    it('WS07 MUST be closed with 1007 at a text that is not UTF-8', async () => {
      const client = await opened();
      client.socket.send(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), { binary: false });
      expect((await client.closing()).code).toBe(1007);
    });
  });

  describe('connection_init', () => {
    it.each([[undefined], [null], [{}], [{ authorization: 'x', nested: { a: [1, null] } }]])(
      'WS10 MUST be acknowledged once with the payload %j',
      async (payload) => {
        const client = await open();
        await client.init(payload);
        await client.settle();
        expect(client.messages.filter(({ type }) => type === 'connection_ack')).toHaveLength(1);
        expect(client.messages[0]).toEqual({ type: 'connection_ack' });
      },
    );

    it('WS11 MUST be the first that the server answers: it says nothing before', async () => {
      const client = await open();
      await client.settle();
      expect(client.messages.map(({ type }) => type)).toEqual(['pong']);
    });

    it('WS12 MUST close with 4408 when it does not come in time', async () => {
      await restart({ config: { connectionInitTimeoutMs: 10 } });
      expect(await (await open()).closing()).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
    });

    it('WS13 MUST close with 4429 when it comes again: at once, after the acknowledgement, while operations run', async () => {
      const [atOnce, later, busy] = [await open(), await opened(), await opened()];
      atOnce.send({ type: 'connection_init' });
      await subscribed(busy, '1');
      for (const client of [atOnce, later, busy]) {
        client.send({ type: 'connection_init' });
        expect(await client.closing()).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
      }
      await waitUntil(() => gateway.engine.open === 0);
    });

    it('WS14 MUST close with 4403 when it is refused, and SHOULD say why in at most 123 bytes of UTF-8', async () => {
      const judge: CredentialRule = ({ connectionParams }) => {
        throw new CodedError('UNAUTHENTICATED', String(connectionParams?.['why']));
      };
      await restart({ credentials: judge });
      for (const why of ['no such token', 'ä'.repeat(200), '€'.repeat(90), '🙂'.repeat(90)]) {
        const client = await open();
        client.send({ type: 'connection_init', payload: { why } });
        const { code, reason } = await client.closing();
        expect(code).toBe(4403);
        expect(reason.startsWith('Forbidden')).toBe(true);
        expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
        expect(reason).not.toContain('\uFFFD');
      }
    });
  });

  describe('ping and pong', () => {
    it('WS20 MUST be answered with the payload that came, in order, before and after the acknowledgement', async () => {
      const client = await open();
      const payloads = [undefined, null, {}, { n: 1 }, { deep: { list: [1, 'zwei', null] }, text: '"\\\n€🙂' }];
      for (const payload of payloads) client.send({ type: 'ping', ...(payload === undefined ? {} : { payload }) });
      await waitUntil(() => client.messages.length === payloads.length);
      await client.init();
      client.send({ type: 'ping', payload: { after: true } });
      await waitUntil(() => client.messages.length === payloads.length + 2);
      expect(client.messages.filter(({ type }) => type === 'pong').map(({ payload }) => payload)).toEqual([
        undefined,
        undefined,
        {},
        { n: 1 },
        { deep: { list: [1, 'zwei', null] }, text: '"\\\n€🙂' },
        { after: true },
      ]);
    });

    it('WS21 MUST take a pong that nobody asked for, with and without payload, at any time', async () => {
      const client = await open();
      client.send({ type: 'pong' });
      client.send({ type: 'pong', payload: { a: 1 } });
      await client.init();
      client.send({ type: 'pong', payload: { a: 1 } });
      await client.settle();
      expect(client.closed).toBeUndefined();
    });

    it('WS22 SHOULD answer a ping while operations run', async () => {
      const client = await opened();
      client.subscribe('1', { query: '{ never }' });
      await subscribed(client, '2');
      await client.settle();
      expect(client.closed).toBeUndefined();
    });
  });

  describe('subscribe', () => {
    it('WS30 MUST close with 4401 before connection_init', async () => {
      const client = await open();
      client.subscribe('1', HELLO);
      expect(await client.closing()).toEqual({ code: 4401, reason: 'Unauthorized' });
      expect(gateway.engine.seen).toEqual([]);
    });

    it('WS31 MUST close with 4409 at the id of a running operation, and release its source', async () => {
      for (const first of [TICKS, { query: '{ never }' }]) {
        const client = await opened();
        const before = gateway.engine.seen.length;
        client.subscribe('one id', first);
        await waitUntil(() => gateway.engine.seen.length > before);
        client.subscribe('one id', TICKS);
        expect(await client.closing()).toEqual({ code: 4409, reason: 'Subscriber for one id already exists' });
        await waitUntil(() => gateway.engine.seen.every(({ signal }) => signal.aborted));
      }
      expect(gateway.engine.open).toBe(0);
    });

    it('WS32 MUST take an id again after complete, after error, and after the client completed', async () => {
      const client = await opened();
      client.subscribe('1', HELLO);
      await client.find({ id: '1', type: 'complete' });
      client.subscribe('1', { query: '{ unknown }' });
      await client.find({ id: '1', type: 'error' });
      await client.settle();
      client.subscribe('1', TICKS);
      await waitUntil(() => gateway.engine.open === 1);
      client.send({ id: '1', type: 'complete' });
      client.subscribe('1', HELLO);
      await waitUntil(() => typesOf(client, '1').filter((type) => type === 'complete').length === 2);
      expect(typesOf(client, '1')).toEqual(['next', 'complete', 'error', 'next', 'complete']);
      await waitUntil(() => gateway.engine.open === 0);
    });

    it('WS33 MUST let operations of several ids run and interleave, each to its own end', async () => {
      const client = await opened();
      for (const id of ['a', 'b', 'c']) await subscribed(client, id);
      client.subscribe('q', HELLO);
      await client.find({ id: 'q', type: 'complete' });
      gateway.engine.tick(1);
      await waitUntil(() => ['a', 'b', 'c'].every((id) => client.of(id).length === 2));
      client.send({ id: 'b', type: 'complete' });
      await client.settle();
      gateway.engine.tick(2);
      await waitUntil(() => ['a', 'c'].every((id) => client.of(id).length === 3));
      expect(typesOf(client, 'b')).toEqual(['next', 'next']);
    });

    it('WS34 MUST take ids as they are, and unknown keys without a word', async () => {
      const client = await opened();
      for (const id of ['0', ' ', '"quoted\\"', '€ 🙂', '__proto__', 'x'.repeat(1_000)]) {
        client.send({ id, type: 'subscribe', payload: { ...HELLO, extra: 1 }, more: true });
        await client.find({ id, type: 'complete' });
        expect(typesOf(client, id)).toEqual(['next', 'complete']);
      }
    });

    it('WS35 MUST run the operation that operationName names', async () => {
      const client = await opened();
      client.subscribe('1', { query: 'query A { hello } query B { b: hello(name: "B") }', operationName: 'B' });
      expect(await client.find({ id: '1', type: 'next' })).toMatchObject({ payload: { data: { b: 'hello B' } } });
    });
  });

  describe('next, error and complete', () => {
    it('WS40 MUST send one next and then complete for what has one result', async () => {
      const client = await opened();
      client.subscribe('q', { query: 'query ($name: String) { hello(name: $name) }', variables: { name: 'you' } });
      client.subscribe('m', { query: 'mutation { add(value: 2) }' });
      await client.find({ id: 'q', type: 'complete' });
      await client.find({ id: 'm', type: 'complete' });
      await client.settle();
      expect([typesOf(client, 'q'), typesOf(client, 'm')]).toEqual([
        ['next', 'complete'],
        ['next', 'complete'],
      ]);
    });

    it('WS41 MUST end an operation with one error, a list of formatted errors with places, and nothing after it', async () => {
      const client = await opened();
      client.subscribe('syntax', { query: '{ hello' });
      client.subscribe('fields', { query: '{ one two }' });
      const [syntax, fields] = [await client.find({ id: 'syntax', type: 'error' }), await client.find({ id: 'fields', type: 'error' })];
      expect(syntax['payload']).toMatchObject([{ message: expect.stringContaining('Syntax Error'), locations: [{ line: 1, column: expect.any(Number) }] }]);
      expect(fields['payload']).toMatchObject([
        { message: expect.any(String), locations: [{ line: 1, column: 3 }] },
        { message: expect.any(String), locations: [{ line: 1, column: 7 }] },
      ]);
      await client.settle();
      expect([typesOf(client, 'syntax'), typesOf(client, 'fields'), client.closed]).toEqual([['error'], ['error'], undefined]);
    });

    it('WS42 MUST send errors of fields in next, beside the data', async () => {
      const client = await opened();
      client.subscribe('1', { query: '{ hello broken }' });
      await client.find({ id: '1', type: 'complete' });
      expect(client.of('1')[0]).toMatchObject({
        payload: { data: { hello: 'hello world', broken: null }, errors: [{ message: expect.any(String), path: ['broken'] }] },
      });
    });

    it('WS43 MUST send all results before complete, and complete once', async () => {
      const client = await opened();
      await subscribed(client, '1');
      for (const value of [1, 2, 3]) gateway.engine.tick(value);
      gateway.engine.end();
      await client.find({ id: '1', type: 'complete' });
      await client.settle();
      expect(typesOf(client, '1')).toEqual(['next', 'next', 'next', 'next', 'complete']);
    });

    it("WS44 MUST NOT answer the client's complete, nor send anything for it", async () => {
      const client = await opened();
      await subscribed(client, '1');
      client.send({ id: '1', type: 'complete' });
      await client.settle();
      gateway.engine.tick(1);
      gateway.engine.end();
      await client.settle();
      expect(typesOf(client, '1')).toEqual(['next']);
    });

    it('WS45 MUST take complete for what is unknown, over, or completed already, at any time', async () => {
      const client = await open();
      client.send({ id: 'early', type: 'complete' });
      await client.init();
      client.subscribe('1', HELLO);
      await client.find({ id: '1', type: 'complete' });
      for (const id of ['1', '1', 'unknown']) client.send({ id, type: 'complete' });
      await client.settle();
      expect(client.closed).toBeUndefined();
    });

    it('WS46 MUST keep the socket and the other operations when one fails', async () => {
      const client = await opened();
      await subscribed(client, 'good');
      client.subscribe('bad', { query: 'subscription { fails { value } }' });
      await client.find({ id: 'bad', type: 'error' });
      gateway.engine.tick(1);
      await waitUntil(() => client.of('good').length === 2);
      expect(client.closed).toBeUndefined();
    });

    it.each([
      ['two fields', 'subscription { ticks { value } other: ticks { value } }', 'only one top level field'],
      [
        'two fields, one of them in a fragment',
        'subscription S { ...F } fragment F on Subscription { a: ticks { value } ... { ticks { value } } }',
        'only one top level field',
      ],
      ['introspection', 'subscription { __typename }', 'introspection'],
      ['a field that is left out', 'subscription { ticks @skip(if: true) { value } }', '@skip or @include'],
      ['a condition that holds', 'subscription { ticks @include(if: true) { value } }', '@skip or @include'],
      ['a condition with a variable', 'subscription ($on: Boolean!) { ticks @include(if: $on) { value } }', '@skip or @include'],
      ['a condition of a fragment', 'subscription ($on: Boolean!) { ... @skip(if: $on) { ticks { value } } }', '@skip or @include'],
    ])('WS47 MUST refuse, by error, a subscription that has not one field at its root, whatever comes: %s', async (_what, query, reason) => {
      const client = await opened();
      client.subscribe('1', { query, variables: { on: true } });
      const { payload } = await client.find({ id: '1', type: 'error' });
      expect(payload).toMatchObject([{ message: expect.stringContaining(reason), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
      client.subscribe('1', {
        query: 'subscription S ($on: Boolean!) { ...F ticks { value } } fragment F on Subscription { ticks { at: value @skip(if: $on) } }',
        variables: { on: true },
      });
      await client.settle();
      expect([typesOf(client, '1'), client.closed]).toEqual([['error'], undefined]);
    });
  });

  describe('invalid messages', () => {
    it.each([
      ['text', 'hello', /JSON/],
      ['an empty text', '', /JSON/],
      ['no type', '{}', /type/],
      ['an unknown type', '{"type":"start"}', /type/],
      ['a type that is no text', '{"type":1}', /type/],
      ['a type of the server', '{"type":"next","id":"1","payload":{}}', /type/],
      ['no id', '{"type":"subscribe","payload":{"query":"{ hello }"}}', /id/],
      ['no payload', '{"type":"subscribe","id":"1"}', /payload/],
      ['no query', '{"type":"subscribe","id":"1","payload":{}}', /query/],
      ['variables that are a list', '{"type":"subscribe","id":"1","payload":{"query":"{ hello }","variables":[]}}', /variables/],
      ['bytes', Buffer.from([1, 2, 3]), /binary/],
    ])('WS50 MUST close with 4400, before and after the acknowledgement, and SHOULD say why: %s', async (_what, message, why) => {
      for (const client of [await open(), await opened()]) {
        client.send(message);
        const { code, reason } = await client.closing();
        expect(code).toBe(4400);
        expect(reason).toMatch(why);
        expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
      }
    });

    it('WS51 MUST release what runs on the socket', async () => {
      const client = await opened();
      await subscribed(client, '1');
      client.send('nonsense');
      expect((await client.closing()).code).toBe(4400);
      await waitUntil(() => gateway.engine.open === 0);
    });

    it('WS52 MUST take nothing that comes after the one that closed the socket', async () => {
      const client = await opened();
      client.send('nonsense');
      client.subscribe('1', { query: 'mutation { add(value: 1) }' });
      await client.closing();
      await (await opened()).settle();
      expect(gateway.engine.seen).toEqual([]);
    });
  });
});
