// The peer without federation: the same API schema served by graphql-js over node:http, its answer ready in memory.
// Usage: plain-graphql.ts SCHEMA-FILE ANSWER-FILE; prints `ready at URL`.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, execute, parse, validate, type DocumentNode } from 'graphql';

const [schemaFile = '', answerFile = ''] = process.argv.slice(2);
const schema = buildSchema(readFileSync(schemaFile, 'utf8'));
const rootValue = JSON.parse(readFileSync(answerFile, 'utf8')) as Record<string, unknown>;
const documents = new Map<string, DocumentNode>();

function readDocument(query: string): DocumentNode {
  let document = documents.get(query);
  if (document === undefined) {
    document = parse(query);
    const [error] = validate(schema, document);
    if (error !== undefined) throw error;
    documents.set(query, document);
  }
  return document;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as { query: string; variables?: Record<string, unknown> };
    void Promise.resolve(execute({ schema, document: readDocument(query), rootValue, variableValues: variables ?? {} })).then((result) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
    });
  });
});
server.listen(0, '127.0.0.1', () => console.log(`ready at http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`));
