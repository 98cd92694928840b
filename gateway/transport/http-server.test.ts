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
    expect(await sendRaw(gateway, `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
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
