// One subgraph as a process of its own: works an answer out once for each body that it is sent, then replays its bytes, so that
// it costs next to nothing beside the gateway under measurement. GET /calls tells how often it was asked.
// Usage: subgraph.ts NAME; prints `ready at URL`.
import { createServer, type ServerResponse } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import { createSubgraphResolvers } from '../shop-resolvers.ts';
import { SUBGRAPH_SDL, SUBGRAPHS } from '../shop-schemas.ts';
import { printReady } from './print-ready.ts';
import { readText } from './read-text.ts';

const MAX_KEPT = 50_000;

const name = SUBGRAPHS.find((one) => one === process.argv[2]);
if (name === undefined) throw new Error(`expected one of ${SUBGRAPHS.join(', ')}`);
const schema = buildSubgraphSchema([{ typeDefs: parse(SUBGRAPH_SDL[name]), resolvers: createSubgraphResolvers(name) as never }]);
const kept = new Map<string, Promise<Buffer>>();
let calls = 0;

async function work(body: string): Promise<Buffer> {
  const { query, operationName, variables } = JSON.parse(body) as { query: string; operationName?: string | null; variables?: Record<string, unknown> | null };
  const result = await execute({ schema, document: parse(query), operationName: operationName ?? null, variableValues: variables ?? {} });
  return Buffer.from(JSON.stringify(result));
}

async function answer(body: string, response: ServerResponse): Promise<void> {
  let bytes = kept.get(body);
  if (bytes === undefined) {
    bytes = work(body);
    if (kept.size < MAX_KEPT) kept.set(body, bytes);
  }
  const ready = await bytes;
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': ready.byteLength }).end(ready);
}

const server = createServer((request, response) => {
  if (request.method === 'GET') {
    response.end(String(calls));
    return;
  }
  calls += 1;
  readText(request, (body) => {
    answer(body, response).catch((error: unknown) => response.writeHead(500).end(JSON.stringify({ errors: [{ message: String(error) }] })));
  });
});
server.keepAliveTimeout = 60_000;
printReady(server);
