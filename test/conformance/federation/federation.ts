import type { Server } from 'node:http';
import { getOperationAST, parse, validate } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { createEngine } from '../../../gateway/execution/create-engine.ts';
import { createPlanner } from '../../../gateway/execution/create-planner.ts';
import type { PlannerName } from '../../../gateway/execution/query-plan.ts';
import type { Engine, Operation, OperationResult } from '../../../gateway/operation.ts';
import { composeSupergraph } from '../../../gateway/supergraph/compose-supergraph.ts';
import { readSupergraph, type Supergraph } from '../../../gateway/supergraph/supergraph.ts';
import { createHttpUpstream } from '../../../gateway/upstream/http-upstream.ts';
import { createInProcessUpstream } from '../../../gateway/upstream/in-process-upstream.ts';
import type { Upstream } from '../../../gateway/upstream/upstream.ts';
import { createLogger } from '../../../platform/logging/logger.ts';
import type { RequestIdentity } from '../../../platform/request/scope.ts';
import type { SubgraphRequest } from '../../../platform/subgraph/endpoint.ts';
import { createFixtureEndpoint, sdlOf, serveFixture, type SubgraphFixture } from './fixture-subgraph.ts';

export const UPSTREAM_KINDS = ['in-process', 'http'] as const;
export type UpstreamKind = (typeof UPSTREAM_KINDS)[number];

export interface Arrangement {
  readonly kind: UpstreamKind;
  readonly planner: PlannerName;
}

/** Every way in which a case must hold. */
export const ARRANGEMENTS: readonly Arrangement[] = UPSTREAM_KINDS.flatMap((kind) => [
  { kind, planner: 'native' },
  { kind, planner: 'apollo' },
]);

export const IDENTITY: RequestIdentity = {
  workspace: 'default',
  principal: 'tester',
  correlationId: 'conformance',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

/** Field names, by subgraph, that no good plan asks there: a request with one of them fails. An empty list forbids every request. */
export type Forbidden = Readonly<Record<string, readonly string[]>>;

/** Some subgraphs behind an engine. */
export interface Federation {
  readonly supergraph: Supergraph;
  readonly engine: Engine;
  /** What each subgraph was asked since `ask` was last called, by name. */
  readonly asked: ReadonlyMap<string, readonly SubgraphRequest[]>;
  ask(source: string, variables?: Record<string, unknown>, never?: Forbidden): Promise<OperationResult>;
  /** As `ask`, for an operation of `toOperation`, which may be run many times. */
  run(operation: Operation, never?: Forbidden): Promise<OperationResult>;
  close(): Promise<void>;
}

/** Composes the fixtures and starts them behind upstreams of one kind, planned by the native planner unless told otherwise. Names in `dead` have an upstream that nobody answers. */
export async function startFederation(
  fixtures: readonly SubgraphFixture[],
  arrangement: UpstreamKind | Arrangement,
  dead: readonly string[] = [],
): Promise<Federation> {
  const { kind, planner } = typeof arrangement === 'string' ? { kind: arrangement, planner: 'native' as const } : arrangement;
  const composition = await composeSupergraph(fixtures.map((fixture) => ({ name: fixture.name, url: 'http://unused.invalid', sdl: sdlOf(fixture) })));
  if (composition.kind === 'refused') throw new Error(composition.problems.map(({ code, message }) => `${code}: ${message}`).join('\n'));
  const supergraph = await readSupergraph(composition.sdl);
  const asked = new Map<string, SubgraphRequest[]>(fixtures.map(({ name }) => [name, []]));
  const upstreams = new Map<string, Upstream>();
  const servers: Server[] = [];
  let forbidden: Forbidden = {};
  for (const fixture of fixtures) {
    const lenient = createFixtureEndpoint(fixture, asked.get(fixture.name));
    const endpoint: typeof lenient = {
      ...lenient,
      async execute(request) {
        const names = forbidden[fixture.name];
        if (names?.length === 0 || names?.some((name) => new RegExp(`\\b${name}\\b`).test(request.query))) {
          return { errors: [{ message: `no good plan asks ${fixture.name} for ${request.query}` }] };
        }
        return lenient.execute(request);
      },
    };
    if (kind === 'in-process') {
      upstreams.set(
        fixture.name,
        createInProcessUpstream(dead.includes(fixture.name) ? { ...endpoint, execute: () => Promise.reject(new Error('gone')) } : endpoint),
      );
      continue;
    }
    const { url, server } = await serveFixture(endpoint, IDENTITY);
    servers.push(server);
    upstreams.set(fixture.name, createHttpUpstream({ name: fixture.name, url, forwardIdentity: true }));
    if (dead.includes(fixture.name)) await closeServer(server);
  }
  const logger = createLogger({ level: 'silent', process: 'test' });
  const engine = createEngine({ supergraph, planner: createPlanner(supergraph, { choice: planner, logger }), upstreams, logger });
  function run(operation: Operation, never: Forbidden = {}): Promise<OperationResult> {
    forbidden = never;
    for (const requests of asked.values()) requests.length = 0;
    return kind === 'http' ? executeAsText(engine, operation) : engine.execute(operation);
  }
  return {
    supergraph,
    engine,
    asked,
    ask: async (source, variables = {}, never = {}) => run(toOperation(supergraph, source, variables), never),
    run,
    async close() {
      for (const upstream of upstreams.values()) await upstream.close();
      await Promise.all(servers.map(closeServer));
    },
  };
}

/** Has the answer written as it is for clients of HTTP, and reads it. */
async function executeAsText(engine: Engine, operation: Operation): Promise<OperationResult> {
  const { dataText, ...result } = await engine.execute({ ...operation, asText: true });
  return dataText === undefined ? result : { ...result, data: JSON.parse(dataText) as Record<string, unknown> | null };
}

/** A valid operation, its variables coerced, as transports make it. Throws when it is not valid. */
export function toOperation(supergraph: Supergraph, source: string, variables: Record<string, unknown> = {}): Operation {
  const document = parse(source);
  const problems = validate(supergraph.apiSchema, document);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const definition = getOperationAST(document);
  if (!definition) throw new Error('one operation is expected');
  const { coerced, errors } = getVariableValues(supergraph.apiSchema, definition.variableDefinitions ?? [], variables);
  if (coerced === undefined) throw new Error(errors.join('\n'));
  return { source, document, definition, operationName: definition.name?.value, variables: coerced, identity: IDENTITY, signal: new AbortController().signal };
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
