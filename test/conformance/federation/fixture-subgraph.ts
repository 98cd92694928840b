import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, type GraphQLSchema } from 'graphql';
import { createDocumentCache, type CheckedDocument } from '../../../platform/subgraph/document-cache.ts';
import { createManualClock } from '../../../platform/clock/manual-clock.ts';
import { createLogger } from '../../../platform/logging/logger.ts';
import { createSubgraph } from '../../../platform/subgraph/create-subgraph.ts';
import type { SubgraphAnswer, SubgraphEndpoint, SubgraphFrame, SubgraphRequest } from '../../../platform/subgraph/endpoint.ts';

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

/** Runs the fixture by graphql-js. Requests are recorded in `asked`; a document that is not valid is an error, as any server's. */
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
  return {
    name: fixture.name,
    async execute(request) {
      asked.push(request);
      return answer(schema, check(request.query), request);
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

async function answer(schema: GraphQLSchema, checked: CheckedDocument, request: SubgraphRequest): Promise<SubgraphAnswer> {
  if (checked.kind === 'invalid') return { errors: checked.errors.map((problem) => problem.toJSON()) };
  const { document } = checked;
  const { data, errors } = await execute({ schema, document, variableValues: request.variables ?? {}, operationName: request.operationName ?? null });
  return { ...(data === undefined ? {} : { data }), ...(errors === undefined ? {} : { errors: errors.map((error) => error.toJSON()) }) };
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, server };
}
