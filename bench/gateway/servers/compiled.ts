// The same fields as one schema without federation, compiled by graphql-jit over node:http.
// Usage: compiled.ts; prints `ready at URL`.
import { createServer } from 'node:http';
import { buildSchema, parse } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { createSingleRoot } from '../shop-resolvers.ts';
import { SINGLE_SDL } from '../shop-schemas.ts';
import { printReady } from './print-ready.ts';
import { readText } from './read-text.ts';

const schema = buildSchema(SINGLE_SDL);
const fields = schema.getQueryType()?.getFields() ?? {};
for (const [name, resolve] of Object.entries(createSingleRoot())) {
  const field = fields[name];
  if (field !== undefined) field.resolve = (_parent: unknown, args: { from: number; first: number }) => resolve(args);
}
const compiled = new Map<string, CompiledQuery>();

function compile(query: string): CompiledQuery {
  let made = compiled.get(query);
  if (made === undefined) {
    const compilation = compileQuery(schema, parse(query));
    if (!isCompiledQuery(compilation)) throw new Error(String(compilation.errors));
    made = compilation;
    compiled.set(query, made);
  }
  return made;
}

printReady(
  createServer((request, response) => {
    readText(request, (body) => {
      const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
      const made = compile(query);
      void Promise.resolve(made.query(undefined, undefined, variables)).then((result) => {
        const text = made.stringify(result);
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
      });
    });
  }),
);
