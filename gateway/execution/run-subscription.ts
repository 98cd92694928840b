import { CodedError } from '../../platform/errors/coded-error.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { SubgraphFrame } from '../../platform/subgraph/endpoint.ts';
import type { Operation, OperationFrame, OperationResult } from '../operation.ts';
import { toClientErrors } from './client-errors.ts';
import { forwardVariables, mergeRoot, toRequest } from './execute-fetch.ts';
import { executePlan } from './execute-plan.ts';
import { reportFailure } from './fetch-errors.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import { ROOT_PLACE, type Target } from './result-path.ts';
import { createRun, type ExecutionSetting, type GatheredData, type Run } from './run.ts';

export interface SubscriptionOptions {
  readonly prepared: PreparedOperation;
  readonly setting: ExecutionSetting;
  readonly toResult: (gathered: GatheredData, prepared: PreparedOperation, run: Run) => OperationResult;
  readonly resumeFrom: Position | undefined;
}

/**
 * Runs a subscription: its field on the subgraph that owns it, the rest of the selection on the others, event by event
 * and in order. Frames that are no events pass with `data: null`. Throws a CodedError when the source breaks.
 */
export async function* runSubscription(operation: Operation, options: SubscriptionOptions): AsyncGenerator<OperationFrame, void, undefined> {
  const { prepared, setting, resumeFrom } = options;
  if (prepared.subscription === undefined) throw new Error('the plan of a subscription has no source');
  const { primary } = prepared.subscription;
  const { serviceName } = primary.node;
  const upstream = setting.upstreams.get(serviceName);
  if (upstream === undefined)
    throw new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${serviceName} is not configured`, { details: { service: serviceName } });
  const opening = createRun(setting, operation);
  const request = toRequest(primary, opening, forwardVariables(primary, opening));
  try {
    for await (const frame of upstream.subscribe({ ...request, ...(resumeFrom === undefined ? {} : { stream: { resumeFrom } }) })) {
      yield await toOperationFrame(frame, operation, options);
    }
  } catch (error) {
    if (operation.signal.aborted) return;
    throw toSourceFailure(error, opening, serviceName);
  }
}

function toSourceFailure(error: unknown, run: Run, service: string): CodedError {
  if (error instanceof CodedError) return error;
  run.setting.logger.error({ err: error, service, correlationId: run.operation.identity.correlationId }, 'a subscription broke');
  return new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${service} cannot be reached`, { cause: error, details: { service } });
}

async function toOperationFrame(frame: SubgraphFrame, operation: Operation, { prepared, setting, toResult }: SubscriptionOptions): Promise<OperationFrame> {
  const { data, errors, stream } = frame;
  if (prepared.subscription === undefined || (data === null && errors === undefined)) return { result: { data: null }, stream };
  const { primary, rest } = prepared.subscription;
  const run = createRun(setting, operation);
  const root: Target = { object: {}, place: ROOT_PLACE };
  try {
    mergeRoot(errors === undefined ? { data } : { data, errors }, { fetch: primary, targets: [root], run });
  } catch (error) {
    reportFailure(error, { fetch: primary, targets: [root], run });
  }
  if (data === null) return { result: { data: null, errors: toClientErrors(run.errors, prepared.projection, {}) }, stream };
  if (rest !== undefined) await executePlan(rest, [root], run);
  const { extensions: _positions, ...result } = toResult({ data: root.object, introspected: {} }, prepared, run);
  return { result, stream };
}
