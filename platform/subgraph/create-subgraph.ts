import { buildSubgraphSchema } from '@apollo/subgraph';
import { getOperationAST, GraphQLError, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Clock } from '../clock/clock.ts';
import type { Position } from '../event-log/event-log.ts';
import type { Logger } from '../logging/logger.ts';
import { awaitApplied, type AppliedPosition } from './applied-position.ts';
import type { CompiledResult } from './compiled/compile-operation.ts';
import { createExecutor } from './compiled/create-executor.ts';
import type { SubgraphContext } from './context.ts';
import { createDocumentCache } from './document-cache.ts';
import type { AnswerStream, SubgraphAnswer, SubgraphEndpoint, SubgraphFrame, SubgraphRequest } from './endpoint.ts';
import { createInputPlaces } from './input-place.ts';
import { resolveEntitiesAtOnce } from './resolve-entities.ts';
import { runSubscription } from './run-subscription.ts';
import { toSubgraphError } from './to-subgraph-error.ts';

const KEPT_DOCUMENTS = 1_000;

/** What a subgraph is made of. */
export interface SubgraphSetup<Context extends SubgraphContext> {
  readonly name: string;
  /** The subgraph's own SDL. */
  readonly typeDefs: string;
  /** A resolver map as the generated types describe it. */
  readonly resolvers: object;
  /** Makes one request's context from what every request has. */
  readonly createContext: (base: SubgraphContext) => Context;
  /** Subgraphs that decide on their own records answer the log's head; those that follow the log, their checkpoint. */
  readonly appliedPosition: AppliedPosition;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Makes an endpoint of a schema and its resolvers: documents checked once, errors coded, positions on every answer. */
export function createSubgraph<Context extends SubgraphContext>(setup: SubgraphSetup<Context>): SubgraphEndpoint {
  const { name, logger, clock, appliedPosition } = setup;
  const schema = buildSchema(setup);
  const check = createDocumentCache(schema, { capacity: KEPT_DOCUMENTS });
  const execute = createExecutor(schema);

  function fail(errors: readonly GraphQLError[], request: SubgraphRequest): SubgraphAnswer {
    const { identity, signal } = request;
    const findPlace = createInputPlaces();
    return { errors: errors.map((error) => toSubgraphError(error, { identity, signal, findPlace }, logger)) };
  }

  function toAnswer(result: CompiledResult, request: SubgraphRequest, stream: AnswerStream | undefined): SubgraphAnswer {
    return {
      ...(result.data === undefined ? {} : { data: result.data }),
      ...(result.errors === undefined ? {} : { errors: fail(result.errors, request).errors ?? [] }),
      ...(stream === undefined ? {} : { extensions: { stream } }),
      ...(result.isShared === true ? { isShared: true } : {}),
    };
  }

  async function run(document: DocumentNode, request: SubgraphRequest): Promise<SubgraphAnswer> {
    const operation = getOperationAST(document, request.operationName);
    if (operation?.operation === 'subscription') return fail([new GraphQLError('subscriptions have no single answer')], request);
    const receipts: AnswerStream[] = [];
    const contextValue = setup.createContext({
      identity: request.identity,
      signal: request.signal,
      recordReceipt: ({ position, commandId }) => receipts.push({ position, commandId }),
    });
    if (operation?.operation === 'mutation') return toAnswer(await execute(toArguments(document, request, contextValue)), request, receipts.at(-1));
    const { minPosition } = request.stream ?? {};
    if (minPosition !== undefined) await awaitApplied(request.identity, minPosition, { applied: appliedPosition, clock, signal: request.signal });
    // Read before executing: the answer may know more than it claims, never less.
    const position = await readPosition(request);
    return toAnswer(await execute(toArguments(document, request, contextValue)), request, position === undefined ? undefined : { position });
  }

  // With the log out of reach the records still answer: such an answer claims no position.
  async function readPosition(request: SubgraphRequest): Promise<Position | undefined> {
    try {
      return await appliedPosition(request.identity);
    } catch (error) {
      logger.warn({ err: error, correlationId: request.identity.correlationId }, 'the applied position is not known');
      return undefined;
    }
  }

  function toArguments(document: DocumentNode, request: SubgraphRequest, contextValue: Context) {
    return {
      schema,
      document,
      contextValue,
      variableValues: request.variables ?? {},
      operationName: request.operationName,
      mayShare: request.mayShare === true,
    };
  }

  return {
    name,
    async execute(request) {
      const checked = check(request.query);
      if (checked.kind === 'invalid') return fail(checked.errors, request);
      try {
        return await run(checked.document, request);
      } catch (error) {
        return fail([new GraphQLError((error as Error).message, { originalError: error as Error })], request);
      }
    },
    subscribe(request) {
      const checked = check(request.query);
      if (checked.kind === 'invalid') return refuse({ data: null, errors: fail(checked.errors, request).errors ?? [], stream: { kind: 'event' } });
      const { resumeFrom } = request.stream ?? {};
      const contextValue = setup.createContext({
        identity: request.identity,
        signal: request.signal,
        recordReceipt: () => undefined,
        ...(resumeFrom === undefined ? {} : { resumeFrom }),
      });
      return runSubscription(toArguments(checked.document, request, contextValue), { request, logger, execute });
    },
  };
}

async function* refuse(frame: SubgraphFrame): AsyncGenerator<SubgraphFrame> {
  yield frame;
}

// The schema's own build also proves that every resolver names a field that exists.
function buildSchema<Context extends SubgraphContext>(setup: SubgraphSetup<Context>): GraphQLSchema {
  const schema = buildSubgraphSchema([{ typeDefs: parse(setup.typeDefs), resolvers: setup.resolvers as never }]);
  resolveEntitiesAtOnce(schema);
  return schema;
}
