import type { GraphQLSchema } from 'graphql';
import type { Engine, Operation, OperationPart } from '../../operation.ts';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { introspect } from '../introspection.ts';
import { keepPreparations, type PreparationsOptions } from '../preparations.ts';
import type { PreparationChoice } from '../prepared-operation.ts';
import { createDeferPlanner } from './defer-planner.ts';
import { executeInParts, type PartsOptions } from './execute-in-parts.ts';
import { prepareDeferred, type PreparedParts } from './prepare-deferred.ts';
import { DEFER } from './without-defers.ts';

/** What answers in parts are made with. */
export interface PartsExecutionOptions extends Pick<PartsOptions, 'setting' | 'toResult'> {
  readonly supergraph: Supergraph;
  readonly preparation: PreparationsOptions;
  /** Answers whole what defers nothing, or cannot be planned in parts. */
  readonly execute: Engine['execute'];
}

/** The execution of operations that may defer fragments. */
export interface PartsExecution {
  execute(operation: Operation): AsyncGenerator<OperationPart, void, undefined>;
  /** Plans ahead what defers fragments. */
  warm(operation: Operation): Promise<void>;
}

/** Costs operations that defer nothing nothing: its planner is loaded with the first that does. */
export function createPartsExecution(options: PartsExecutionOptions): PartsExecution {
  const { supergraph, preparation, setting, toResult, execute } = options;
  const matchesApiType = preparation.matchesApiType;
  const deferSetting = { ...preparation, deferPlanner: createDeferPlanner(supergraph) };

  /** Undefined for what is answered whole. A failure is kept as that: it would come again. */
  async function tryPrepare(operation: Operation, choice: PreparationChoice): Promise<PreparedParts | undefined> {
    try {
      return await prepareDeferred(operation, choice, deferSetting);
    } catch (error) {
      setting.logger.warn({ err: error }, 'an operation cannot be planned in parts; it is answered whole');
      return undefined;
    }
  }

  const prepare = keepPreparations(preparation, { deferring: true, prepare: tryPrepare });
  return {
    async *execute(operation) {
      const prepared = await prepare(operation);
      if (prepared === undefined) {
        yield { ...(await execute(operation)), hasNext: false };
        return;
      }
      const introspected = await introspectFirst(supergraph.apiSchema, prepared, operation);
      yield* executeInParts({ ...operation, asText: false }, { prepared, setting, matchesApiType, introspected, toResult });
    },
    async warm(operation) {
      if (operation.source.includes(DEFER)) await prepare(operation);
    },
  };
}

async function introspectFirst(
  schema: GraphQLSchema,
  { first: { introspection } }: PreparedParts,
  operation: Operation,
): Promise<PartsOptions['introspected']> {
  return introspection === undefined ? {} : introspect(schema, introspection, operation.variables);
}
