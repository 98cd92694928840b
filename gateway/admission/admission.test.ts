import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../../test/support/gateway/test-gateway.ts';
import { openTestSocket, type TestSocket } from '../../test/support/gateway/test-socket.ts';
import { createAdmission } from './admission.ts';
import { createDocumentCache } from './document-cache.ts';

interface Request {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string;
  readonly extensions?: unknown;
}

/** Stands for a branch of a branch of a branch …, which JSON.stringify can't write. */
const DEEP = 'deep';

function toText(request: Request): string {
  return JSON.stringify(request).replaceAll('"deep"', `${'{"branch":'.repeat(80_000)}null${'}'.repeat(80_000)}`);
}

/** For each stage, in order, a request that this stage refuses and all before it let pass. */
const REFUSED_BY_STAGE: Readonly<Record<string, { readonly request: Request; readonly code: string }>> = {
  document: { request: { query: '{ unknown }' }, code: 'GRAPHQL_VALIDATION_FAILED' },
  'operation selection': { request: { query: 'query A { hello }', operationName: 'B' }, code: 'OPERATION_RESOLUTION_FAILURE' },
  'wire rules': { request: { query: 'subscription { ticks { value } }' }, code: 'UNSUPPORTED' },
  variables: { request: { query: 'query($v: Int!) { double(value: $v) }', variables: { v: 'x' } }, code: 'BAD_USER_INPUT' },
  'stream options': { request: { query: '{ hello }', extensions: { stream: { resumeFrom: 'c' } } }, code: 'BAD_USER_INPUT' },
};

describe('admission', () => {
  let gateway: TestGateway;
  let client: TestSocket;
  let lastId = 0;

  beforeAll(async () => {
    gateway = await startTestGateway();
    client = await openTestSocket(gateway.webSocketUrl);
    await client.init();
  });
  afterAll(async () => {
    client.socket.terminate();
    await gateway.stop();
  });

  const WIRES: Readonly<Record<string, (request: Request) => Promise<unknown>>> = {
    async 'HTTP GET'(request) {
      const search = new URLSearchParams(
        Object.entries(request).map(([key, value]): [string, string] => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
      );
      const response = await fetch(`${gateway.url}/graphql?${search.toString()}`, { headers: { 'apollo-require-preflight': 'yes' } });
      return codeOf(((await response.json()) as { errors?: unknown }).errors);
    },
    async 'HTTP POST'(request) {
      const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: toText(request) });
      return codeOf(((await response.json()) as { errors?: unknown }).errors);
    },
    async WebSocket(request) {
      const id = `${(lastId += 1)}`;
      client.send(`{"type":"subscribe","id":"${id}","payload":${toText(request)}}`);
      return codeOf((await client.find({ id, type: 'error' }))['payload']);
    },
  };

  const stages = createAdmission({ documents: createDocumentCache({ entries: 1 }) }).stages.map(({ name }) => name);

  it('has a refusal of each of its stages in this table', () => {
    expect(Object.keys(REFUSED_BY_STAGE)).toEqual(stages);
  });

  it.each(Object.keys(WIRES).flatMap((wire) => stages.map((stage) => [wire, stage] as const)))('runs over %s through the stage: %s', async (wire, stage) => {
    const refusal = REFUSED_BY_STAGE[stage];
    // The one difference between wires: this one streams.
    if (refusal === undefined || (wire === 'WebSocket' && stage === 'wire rules')) return;
    const ran = gateway.engine.seen.length;
    // Apollo Server refuses what GET may not do before admission is asked.
    const code = wire === 'HTTP GET' && stage === 'wire rules' ? 'BAD_REQUEST' : refusal.code;
    expect(await WIRES[wire]?.(refusal.request)).toBe(code);
    expect(gateway.engine.seen).toHaveLength(ran);
  });

  it.each(Object.keys(WIRES).filter((wire) => wire !== 'HTTP GET'))('refuses over %s what is nested beyond what a stack takes, and goes on', async (wire) => {
    const send = WIRES[wire];
    const document = `{${'a{'.repeat(9_000)}b${'}'.repeat(9_000)}}`;
    expect(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']).toContain(await send?.({ query: document }));
    expect(await send?.({ query: 'query($tree: Tree!) { grow(tree: $tree) }', variables: { tree: DEEP } })).toBe('BAD_USER_INPUT');
    expect(await send?.({ query: '{ unknown }' })).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it.each(Object.keys(WIRES).filter((wire) => wire !== 'HTTP GET'))('refuses over %s a document of more tokens than any page sends', async (wire) => {
    expect(await WIRES[wire]?.({ query: `{ ${'hello '.repeat(20_001)} }` })).toBe('GRAPHQL_PARSE_FAILED');
  });

  it('fills defaults in and leaves out what is not declared', async () => {
    client.subscribe('defaults', { query: 'query($name: String = "you") { hello(name: $name) }', variables: { other: 1 } });
    expect(await client.find({ id: 'defaults', type: 'next' })).toMatchObject({ payload: { data: { hello: 'hello you' } } });
    expect(gateway.engine.seen.at(-1)?.variables).toEqual({ name: 'you' });
  });
});

function codeOf(errors: unknown): unknown {
  return (errors as { extensions: { code: unknown } }[] | undefined)?.[0]?.extensions.code;
}
