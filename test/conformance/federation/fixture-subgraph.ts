import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, type GraphQLSchema } from 'graphql';
import { createDocumentCache, type CheckedDocument } from '../../../platform/subgraph/document-cache.ts';
import { createManualClock } from '../../../platform/clock/manual-clock.ts';
import { createLogger } from '../../../platform/logging/logger.ts';
import type { CompiledResult } from '../../../platform/subgraph/compiled/compile-operation.ts';
import { createExecutor, type Executor } from '../../../platform/subgraph/compiled/create-executor.ts';
import { createSubgraph } from '../../../platform/subgraph/create-subgraph.ts';
import type { SubgraphAnswer, SubgraphEndpoint, SubgraphFrame, SubgraphRequest } from '../../../platform/subgraph/endpoint.ts';
import { resolveEntitiesAtOnce } from '../../../platform/subgraph/resolve-entities.ts';

/** A subgraph of a test: its SDL without the `@link`, which is added, and plain resolvers. */
export interface SubgraphFixture {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers?: object;
  /** False for SDL that brings its own `@link`, or is of Federation 1. */
  readonly link?: boolean;
  /** True for one that is made as this backend's own subgraphs are. */
  readonly isOwn?: boolean;
  readonly subscribe?: (request: SubgraphRequest) => AsyncIterable<SubgraphFrame>;
}

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@provides", "@external", "@shareable",' +
  ' "@override", "@interfaceObject", "@inaccessible", "@tag", "@context", "@fromContext", "@extends", "@composeDirective"])\n';

/** The SDL that the subgraph publishes. */
export function sdlOf(fixture: SubgraphFixture): string {
  return fixture.link === false ? fixture.sdl : LINK + fixture.sdl;
}

/** Runs the fixture by graphql-js, and compiled for a caller that takes shared objects: the answers must be equal. Requests are recorded in `asked`; a document that is not valid is an error, as any server's. */
export function createFixtureEndpoint(fixture: SubgraphFixture, asked: SubgraphRequest[] = []): SubgraphEndpoint {
  const own = fixture.isOwn === true ? createOwn(fixture) : undefined;
  if (own !== undefined) {
    return {
      ...own,
      execute(request) {
        asked.push(request);
        return own.execute(request);
      },
    };
  }
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdlOf(fixture)), resolvers: { ...fixture.resolvers } as Record<string, never> }]);
  const check = createDocumentCache(schema, { capacity: 1_000 });
  const compiled = createCompiled(fixture);
  return {
    name: fixture.name,
    async execute(request) {
      asked.push(request);
      return answer({ schema, compiled }, check(request.query), request);
    },
    subscribe(request) {
      asked.push(request);
      if (fixture.subscribe === undefined) throw new Error('this fixture has no subscriptions');
      return fixture.subscribe(request);
    },
  };
}

function createOwn(fixture: SubgraphFixture): SubgraphEndpoint {
  return createSubgraph({
    name: fixture.name,
    typeDefs: sdlOf(fixture),
    resolvers: { ...fixture.resolvers },
    createContext: (context) => context,
    appliedPosition: () => Promise.reject(new Error('this fixture has no log')),
    clock: createManualClock(0),
    logger: createLogger({ level: 'silent', process: 'test' }),
  });
}

/** On a schema of its own: what makes it quick is not to be in that of graphql-js. */
function createCompiled(fixture: SubgraphFixture): Executor {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdlOf(fixture)), resolvers: { ...fixture.resolvers } as Record<string, never> }]);
  resolveEntitiesAtOnce(schema);
  return createExecutor(schema, { coldRuns: 0 });
}

interface Executing {
  readonly schema: GraphQLSchema;
  readonly compiled: Executor;
}

async function answer({ schema, compiled }: Executing, checked: CheckedDocument, request: SubgraphRequest): Promise<SubgraphAnswer> {
  if (checked.kind === 'invalid') return { errors: checked.errors.map((problem) => problem.toJSON()) };
  const { document } = checked;
  const { variables: variableValues = {}, operationName } = request;
  const { data, errors, isShared }: CompiledResult = await (request.mayShare === true
    ? compiled({ document, variableValues, operationName, mayShare: true })
    : execute({ schema, document, variableValues, operationName: operationName ?? null }));
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors.map((error) => error.toJSON()) }),
    ...(isShared === true ? { isShared } : {}),
  };
}

/** Puts an endpoint behind HTTP on a free port of the loopback. */
export async function serveFixture(endpoint: SubgraphEndpoint, identity: SubgraphRequest['identity']): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    void (async () => {
      const body = JSON.parse(await text(request)) as Pick<SubgraphRequest, 'query' | 'variables' | 'operationName'>;
      const result = await endpoint.execute({ ...body, identity, signal: new AbortController().signal });
      response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
    })();
  });
  // Whoever gets no time for seconds finds connections closed that lay idle; these are closed with the server.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, server };
}
