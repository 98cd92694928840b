import { CodedError } from '../../platform/errors/coded-error.ts';
import type { Position } from '../../platform/event-log/event-log.ts';
import type { SubgraphFrame } from '../../platform/subgraph/endpoint.ts';
import type { Operation, OperationFrame, OperationResult } from '../operation.ts';
import { toClientErrors } from './client-errors.ts';
import { forwardVariables, toRequest } from './execute-call.ts';
import { executePlan } from './execute-plan.ts';
import { linkAnswer } from './link-answer.ts';
import { maskErrors } from './mask-errors.ts';
import type { DataObject } from './own-property.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import { createRun, type ExecutionSetting, type Run } from './run.ts';

/** One subscription's execution. */
export interface SubscriptionOptions {
  readonly prepare: (operation: Operation) => Promise<PreparedOperation | Required<Pick<OperationResult, 'errors'>>>;
  readonly setting: ExecutionSetting;
  readonly toResult: (introspected: DataObject, prepared: PreparedOperation, run: Run) => OperationResult;
  readonly resumeFrom: Position | undefined;
}

/**
 * Runs a subscription: its field on the subgraph that owns it, the rest of the selection on the others, event by event
 * and in order. Frames that are no events pass with `data: null`. Throws a CodedError when the source breaks.
 */
export async function* runSubscription(operation: Operation, options: SubscriptionOptions): AsyncGenerator<OperationFrame, void, undefined> {
  const { prepare, setting, toResult, resumeFrom } = options;
  const prepared = await prepare(operation);
  if ('errors' in prepared) {
    yield { result: { errors: prepared.errors }, stream: { kind: 'state', resumable: false } };
    return;
  }
  if (prepared.subscription === undefined) throw new Error('the plan of a subscription has no source');
  const { source } = prepared.subscription;
  const serviceName = source.service;
  const upstream = setting.upstreams.get(serviceName);
  if (upstream === undefined)
    throw new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${serviceName} is not configured`, { details: { service: serviceName } });
  const opening = createRun(setting, operation);
  const request = toRequest(source, opening, forwardVariables(source, opening));
  try {
    for await (const frame of upstream.subscribe({ ...request, ...(resumeFrom === undefined ? {} : { stream: { resumeFrom } }) })) {
      const made = toOperationFrame(frame, operation, { prepared, setting, toResult });
      yield 'then' in made ? await made : made;
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

type Making = Pick<SubscriptionOptions, 'setting' | 'toResult'> & { readonly prepared: PreparedOperation };

/** At once, where no other subgraph is asked. */
function toOperationFrame(frame: SubgraphFrame, operation: Operation, { prepared, setting, toResult }: Making): OperationFrame | Promise<OperationFrame> {
  const { data, stream } = frame;
  if (prepared.subscription === undefined || (data === null && frame.errors === undefined)) return { result: { data: null }, stream };
  const { source, rest } = prepared.subscription;
  const run = createRun(setting, operation);
  const errors = frame.errors === undefined ? undefined : maskErrors(frame.errors, { service: source.service, run });
  for (const part of source.parts) {
    linkAnswer(errors === undefined ? { data } : { data, errors }, { part, targets: [run.root], representations: undefined }, { call: source, run });
  }
  if (data === null) return { result: { data: null, errors: toClientErrors(run.errors, prepared.projection, {}) }, stream };
  const finish = (): OperationFrame => {
    const { extensions: _positions, ...result } = toResult({}, prepared, run);
    return { result, stream };
  };
  return rest === undefined ? finish() : executePlan(rest, run).then(finish);
}
