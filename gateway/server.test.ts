import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, printSchema, type GraphQLSchema } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { waitUntil } from '../test/support/wait-until.ts';
import type { Generation, GenerationSource } from './generation.ts';
import { createFakeEngine } from '../test/support/gateway/fake-engine.ts';
import { startTestGateway, type TestGateway } from '../test/support/gateway/test-gateway.ts';
import { openTestSocket } from '../test/support/gateway/test-socket.ts';

describe('the gateway and the client of graphql-ws', () => {
  let gateway: TestGateway;
  let client: Client;

  beforeAll(async () => {
    gateway = await startTestGateway();
    client = createClient({ url: gateway.webSocketUrl, webSocketImpl: WebSocket, lazy: true, retryAttempts: 0, connectionParams: { workspace: 'red' } });
  });
  afterAll(async () => {
    await client.dispose();
    await gateway.stop();
  });

  it('E21 understand each other: queries, errors, subscriptions and their end', async () => {
    expect((await client.iterate({ query: '{ whoAmI { workspace } }' }).next()).value).toMatchObject({ data: { whoAmI: { workspace: 'red' } } });
    await expect(client.iterate({ query: '{ unknown }' }).next()).rejects.toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    const values: unknown[] = [];
    const over = (async () => {
      for await (const { data } of client.iterate<{ ticks: { value: number } }>({ query: 'subscription { ticks { value } }' })) values.push(data?.ticks.value);
    })();
    await waitUntil(() => gateway.engine.open === 1);
    gateway.engine.tick(1);
    gateway.engine.tick(2);
    gateway.engine.end();
    await over;
    expect(values).toEqual([1, 2]);
  });

  it('release the source when the client leaves the loop', async () => {
    const ticks = client.iterate({ query: 'subscription { ticks { value } }' });
    const first = ticks.next();
    await waitUntil(() => gateway.engine.open === 1);
    gateway.engine.tick(3);
    await first;
    await ticks.return?.();
    await waitUntil(() => gateway.engine.open === 0);
  });
});

describe('a new supergraph', () => {
  it('is in force for the next operation on every wire, sockets that are open included', async () => {
    const engine = createFakeEngine();
    const source = createSwitchable({ apiSchema: engine.schema, supergraphSdl: '', engine });
    const gateway = await startTestGateway({ engine, generations: source });
    const client = await openTestSocket(gateway.webSocketUrl);
    await client.init();
    const overHttp = async () => {
      const response = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ added }"}',
      });
      return response.json();
    };
    expect(await overHttp()).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
    source.replace({ apiSchema: addField(engine.schema), supergraphSdl: '', engine: { ...engine, execute: async () => ({ data: { added: 'yes' } }) } });
    expect(await overHttp()).toEqual({ data: { added: 'yes' } });
    client.subscribe('1', { query: '{ added }' });
    expect(await client.find({ id: '1', type: 'next' })).toMatchObject({ payload: { data: { added: 'yes' } } });
    client.socket.terminate();
    await gateway.stop();
  });
});

function addField(schema: GraphQLSchema): GraphQLSchema {
  return buildSchema(printSchema(schema).replace('type Query {', 'type Query { added: String'));
}

function createSwitchable(first: Generation): GenerationSource & { replace(next: Generation): void } {
  let current = first;
  const listeners = new Set<(generation: Generation) => void>();
  return {
    current: () => current,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    replace(next) {
      current = next;
      for (const listener of listeners) listener(next);
    },
  };
}
