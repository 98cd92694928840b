import { CodedError } from '../../platform/errors/coded-error.ts';
import type { SubgraphError } from '../../platform/subgraph/endpoint.ts';
import type { CompiledFetch } from './compiled-plan.ts';
import { toResponsePath, type ResponsePath, type Target } from './result-path.ts';
import type { Run } from './run.ts';

/** Above so many objects a failed fetch is told once for what they share, not once for each. */
const TOLD_APART = 1;

/**
 * The error of a fetch that was not answered at all: one for each field that is missing when it concerned one object,
 * else one at the list that holds the objects.
 */
export function reportFailure(error: unknown, context: { fetch: CompiledFetch; targets: readonly Target[]; run: Run }): void {
  const { fetch, targets, run } = context;
  const service = fetch.node.serviceName;
  const failure = error instanceof CodedError ? error : toUnavailable(error, service, run);
  run.setting.logger.warn({ err: error, service, correlationId: run.operation.identity.correlationId }, 'a subgraph did not answer');
  const extensions = { ...failure.toExtensions(), service };
  for (const path of whereMissing(fetch, targets)) run.errors.push({ message: failure.message, path, extensions });
}

/**
 * An error of an answer at the place where the client sees it. `places` maps the error's own path to the response;
 * an error without a path, or with one that leads nowhere, is told at what the fetch was to bring.
 */
export function reportAnswered(
  error: SubgraphError,
  context: { fetch: CompiledFetch; targets: readonly Target[]; run: Run; paths: readonly ResponsePath[] },
): void {
  const { fetch, targets, run, paths } = context;
  const extensions = { ...error.extensions, service: fetch.node.serviceName };
  const message = typeof error.message === 'string' && error.message !== '' ? error.message : `the subgraph ${fetch.node.serviceName} answered with an error`;
  const where = paths.length > 0 ? paths : whereMissing(fetch, targets);
  for (const path of where) run.errors.push({ message, path, extensions });
}

function whereMissing(fetch: CompiledFetch, targets: readonly Target[]): ResponsePath[] {
  const paths = targets.map((target) => toResponsePath(target.place));
  const [first] = paths;
  if (first === undefined) return [];
  if (paths.length <= TOLD_APART) return fetch.responseKeys.length === 0 ? [first] : fetch.responseKeys.map((key) => [...first, key]);
  let shared = first.length;
  for (const path of paths) {
    while (first.slice(0, shared).some((step, index) => step !== path[index])) shared -= 1;
  }
  return [first.slice(0, shared)];
}

function toUnavailable(error: unknown, service: string, run: Run): CodedError {
  const { signal } = run.operation;
  if (signal.aborted && signal.reason instanceof CodedError) return signal.reason;
  return new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${service} cannot be reached`, { cause: error });
}
