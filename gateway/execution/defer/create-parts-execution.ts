import type { GraphQLSchema } from 'graphql';
import type { Engine, Operation, OperationPart } from '../../operation.ts';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { introspect } from '../introspection.ts';
import { keepPreparations, type PreparationsOptions } from '../preparations.ts';
import { createDeferPlanner } from './defer-planner.ts';
import { executeInParts, type PartsOptions } from './execute-in-parts.ts';
import { prepareDeferred, type PreparedParts } from './prepare-deferred.ts';

export interface PartsExecutionOptions extends Pick<PartsOptions, 'setting' | 'toResult'> {
  readonly supergraph: Supergraph;
  readonly preparation: PreparationsOptions;
  /** Answers whole what defers nothing, or cannot be planned in parts. */
  readonly execute: Engine['execute'];
}

/** The execution of operations that may defer fragments. It costs others nothing: its planner is loaded with the first of these. */
export function createPartsExecution(options: PartsExecutionOptions): (operation: Operation) => AsyncGenerator<OperationPart, void, undefined> {
  const { supergraph, preparation, setting, toResult, execute } = options;
  const matchesApiType = preparation.matchesApiType;
  const deferSetting = { ...preparation, deferPlanner: createDeferPlanner(supergraph) };
  const prepare = keepPreparations(preparation, {
    deferring: true,
    prepare: (operation, choice) => prepareDeferred(operation, choice, deferSetting),
  });

  async function tryPrepare(operation: Operation): Promise<PreparedParts | undefined> {
    try {
      return await prepare(operation);
    } catch (error) {
      setting.logger.warn({ err: error }, 'an operation cannot be planned in parts; it is answered whole');
      return undefined;
    }
  }

  return async function* executeParts(operation) {
    const prepared = await tryPrepare(operation);
    if (prepared === undefined) {
      yield { ...(await execute(operation)), hasNext: false };
      return;
    }
    const introspected = await introspectFirst(supergraph.apiSchema, prepared, operation);
    yield* executeInParts({ ...operation, asText: false }, { prepared, setting, matchesApiType, introspected, toResult });
  };
}

async function introspectFirst(
  schema: GraphQLSchema,
  { first: { introspection } }: PreparedParts,
  operation: Operation,
): Promise<PartsOptions['introspected']> {
  return introspection === undefined ? {} : introspect(schema, introspection, operation.variables);
}
