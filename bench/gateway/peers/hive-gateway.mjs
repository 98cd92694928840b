// Hive Gateway with its own (JavaScript) planner, or with the Rust planner of its router runtime. Plain JavaScript: its packages
// are installed only for the benchmark. Usage: hive-gateway.mjs SUPERGRAPH-FILE js|rust [deduplicate]: whether
// requests in flight are shared, its own and the subgraphs'. Prints `ready at URL`.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway';
import { printReady } from '../servers/print-ready.ts';

const [file, planner, deduplicate] = process.argv.slice(2);
const gateway = createGatewayRuntime({
  supergraph: readFileSync(file, 'utf8'),
  logging: 'error',
  landingPage: false,
  graphiql: false,
  inboundInflightRequestDeduplication: deduplicate === 'deduplicate',
  ...(deduplicate === 'deduplicate' ? {} : { transportEntries: { '*': { options: { deduplicateInflightRequests: false } } } }),
  ...(planner === 'rust' ? { unifiedGraphHandler: (await import('@graphql-hive/router-runtime')).unifiedGraphHandler } : {}),
});
printReady(createServer(gateway));
