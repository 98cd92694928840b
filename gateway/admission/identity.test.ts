import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CodedError } from '../../platform/errors/coded-error.ts';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';
import { openTestSocket } from '../../test/support/gateway/test-socket.ts';
import { IDENTITY_RULES, type Caller } from './identity.ts';
import { isLoopbackAddress, isLoopbackHost } from '../../platform/http/loopback.ts';

const WHO = '{ whoAmI { workspace principal correlationId } }';

function caller(headers: Record<string, string> = {}, rest: Partial<Caller> = {}): Caller {
  const all: Record<string, string> = { host: 'localhost:3001', ...headers };
  return { remoteAddress: '127.0.0.1', header: (name) => all[name], ...rest };
}

function codeOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error instanceof CodedError ? error.code : error;
  }
}

describe('the rule loopback', () => {
  const { loopback } = IDENTITY_RULES;

  it('takes a caller on this machine for the developer of the default workspace', () => {
    for (const remoteAddress of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1']) {
      expect(loopback(caller({}, { remoteAddress }))).toMatchObject({ workspace: 'default', principal: 'developer' });
    }
  });

  it('lets it choose by headers, and by connection parameters before them', () => {
    const headers = { 'x-autoweave-workspace': 'red', 'x-autoweave-principal': 'ann' };
    expect(loopback(caller(headers))).toMatchObject({ workspace: 'red', principal: 'ann' });
    expect(loopback(caller(headers, { connectionParams: { workspace: 'blue' } }))).toMatchObject({ workspace: 'blue', principal: 'ann' });
  });

  it('lets nobody else in, whatever they say', () => {
    for (const remoteAddress of ['10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', '128.0.0.1', undefined]) {
      expect(codeOf(() => loopback(caller({ 'x-forwarded-for': '127.0.0.1', 'x-autoweave-principal': 'developer' }, { remoteAddress })))).toBe(
        'UNAUTHENTICATED',
      );
    }
  });

  it('does not trust a page whose own name resolves to this machine', () => {
    expect(codeOf(() => loopback(caller({ host: 'evil.example:3001' })))).toBe('UNAUTHENTICATED');
  });

  it.each(['a b', '../x', '', ' ', 'x'.repeat(200)].map((name) => [name]))('refuses the workspace %j', (name) => {
    const result = codeOf(() => loopback(caller({}, { connectionParams: { workspace: name } })));
    if (name === '') expect(result).toMatchObject({ workspace: 'default' });
    else expect(result).toBe('BAD_USER_INPUT');
  });

  it.each([[3], [{}], [['a']], [true]])('refuses %j as a workspace of the connection parameters', (workspace) => {
    expect(codeOf(() => loopback(caller({}, { connectionParams: { workspace } })))).toBe('BAD_USER_INPUT');
  });
});

describe('the rule headers', () => {
  const { headers } = IDENTITY_RULES;
  const set = { 'x-autoweave-workspace': 'red', 'x-autoweave-principal': 'ann' };

  it('takes both from the headers that the proxy sets, from any address', () => {
    expect(headers(caller(set, { remoteAddress: '10.0.0.1' }))).toMatchObject({ workspace: 'red', principal: 'ann' });
  });

  it('refuses a request that lacks either', () => {
    for (const name of Object.keys(set)) expect(codeOf(() => headers(caller({ ...set, [name]: '' })))).toBe('UNAUTHENTICATED');
    expect(codeOf(() => headers(caller({}, { connectionParams: { workspace: 'red', principal: 'ann' } })))).toBe('UNAUTHENTICATED');
  });

  it('does not let the client choose by connection parameters what the proxy did not say', () => {
    expect(codeOf(() => headers(caller(set, { connectionParams: { workspace: 'blue' } })))).toBe('FORBIDDEN');
    expect(codeOf(() => headers(caller(set, { connectionParams: { principal: 'root' } })))).toBe('FORBIDDEN');
    expect(headers(caller(set, { connectionParams: { workspace: 'red' } }))).toMatchObject({ workspace: 'red', principal: 'ann' });
  });
});

describe('the rule open', () => {
  const { open } = IDENTITY_RULES;

  it('takes everybody, as anonymous of the default workspace', () => {
    expect(open(caller({ host: 'api.example', 'x-autoweave-workspace': 'red', 'x-autoweave-principal': 'root' }, { remoteAddress: '10.0.0.1' }))).toMatchObject(
      {
        workspace: 'default',
        principal: 'anonymous',
      },
    );
  });

  it('lets callers on this machine choose', () => {
    expect(open(caller({ 'x-autoweave-workspace': 'red' }))).toMatchObject({ workspace: 'red', principal: 'anonymous' });
  });
});

describe('loopback', () => {
  it.each(['localhost', 'localhost:3001', 'a.localhost', '127.0.0.1:80', '[::1]:3001', 'LOCALHOST'])('is named by the host %s', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });
  it.each([undefined, '', 'example.com', 'localhost.example.com', '127.0.0.1.example.com', '10.0.0.1', '[::2]', 'a b'])(
    'is not named by the host %s',
    (host) => {
      expect(isLoopbackHost(host)).toBe(false);
    },
  );
  it('is no address that only looks like one', () => {
    expect(isLoopbackAddress('127.example')).toBe(false);
  });
});

describe('identity on the wires', () => {
  let gateway: TestGateway;

  beforeEach(async () => {
    gateway = await startTestGateway();
  });
  afterEach(() => gateway.stop());

  async function whoOverHttp(headers: Record<string, string>): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: WHO }),
    });
    return { status: response.status, body: await response.json() };
  }

  it('reaches the engine over HTTP with workspace, principal and correlation id', async () => {
    const { body } = await whoOverHttp({ 'x-autoweave-workspace': 'red', 'x-autoweave-principal': 'ann', 'x-correlation-id': 'c-1' });
    expect(body).toMatchObject({ data: { whoAmI: { workspace: 'red', principal: 'ann', correlationId: 'c-1' } } });
  });

  it('is refused over HTTP with a coded error when it is malformed', async () => {
    const { status, body } = await whoOverHttp({ 'x-autoweave-workspace': 'not a name' });
    expect([status, body]).toMatchObject([400, { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] }]);
  });

  it('reaches the engine over WebSocket by headers or connection parameters, with a correlation id for each operation', async () => {
    const client = await openTestSocket(gateway.webSocketUrl, { headers: { 'x-autoweave-workspace': 'red', 'x-autoweave-principal': 'ann' } });
    await client.init({ workspace: 'blue' });
    client.subscribe('1', { query: WHO });
    client.subscribe('2', { query: WHO });
    await client.find({ id: '1', type: 'complete' });
    await client.find({ id: '2', type: 'complete' });
    expect(client.of('1')[0]).toMatchObject({ payload: { data: { whoAmI: { workspace: 'blue', principal: 'ann' } } } });
    const ids = gateway.engine.seen.map((operation) => operation.identity.correlationId);
    expect(new Set(ids).size).toBe(2);
    client.socket.terminate();
  });

  it('closes a WebSocket with 4403 when it is refused', async () => {
    const client = await openTestSocket(gateway.webSocketUrl);
    client.send({ type: 'connection_init', payload: { workspace: 'not a name' } });
    expect((await client.closing()).code).toBe(4403);
  });
});

describe('identity by headers on the wires', () => {
  it('answers 401 over HTTP and 4403 over WebSocket without them', async () => {
    const gateway = await startTestGateway({ identity: 'headers' });
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ hello }"}' });
    expect([response.status, await response.json()]).toMatchObject([401, { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }]);
    const client = await openTestSocket(gateway.webSocketUrl);
    client.send({ type: 'connection_init' });
    expect((await client.closing()).code).toBe(4403);
    expect(gateway.engine.seen).toEqual([]);
    await gateway.stop();
  });
});
