// The same fields as one schema without federation, compiled by graphql-jit. Plain JavaScript: its packages are installed only
// for the benchmark, so types cannot be checked without them. Usage: graphql-jit.mjs; prints `ready at URL`.
import { createServer } from 'node:http';
import { buildSchema, parse } from 'graphql';
import { compileQuery } from 'graphql-jit';
import { printReady } from '../servers/print-ready.ts';
import { readText } from '../servers/read-text.ts';
import { createSingleRoot } from '../shop-resolvers.ts';
import { SINGLE_SDL } from '../shop-schemas.ts';

const schema = buildSchema(SINGLE_SDL);
const root = createSingleRoot();
for (const [name, resolve] of Object.entries(root)) schema.getQueryType().getFields()[name].resolve = (_parent, args) => resolve(args);
const compiled = new Map();

function compile(query) {
  let made = compiled.get(query);
  if (made === undefined) {
    made = compileQuery(schema, parse(query));
    if (!('query' in made)) throw new Error(made.errors?.[0]?.message ?? 'it cannot be compiled');
    compiled.set(query, made);
  }
  return made;
}

printReady(
  createServer((request, response) => {
    readText(request, (body) => {
      const { query, variables } = JSON.parse(body);
      const made = compile(query);
      void Promise.resolve(made.query(undefined, undefined, variables)).then((result) => {
        const text = made.stringify(result);
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
      });
    });
  }),
);
