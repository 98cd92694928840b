import { GraphQLError, isObjectType } from 'graphql';
import type { Logger } from '../../platform/logging/logger.ts';
import type { Engine, Operation, OperationResult } from '../operation.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import type { Upstream } from '../upstream/upstream.ts';
import { toAnswerStream } from './answer-stream.ts';
import { toClientErrors } from './client-errors.ts';
import { createPreparations } from './preparations.ts';
import { createPartsExecution } from './defer/create-parts-execution.ts';
import { executePlan } from './execute-plan.ts';
import { explainPlan } from './explain-plan.ts';
import { introspect } from './introspection.ts';
import { createLinkKeys } from './compile-plan.ts';
import { createMerge } from './merge.ts';
import type { DataObject } from './own-property.ts';
import { restorePassed } from './passing/passed-text.ts';
import type { ObjectProjection } from './projection.ts';
import type { Planner } from './planner.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import { projectData } from './project.ts';
import { createResponseErrors } from './response-errors.ts';
import { createRun, type ExecutionSetting, type Run } from './run.ts';
import { runSubscription } from './run-subscription.ts';
import { createTypeMatcher } from './type-condition.ts';

/** What operations of one supergraph are executed with. */
export interface EngineOptions {
  readonly supergraph: Supergraph;
  readonly planner: Planner;
  /** By subgraph name. A subgraph without one counts as unavailable. */
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly logger: Logger;
  /** Whether what subgraphs say of their own defects is kept from clients, and told to the log instead; false by default. */
  readonly masksErrors?: boolean;
  /** 0 ≤ x < 1; decides progressive overrides of the kind `percent(n)`. */
  readonly random?: () => number;
}

/** Prepared operations kept at a time. */
const MAX_PREPARED = 2_000;

/** The engine of one generation of the supergraph. It owns no connection: the upstreams belong to whoever made them. */
export function createEngine(options: EngineOptions): Engine {
  const { supergraph, upstreams, logger } = options;
  const matchesApiType = createTypeMatcher(supergraph.apiSchema);
  const isConcreteType = (name: string) => isObjectType(supergraph.fullSchema.getType(name));
  const setting: ExecutionSetting = {
    upstreams,
    logger,
    masksErrors: options.masksErrors ?? false,
    matchesType: createTypeMatcher(supergraph.fullSchema),
    isConcreteType,
    mergeInto: createMerge(isConcreteType),
  };
  const preparation = {
    apiSchema: supergraph.apiSchema,
    planner: options.planner,
    matchesApiType,
    linkKeys: createLinkKeys(),
    overrideLabels: supergraph.overrideLabels,
    maxPrepared: MAX_PREPARED,
    random: options.random ?? Math.random,
  };
  const prepare = createPreparations(preparation);

  function toResult(introspected: DataObject, prepared: PreparedOperation, run: Run): OperationResult {
    const { operation, root: data } = run;
    const { projection } = prepared;
    const unanswered = unansweredFields(data, projection);
    const stream = toAnswerStream(run.streams, { kind: operation.definition.operation, workspace: operation.identity.workspace });
    const extensions = stream === undefined ? {} : { extensions: { stream } };
    const told = run.freshness === undefined ? extensions : { ...extensions, freshness: run.freshness };
    if (operation.asText === true && run.errors.length === 0 && unanswered.length === 0) {
      const dataText = prepared.writeText(data, run);
      if (dataText !== undefined) return { dataText, ...told };
    }
    restorePassed(run);
    const errors = createResponseErrors(toClientErrors(run.errors, projection, data));
    for (const key of unanswered) {
      if (run.isRootNull) errors.excuse([key]);
      else errors.explain([key], { message: `No subgraph can answer ${key}.`, code: 'UNSUPPORTED' });
    }
    const projected = projectData(data, projection, { errors, matchesType: matchesApiType, introspected });
    return {
      ...(errors.all.length === 0 ? {} : { errors: errors.all }),
      data: projected,
      ...told,
    };
  }

  async function execute(operation: Operation): Promise<OperationResult> {
    const prepared = await tryPrepare(operation);
    if ('errors' in prepared) return prepared;
    if (prepared.plan === undefined && unansweredFields({}, prepared.projection).length > 0) return UNANSWERABLE;
    const run = createRun(setting, operation, operation.asText === true ? prepared.readers : undefined);
    const introspected = prepared.introspection === undefined ? {} : await introspect(supergraph.apiSchema, prepared.introspection, operation.variables);
    if (prepared.plan !== undefined) await executePlan(prepared.plan, run);
    return toResult(introspected, prepared, run);
  }

  async function tryPrepare(operation: Operation): Promise<PreparedOperation | Required<Pick<OperationResult, 'errors'>>> {
    try {
      return await prepare(operation);
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error.toJSON()] };
      throw error;
    }
  }

  const inParts = createPartsExecution({ supergraph, preparation, setting, toResult, execute });
  return {
    execute,
    executeInParts: (operation) => inParts.execute(operation),
    async warm(operation) {
      await prepare(operation);
      await inParts.warm(operation);
    },
    explain: (operation) => explainPlan(operation, { apiSchema: supergraph.apiSchema, planner: options.planner }),
    subscribe: (operation, { resumeFrom }) => runSubscription(operation, { prepare: tryPrepare, setting, toResult, resumeFrom }),
  };
}

/** Some compositions let clients ask for what no subgraph can give; the planner then has nothing to ask. */
const UNANSWERABLE: OperationResult = { errors: [{ message: 'No subgraph can answer this operation.', extensions: { code: 'UNSUPPORTED' } }], data: null };

/** Response names at the root for which nothing came, not even null. */
function unansweredFields(data: DataObject, projection: ObjectProjection): string[] {
  const fields = projection.fieldsOf(projection.declaredType) ?? [];
  return fields.filter((field) => field.kind === 'field' && field.read(data) === undefined).map(({ key }) => key);
}
