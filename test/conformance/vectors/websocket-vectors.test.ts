import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../support/gateway/test-gateway.ts';
import { openTestSocket, type TestSocket } from '../../support/gateway/test-socket.ts';

const DEEP = `{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
const SUBSCRIBE = { id: '1', type: 'subscribe', payload: { query: '{ hello }' } };

describe('abuse of a WebSocket', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ config: { maxSocketOperations: 3 } });
  });
  afterAll(() => gateway.stop());

  it.each<[string, number, (socket: TestSocket) => Promise<void> | void]>([
    ['an operation before the handshake', 4401, (socket) => socket.send(SUBSCRIBE)],
    ['a second handshake', 4429, async (socket) => (await socket.init(), socket.send({ type: 'connection_init' }))],
    ['bytes', 4400, (socket) => socket.send(Buffer.from([0, 1, 2]))],
    ['what is not JSON', 4400, (socket) => socket.send('{')],
    ['a list of messages', 4400, (socket) => socket.send([{ type: 'connection_init' }])],
    ['an unknown message', 4400, (socket) => socket.send({ type: 'start', id: '1' })],
    ['a message of the server', 4400, async (socket) => (await socket.init(), socket.send({ type: 'next', id: '1', payload: {} }))],
    ['an id that is a number', 4400, async (socket) => (await socket.init(), socket.send({ ...SUBSCRIBE, id: 1 }))],
    ['an empty id', 4400, async (socket) => (await socket.init(), socket.send({ ...SUBSCRIBE, id: '' }))],
    ['a ping of 100,000 levels', 4400, (socket) => socket.send(`{"type":"ping","payload":${DEEP}}`)],
    ['a handshake of 100,000 levels', 4400, (socket) => socket.send(`{"type":"connection_init","payload":${DEEP}}`)],
    ['a message of 2 MB', 1009, (socket) => socket.send('x'.repeat(2_000_000))],
    ['a principal that is an object', 4403, (socket) => socket.send({ type: 'connection_init', payload: { principal: {} } })],
  ])('S13 %s closes it with %i', async (_name, code, abuse) => {
    const socket = await openTestSocket(gateway.webSocketUrl);
    await abuse(socket);
    expect((await socket.closing()).code).toBe(code);
    expect(gateway.engine.seen).toHaveLength(0);
  });

  it('S13 runs no more operations on it than allowed, and the next once one has ended', async () => {
    const socket = await openTestSocket(gateway.webSocketUrl);
    await socket.init();
    for (const id of ['1', '2', '3']) socket.subscribe(id, { query: 'subscription { ticks { value } }', extensions: { stream: {} } });
    for (const id of ['1', '2', '3']) await socket.find({ id, type: 'next' });
    socket.subscribe('4', { query: '{ hello }' });
    expect(await socket.find({ id: '4', type: 'error' })).toMatchObject({
      payload: [{ extensions: { code: 'LIMIT_EXCEEDED', details: { limit: 'operations of a connection', max: 3, seen: 4 } } }],
    });
    socket.send({ type: 'complete', id: '1' });
    await socket.settle();
    socket.subscribe('5', { query: '{ hello }' });
    expect(await socket.find({ id: '5', type: 'next' })).toMatchObject({ payload: { data: { hello: 'hello world' } } });
    socket.socket.terminate();
  });
});
