import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Kind, parse, print } from 'graphql';
import { createFakeEngine } from '../test/support/gateway/fake-engine.ts';
import { startTestGateway, type TestGateway } from '../test/support/gateway/test-gateway.ts';
import { openWires, WIRE_NAMES, type Wires } from '../test/support/gateway/wires.ts';
import { waitUntil } from '../test/support/wait-until.ts';
import type { Generation } from './generation.ts';
import type { Engine, Operation, OperationResult } from './operation.ts';
import { takeResultTexts } from './result-text.ts';
import { shareOperations } from './share-operations.ts';

describe('equal queries that are under way at the same time', () => {
  let gateway: TestGateway;
  /** Ends the executions that wait; further ones end at once. */
  let release: () => void;

  async function start(deduplicateOperations: boolean): Promise<void> {
    const gate = Promise.withResolvers<void>();
    release = gate.resolve;
    gateway = await startTestGateway({
      config: { deduplicateOperations },
      identity: 'headers',
      wrap: (engine): Engine => ({
        ...engine,
        async execute(operation) {
          const result = engine.execute(operation);
          if (operation.definition.operation === 'query') await Promise.race([gate.promise, untilAborted(operation.signal)]);
          return result;
        },
      }),
    });
  }

  async function send(query: string, options: { principal?: string; signal?: AbortSignal } = {}): Promise<unknown> {
    const { principal = 'ann', signal } = options;
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-autoweave-workspace': 'red', 'x-autoweave-principal': principal },
      body: JSON.stringify({ query }),
      ...(signal === undefined ? {} : { signal }),
    });
    return response.json();
  }

  const executed = (count: number) => waitUntil(() => gateway.engine.seen.length === count);

  afterEach(async () => {
    release();
    await gateway.stop();
  });

  it('are executed each where nobody asks for it', async () => {
    await start(false);
    const answers = [send('{ hello }'), send('{ hello }')];
    await executed(2);
    release();
    await Promise.all(answers);
  });

  it('are never shared with another principal, and not with another document', async () => {
    await start(true);
    const answers = [send('{ whoAmI { principal } }'), send('{ whoAmI { principal } }', { principal: 'ben' }), send('{ hello }')];
    await executed(3);
    release();
    expect(await Promise.all(answers)).toMatchObject([{ data: { whoAmI: { principal: 'ann' } } }, { data: { whoAmI: { principal: 'ben' } } }, {}]);
  });

  it('are not shared with one that began before a mutation ended', async () => {
    await start(true);
    const before = send('{ hello }');
    await executed(1);
    await send('mutation { add(value: 1) }');
    const after = send('{ hello }');
    await waitUntil(() => gateway.engine.seen.filter(({ definition }) => definition.operation === 'query').length === 2);
    release();
    await Promise.all([before, after]);
  });

  it('are aborted when nobody waits for them any more', async () => {
    await start(true);
    const gone = new AbortController();
    const answer = send('{ hello }', { signal: gone.signal }).catch(() => 'gone');
    await executed(1);
    gone.abort();
    expect(await answer).toBe('gone');
    await waitUntil(() => gateway.engine.seen[0]?.signal.aborted === true);
  });
});

it('executes equal queries that are under way at the same time once, and gives each a result of its own', async () => {
  const asked: Operation[] = [];
  const gate = Promise.withResolvers<OperationResult>();
  const run = shareOperations((operation) => {
    asked.push(operation);
    return gate.promise;
  });
  const engine = createFakeEngine();
  const generation: Generation = { apiSchema: engine.schema, supergraphSdl: '', engine };
  const document = parse('query($a: Int) { double(value: $a) }');
  const [definition] = document.definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('a query is expected');
  const toOperation = (a: number): Operation => ({
    source: print(document),
    document,
    definition,
    operationName: undefined,
    variables: { a },
    identity: { workspace: 'w', principal: 'p', correlationId: `c${asked.length}`, traceparent: 't' },
    signal: new AbortController().signal,
  });
  const results = [1, 1, 2, 1].map((a) => run(toOperation(a), generation));
  expect(asked.map(({ variables }) => variables['a'])).toEqual([1, 2]);
  gate.resolve({ dataText: '{}' });
  expect(await Promise.all(results)).toEqual(Array.from({ length: 4 }, () => ({ dataText: '{}' })));
  const [one, two, , four] = await Promise.all(results);
  expect([one, two, four].map((result) => takeResultTexts(result ?? {}).join(''))).toEqual(Array(3).fill('{"data":{}}'));
  void run(toOperation(1), generation);
  expect(asked).toHaveLength(3);
});

describe('on every wire', () => {
  let gateway: TestGateway;
  let wires: Wires;
  beforeEach(async () => {
    gateway = await startTestGateway({ config: { deduplicateOperations: true } });
    wires = await openWires(gateway);
  });
  afterEach(async () => {
    wires.close();
    await gateway.stop();
  });

  it.each(WIRE_NAMES)('a query by %s answers as without it', async (wire) => {
    expect(await wires.send(wire, { query: '{ whoAmI { principal } }' })).toMatchObject({ data: { whoAmI: {} } });
  });
});

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
