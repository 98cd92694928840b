// The same fields as one schema without federation, run by graphql-js over node:http.
// Usage: single.ts; prints `ready at URL`.
import { createServer } from 'node:http';
import { buildSchema, execute, parse, validate, type DocumentNode } from 'graphql';
import { createSingleRoot } from '../shop-resolvers.ts';
import { SINGLE_SDL } from '../shop-schemas.ts';
import { printReady } from './print-ready.ts';
import { readText } from './read-text.ts';

const schema = buildSchema(SINGLE_SDL);
const rootValue = createSingleRoot();
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

printReady(
  createServer((request, response) => {
    readText(request, (body) => {
      const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
      void Promise.resolve(execute({ schema, document: readDocument(query), rootValue, variableValues: variables })).then((result) => {
        const text = JSON.stringify(result);
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
      });
    });
  }),
);
