import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../../test/support/wait-until.ts';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    data?: Record<string, unknown> | null;
    errors?: { message: string; extensions: { code: string; [key: string]: unknown } }[];
    extensions?: Record<string, unknown>;
  };
}

describe.each(['direct', 'apollo'] as const)('GraphQL over HTTP by the entry %s', (httpEntry) => {
  let gateway: TestGateway;

  beforeAll(async () => {
    gateway = await startTestGateway({ config: { httpEntry } });
  });
  afterAll(() => gateway.stop());

  async function send(init: RequestInit, search = ''): Promise<Answer> {
    const response = await fetch(`${gateway.url}/graphql${search}`, init);
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
  }

  function post(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return send({ method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
  }

  it('answers a query in JSON with the position that it has applied', async () => {
    const { status, headers, body } = await post({ query: '{ hello }' });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(body).toEqual({ data: { hello: 'hello world' }, extensions: { stream: { position: 'p0' } } });
  });

  it('answers in application/graphql-response+json when that is preferred', async () => {
    const { headers } = await post({ query: '{ hello }' }, { accept: 'application/graphql-response+json, application/json;q=0.9' });
    expect(headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
  });

  it('runs a mutation by POST and refuses it by GET', async () => {
    expect((await post({ query: 'mutation { add(value: 2) }' })).body.data).toEqual({ add: 2 });
    const { status, body } = await send({ headers: { 'apollo-require-preflight': 'yes' } }, `?query=${encodeURIComponent('mutation { add(value: 2) }')}`);
    expect(status).toBe(405);
    expect(body.errors).toHaveLength(1);
    expect(gateway.engine.seen.filter((operation) => operation.definition.operation === 'mutation')).toHaveLength(1);
  });

  it('runs a query by GET with variables in the address', async () => {
    const search = `?query=${encodeURIComponent('query($value: Int!) { double(value: $value) }')}&variables=${encodeURIComponent('{"value":21}')}`;
    expect((await send({ headers: { accept: 'application/json', 'apollo-require-preflight': 'yes' } }, search)).body.data).toEqual({ double: 42 });
  });

  it('refuses a GET that any page could have sent', async () => {
    const { status, body } = await send({}, `?query=${encodeURIComponent('{ hello }')}`);
    expect(status).toBe(400);
    expect(body.errors?.[0]?.extensions.code).toBe('BAD_REQUEST');
  });

  it('selects the operation by its name', async () => {
    const query = 'query A { hello(name: "a") } query B { hello(name: "b") }';
    expect((await post({ query, operationName: 'B' })).body.data).toEqual({ hello: 'hello b' });
    // A request that names no operation of its document is 400 whatever it accepts.
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      for (const request of [{ query, operationName: 'C' }, { query }]) {
        const { status, headers, body } = await post(request, { accept });
        expect([status, headers.get('content-type'), body.errors?.[0]?.extensions.code]).toEqual([
          400,
          `${accept}; charset=utf-8`,
          'OPERATION_RESOLUTION_FAILURE',
        ]);
      }
    }
  });

  it.each(['application/json', 'application/graphql-response+json'])('refuses what is no request in %s, as the client asks', async (accept) => {
    const { status, headers } = await post('{"query":', { accept });
    expect([status, headers.get('content-type')]).toEqual([400, `${accept}; charset=utf-8`]);
  });

  it('takes an empty accept for none', async () => {
    const { status, headers } = await post({ query: '{ hello }' }, { accept: '' });
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
  });

  it.each([
    ['a document that is not GraphQL', { query: '{ hello' }, 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', { query: '{ unknown }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a literal of the wrong type', { query: '{ double(value: "one") }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a variable of the wrong type', { query: 'query($v: Int!) { double(value: $v) }', variables: { v: 'one' } }, 'BAD_USER_INPUT'],
    ['a null for what decides on a directive', { query: 'query($v: Boolean = true) { hello @skip(if: $v) }', variables: { v: null } }, 'BAD_USER_INPUT'],
    ['a missing variable', { query: 'query($v: Int!) { double(value: $v) }' }, 'BAD_USER_INPUT'],
    ['a subscription', { query: 'subscription { ticks { value } }' }, 'UNSUPPORTED'],
    ['an unknown stream option', { query: '{ hello }', extensions: { stream: { speed: 3 } } }, 'BAD_USER_INPUT'],
  ])('G12 answers %s with a coded error: 200 as application/json, 400 as application/graphql-response+json', async (_what, body, code) => {
    for (const [accept, status] of [
      ['application/json', 200],
      ['application/graphql-response+json', 400],
    ] as const) {
      const answer = await post(body, { accept });
      expect(answer.status).toBe(status);
      expect(answer.body.data).toBeUndefined();
      expect(answer.body.errors?.[0]?.extensions.code).toBe(code);
    }
  });

  it('tells the same of a refused document the second time, when it is cached', async () => {
    const first = await post({ query: '{ unknown other }' });
    const second = await post({ query: '{ unknown other }' });
    expect(first.body.errors).toHaveLength(2);
    expect(second.body).toEqual(first.body);
  });

  it.each([
    ['malformed JSON', '{"query":', 400, 'BAD_REQUEST'],
    ['an array', '[{"query":"{ hello }"}]', 400, 'BAD_REQUEST'],
    ['no document', '{}', 400, 'BAD_REQUEST'],
    ['a document that is no text', '{"query":3}', 400, 'BAD_REQUEST'],
    ['variables that are no object', '{"query":"{ hello }","variables":[1]}', 400, 'BAD_REQUEST'],
  ])('G12 answers %s in the body with a coded error in JSON', async (_what, text, status, code) => {
    const { status: seen, body } = await post(text);
    expect([seen, body.errors?.[0]?.extensions.code]).toEqual([status, code]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/json; charset=utf-16', ''])(
    'S13 refuses a POST of content type %j with 415',
    async (type) => {
      const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': type }, body: '{"query":"{ hello }"}' });
      const body = (await response.json()) as Answer['body'];
      expect([response.status, body.errors?.[0]?.extensions.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    },
  );

  it('does not run a mutation whose answer the client could not read', async () => {
    const ran = gateway.engine.seen.length;
    const { status, body } = await post({ query: 'mutation { add(value: 1) }' }, { accept: 'image/png' });
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([406, 'NOT_ACCEPTABLE']);
    expect(gateway.engine.seen).toHaveLength(ran);
  });

  it('answers 405 with the methods that there are', async () => {
    const { status, headers } = await send({ method: 'PUT' });
    expect([status, headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('G09 refuses a body of 20 MB with 413 without keeping it', async () => {
    const { status, body } = await post({ query: '{ hello }', variables: { text: 'x'.repeat(20 * 1024 * 1024) } });
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('G09 refuses a body that does not say how long it is once it passes the limit', async () => {
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject);
      for (let sent = 0; sent < 40; sent += 1) request.write('x'.repeat(100_000));
      request.end();
    });
    expect(status).toBe(413);
  });

  it('echoes a correlation id, or makes one', async () => {
    expect((await post({ query: '{ hello }' }, { 'x-correlation-id': 'abc-1' })).headers.get('x-correlation-id')).toBe('abc-1');
    expect((await post({ query: '{ hello }' })).headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect((await post({ query: '{ unknown }' }, { 'x-correlation-id': 'abc-2' })).headers.get('x-correlation-id')).toBe('abc-2');
  });

  it.each([
    ['another method', '/graphql', { method: 'PUT' }, 405],
    ['another path', '/nowhere', {}, 404],
    ['a page of another host', '/graphql', { headers: { origin: 'https://elsewhere.example' } }, 403],
  ] as const)('tells a correlation id to %s, too', async (_what, path, init, status) => {
    const given = await fetch(`${gateway.url}${path}`, { ...init, headers: { ...('headers' in init ? init.headers : {}), 'x-correlation-id': 'abc-3' } });
    expect([given.status, given.headers.get('x-correlation-id')]).toEqual([status, 'abc-3']);
    expect((await fetch(`${gateway.url}${path}`, init)).headers.get('x-correlation-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('masks a defect and keeps the code of what is meant for the caller', async () => {
    const { body } = await post({ query: '{ broken refused }' });
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(body.data).toEqual({ broken: null, refused: null });
    expect(body.errors?.map((error) => error.extensions.code)).toEqual(['INTERNAL_SERVER_ERROR', 'STALE']);
    expect(body.errors?.[0]).toHaveProperty('locations');
    expect(body.errors?.[0]).toHaveProperty('path', ['broken']);
  });

  it('hands minPosition to the engine', async () => {
    const { body } = await post({ query: '{ minPosition }', extensions: { stream: { minPosition: 'p7' } } });
    expect(body.data).toEqual({ minPosition: 'p7' });
  });

  it('aborts the operation when the client goes away', async () => {
    const gone = new AbortController();
    const answer = fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      signal: gone.signal,
      headers: { 'content-type': 'application/json' },
      body: '{"query":"query Gone { never }"}',
    });
    const operation = await waitUntil(() => gateway.engine.seen.find((seen) => seen.operationName === 'Gone'));
    expect(operation.signal.aborted).toBe(false);
    gone.abort();
    await expect(answer).rejects.toThrow();
    await waitUntil(() => operation.signal.aborted);
  });

  it('serves health, readiness and metrics beside GraphQL', async () => {
    expect((await fetch(`${gateway.url}/health`)).status).toBe(200);
    expect((await fetch(`${gateway.url}/ready`)).status).toBe(200);
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(text).toMatch(/http_request_duration_seconds_count\{[^}]*route="\/graphql"[^}]*\} \d+/);
    expect(text).toMatch(/graphql_operations_total\{type="query",code="OK"\} [1-9]/);
    expect(text).toMatch(/graphql_operations_total\{type="unknown",code="BAD_USER_INPUT"\} [1-9]/);
  });

  it('answers an unknown path with a coded error', async () => {
    const response = await fetch(`${gateway.url}/nowhere`);
    expect([response.status, ((await response.json()) as Answer['body']).errors?.[0]?.extensions.code]).toEqual([404, 'NOT_FOUND']);
  });
});

describe('the deadline of an operation', () => {
  it('answers with what has come, where the engine heeds it', async () => {
    const errors = [{ message: 'late', path: ['hello'], extensions: { code: 'DEADLINE_EXCEEDED' } }];
    const answered = (signal: AbortSignal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    const gateway = await startTestGateway({
      config: { operationDeadlineMs: 50 },
      wrap: (engine) => ({ ...engine, execute: ({ signal }) => answered(signal).then(() => ({ data: { hello: null, whoAmI: 1 }, errors })) }),
    });
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ hello }"}' });
    expect([response.status, await response.json()]).toEqual([200, { data: { hello: null, whoAmI: 1 }, errors }]);
    await gateway.stop();
  });

  it('answers DEADLINE_EXCEEDED and aborts what still runs', async () => {
    const gateway = await startTestGateway({ config: { operationDeadlineMs: 50 } });
    const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ never }"}' });
    expect(response.status).toBe(504);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'DEADLINE_EXCEEDED', details: { deadlineMs: 50 } } }] });
    expect(gateway.engine.seen[0]?.signal.aborted).toBe(true);
    await gateway.stop();
  });
});
