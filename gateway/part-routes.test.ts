import { request as send, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../test/support/gateway/test-gateway.ts';

describe('plain HTTP beside GraphQL', () => {
  let gateway: TestGateway | undefined;
  let answered = 0;
  afterEach(() => gateway?.stop());

  async function start(options: TestGatewayOptions = {}): Promise<void> {
    answered = 0;
    gateway = await startTestGateway({
      ...options,
      routes: [
        (request, response) => {
          if (request.url !== '/part') return false;
          answered += 1;
          response.end('part');
          return true;
        },
      ],
    });
  }

  function ask(headers: OutgoingHttpHeaders = {}, method = 'POST', path = '/part'): Promise<{ status: number | undefined; body: string }> {
    return new Promise((resolve, reject) => {
      const request = send(`${gateway?.url ?? ''}${path}`, { method, headers }, (response) => {
        text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
      });
      request.on('error', reject).end(method === 'POST' ? '{}' : undefined);
    });
  }

  it('is answered to callers on this machine', async () => {
    await start();
    expect(await ask()).toEqual({ status: 200, body: 'part' });
    expect((await ask({}, 'GET', '/nothing')).status).toBe(404);
  });

  it.each(['GET', 'POST'])('is not answered to %s of a page whose own name resolves to this machine', async (method) => {
    await start();
    expect(await ask({ host: 'evil.example:3001' }, method)).toEqual({ status: 401, body: expect.stringContaining('"code":"UNAUTHENTICATED"') });
    expect(answered).toBe(0);
  });

  it('is not answered to pages of other hosts', async () => {
    await start();
    expect(await ask({ origin: 'http://evil.example' })).toEqual({ status: 403, body: expect.stringContaining('"code":"FORBIDDEN"') });
    expect(answered).toBe(0);
  });

  it('is answered behind a proxy to those that it names alone', async () => {
    await start({ identity: 'headers' });
    expect(await ask()).toEqual({ status: 401, body: expect.stringContaining('"code":"UNAUTHENTICATED"') });
    expect((await ask({}, 'GET')).status).toBe(401);
    expect(answered).toBe(0);
    expect((await ask({ 'x-autoweave-workspace': 'red', 'x-autoweave-principal': 'ann' })).status).toBe(200);
  });
});
