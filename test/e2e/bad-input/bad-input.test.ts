import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startAutoweave, type AutoweaveProcess } from '../../support/autoweave-process.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly data?: unknown;
  readonly codes: readonly unknown[];
  readonly errors: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
}

/** Reads a socket until a whole JSON body has come. */
async function readHttp(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    text += chunk.toString();
    if (text.endsWith('}') || text.endsWith('}\n')) break;
  }
  return text;
}

describe('bad input', () => {
  const folder = createTemporaryFolder();
  let backend: AutoweaveProcess;

  beforeAll(async () => {
    backend = await startAutoweave(['start'], { PORT: '0', AUTOWEAVE_DATA_DIR: folder.path });
  });
  afterAll(async () => {
    await backend.stop();
    folder.remove();
  });

  async function post(body: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const response = await fetch(backend.url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
    const answer = (await response.json()) as { data?: unknown; errors?: Answer['errors'] };
    const errors = answer.errors ?? [];
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      data: answer.data,
      errors,
      codes: errors.map((error) => error.extensions?.['code']),
    };
  }
  const ask = (query: string, variables: Record<string, unknown> = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
    post(JSON.stringify({ query, variables }), headers);

  async function countAll(): Promise<unknown> {
    const { data } = await ask('{ services { totalCount } events(first: 1) { nodes { id } } pipelines { nodes { id } } metricNames }');
    return data;
  }

  it('G11 an unknown field is GRAPHQL_VALIDATION_FAILED and names the field', async () => {
    const { codes, errors } = await ask('{ services { nodes { nonsense } } }');
    expect(codes).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(errors[0]?.message).toContain('nonsense');
  });

  it('malformed JSON is a coded 400', async () => {
    expect(await post('{"query": ')).toMatchObject({ status: 400, codes: ['BAD_REQUEST'], type: expect.stringContaining('json') });
  });

  it('a document that is not GraphQL is GRAPHQL_PARSE_FAILED', async () => {
    expect(await ask('{ services {')).toMatchObject({ codes: ['GRAPHQL_PARSE_FAILED'] });
  });

  it('wrong types are refused by variable and by literal', async () => {
    const { codes, errors } = await ask('mutation ($input: RegisterServiceInput!) { registerService(input: $input) { service { id } } }', {
      input: { name: 42 },
    });
    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect(errors[0]?.message).toContain('input.name');
    expect(await ask('mutation { registerService(input: { name: 42 }) { service { id } } }')).toMatchObject({ codes: ['GRAPHQL_VALIDATION_FAILED'] });
  });

  it('an unknown id is null for a query and NOT_FOUND for a command', async () => {
    expect(await ask('{ service(id: "nobody") { id } pipeline(id: "nobody") { id } }')).toMatchObject({ data: { service: null, pipeline: null }, codes: [] });
    expect(await ask('mutation { deregisterService(id: "nobody") { id } }')).toMatchObject({ codes: ['NOT_FOUND'] });
    expect(await ask('mutation { runPipeline(id: "nobody") { run { id } } }')).toMatchObject({ codes: ['NOT_FOUND'] });
  });

  it('G09 a body of 20 MB is a coded 413', async () => {
    // Sent as it is announced, so that the answer to the announcement can be read: nothing of the body is taken.
    const { origin } = new URL(backend.url);
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.write(`POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 20000000\r\n\r\n{"query":"`);
    const answer = await readHttp(socket);
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"code":"PAYLOAD_TOO_LARGE"');
    expect((await ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });

  it('an invalid pattern names the field', async () => {
    const { codes, errors } = await ask('{ events(filter: { pattern: "a.**.b" }, first: 1) { nodes { id } } }');
    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect(errors[0]?.extensions).toMatchObject({ field: expect.stringContaining('pattern'), expected: expect.any(String) });
  });

  it.each([
    ['a pipeline with a step of no kind', '{ name: "p", source: { event: { pattern: "a.*" } }, steps: [{}], sink: { records: { collection: "c" } } }', /steps/],
    [
      'a pipeline with an unknown processor',
      '{ name: "p", source: { event: { pattern: "a.*" } }, steps: [{ processor: { name: "nobody" } }], sink: { records: { collection: "c" } } }',
      /steps/,
    ],
    [
      'a pipeline with a broken expression',
      '{ name: "p", source: { event: { pattern: "a.*" } }, steps: [{ filter: { expression: "((" } }], sink: { records: { collection: "c" } } }',
      /steps.*expression/,
    ],
    [
      'a pipeline with two sources',
      '{ name: "p", source: { event: { pattern: "a.*" }, http: { url: "http://127.0.0.1/" } }, sink: { records: { collection: "c" } } }',
      /source/,
    ],
    [
      'a pipeline with a file outside its folder',
      '{ name: "p", source: { file: { path: "../../etc/passwd", format: CSV } }, sink: { records: { collection: "c" } } }',
      /path/,
    ],
  ])('%s is refused, names the field, and nothing is stored', async (_what, input, field) => {
    const before = await countAll();
    const { codes, errors } = await ask(`mutation { definePipeline(input: ${input}) { pipeline { id } } }`);
    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect(errors[0]?.extensions?.['field']).toMatch(field);
    expect(await countAll()).toEqual(before);
  });

  it('a pipeline with an unknown step type does not fit the schema', async () => {
    expect(
      await ask(
        'mutation { definePipeline(input: { name: "p", source: { event: { pattern: "a.*" } }, steps: [{ explode: {} }], sink: { records: { collection: "c" } } }) { pipeline { id } } }',
      ),
    ).toMatchObject({
      codes: ['GRAPHQL_VALIDATION_FAILED'],
    });
  });

  it('a metric that is NaN is refused, alone or in a batch, and none of the batch is kept', async () => {
    const record = 'mutation ($inputs: [MetricInput!]!) { recordMetrics(inputs: $inputs) { recorded } }';
    expect(
      await ask(record, {
        inputs: [
          { name: 'good', value: 1 },
          { name: 'bad', value: 'NaN' },
        ],
      }),
    ).toMatchObject({ codes: ['BAD_USER_INPUT'] });
    expect(await post(`{"query": ${JSON.stringify(record)}, "variables": {"inputs": [{"name": "good", "value": NaN}]}}`)).toMatchObject({
      status: 400,
      codes: ['BAD_REQUEST'],
    });
    expect(await post(`{"query": ${JSON.stringify(record)}, "variables": {"inputs": [{"name": "good", "value": 1e999}]}}`)).toMatchObject({
      codes: ['BAD_USER_INPUT'],
    });
    for (const value of ['1e400', '-1e400']) {
      expect(await ask(`mutation { recordMetrics(inputs: [{ name: "good", value: ${value} }]) { recorded } }`)).toMatchObject({
        codes: ['GRAPHQL_VALIDATION_FAILED'],
      });
      expect(await ask(`mutation { publishEvent(input: { type: "a.b", data: { a: ${value} } }) { position } }`)).toMatchObject({
        codes: ['GRAPHQL_VALIDATION_FAILED'],
      });
    }
    expect((await ask('{ metricNames }')).data).toEqual({ metricNames: [] });
  });

  it('a workspace name that is not one is refused, and no workspace sees another', async () => {
    expect(await ask('{ services { totalCount } }', {}, { 'x-autoweave-workspace': '../x' })).toMatchObject({ codes: ['BAD_USER_INPUT'] });
    await ask('mutation { registerService(input: { id: "mine", name: "Mine" }) { service { id } } }', {}, { 'x-autoweave-workspace': 'blue' });
    const query = '{ service(id: "mine") { id } services { totalCount } events(first: 50) { nodes { subject } } eventCounts { count } }';
    expect((await ask(query, {}, { 'x-autoweave-workspace': 'blue' })).data).toMatchObject({ service: { id: 'mine' }, services: { totalCount: 1 } });
    expect((await ask(query, {}, { 'x-autoweave-workspace': 'green' })).data).toMatchObject({
      service: null,
      services: { totalCount: 0 },
      events: { nodes: [] },
    });
  });

  it('a body with __proto__ reaches nobody’s prototype', async () => {
    await post('{"query": "{ __typename }", "variables": {"__proto__": {"polluted": true}}, "__proto__": {"polluted": true}}');
    const { codes } = await post(
      '{"query": "mutation ($data: JSON) { publishEvent(input: {type: \\"a.b\\", data: $data}) { position } }", "variables": {"data": {"__proto__": {"polluted": true}}}}',
    );
    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect((await ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });
});
