import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../test/support/wait-until.ts';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';

/** Sends bytes as they are and answers all that comes back until the connection closes. */
function sendRaw(gateway: TestGateway, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
    // A server that answers and closes before it has read all may cut the connection behind its answer.
    socket.on('error', (error) => (text === '' ? reject(error) : resolve(text)));
  });
}

describe('the HTTP server', () => {
  it('answers what is not HTTP, and headers that are too large, in JSON', async () => {
    const gateway = await startTestGateway();
    expect(await sendRaw(gateway, 'hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [^]*"code":"BAD_REQUEST"/);
    const tooLarge = await sendRaw(gateway, `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`);
    expect(tooLarge).toMatch(/^HTTP\/1\.1 431 [^]*"code":"LIMIT_EXCEEDED","details":\{"limit":"header bytes","max":16384,"seen":\d{5}\}/);
    await gateway.stop();
  });

  it.each([
    ['nothing at all', ''],
    ['half a head', 'POST /graphql HTTP/1.1\r\nhost: localhost\r\n'],
    ['half a body', 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{"query"'],
    ['a chunk of a body', 'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{"\r\n'],
  ])('G09 cuts a client off that sends %s and no more, and says why', async (_what, bytes) => {
    const gateway = await startTestGateway({ requestTimes: { headMs: 100, requestMs: 200, lookEveryMs: 50 } });
    expect(await sendRaw(gateway, bytes)).toMatch(/^HTTP\/1\.1 408 [^]*"details":\{"limit":"request ms","max":200,"headMs":100\}/);
    expect(gateway.engine.seen).toEqual([]);
    await gateway.stop();
  });

  it('answers a request that asks for another protocol as if it had not', async () => {
    const gateway = await startTestGateway();
    const body = '{"query":"{ hello }"}';
    const head = `POST /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade, http2-settings, close\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n`;
    const answer = await sendRaw(gateway, `${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 [^]*"hello world"/);
    await gateway.stop();
  });

  it('G13 drains: requests under way are answered, and nothing new is taken', async () => {
    const held = Promise.withResolvers<undefined>();
    const gateway = await startTestGateway({
      wrap: (engine) => ({
        ...engine,
        execute: async (operation) => {
          await held.promise;
          return engine.execute(operation);
        },
      }),
    });
    const answer = fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ hello }"}' });
    await waitUntil(async () => (await gateway.metrics.getSingleMetricAsString('http_requests_active')).includes('active 1'));
    const drained = gateway.drain();
    await expect(fetch(`${gateway.url}/health`)).rejects.toThrow();
    held.resolve(undefined);
    expect(await (await answer).json()).toMatchObject({ data: { hello: 'hello world' } });
    await drained;
    await gateway.stop();
  });
});
