import { CodedError } from '../../platform/errors/coded-error.ts';
import type { SubgraphAnswer, SubgraphError, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import type { Upstream } from '../upstream/upstream.ts';
import type { CompiledFetch } from './compiled-plan.ts';
import { groupByContext } from './context-arguments.ts';
import { reportAnswered, reportFailure } from './fetch-errors.ts';
import { isDataObject, type DataObject } from './own-property.ts';
import { toRepresentations, type Representations } from './representations.ts';
import { toResponsePath, type ResponsePath, type Target } from './result-path.ts';
import { applyRewrites } from './rewrites.ts';
import type { Run } from './run.ts';
import { typeNameOf } from './type-condition.ts';

/** Asks one subgraph and merges its answer into the targets. Never rejects. */
export async function executeFetch(fetch: CompiledFetch, targets: readonly Target[], run: Run): Promise<void> {
  const groups = groupByContext(fetch.node.contextRewrites, targets, run.setting.matchesType);
  await Promise.all(groups.map((group) => fetchGroup(fetch, group, run)));
}

async function fetchGroup(fetch: CompiledFetch, group: { targets: readonly Target[]; variables: DataObject }, run: Run): Promise<void> {
  const { targets } = group;
  try {
    if (fetch.node.requires === undefined) {
      const answer = await ask(fetch, run, { ...forwardVariables(fetch, run), ...group.variables });
      mergeRoot(answer, { fetch, targets, run });
      return;
    }
    const representations = toRepresentations(targets, fetch.node, run.setting.matchesType);
    if (representations.values.length === 0) return;
    const answer = await ask(fetch, run, { ...forwardVariables(fetch, run), ...group.variables, representations: representations.values });
    mergeEntities(answer, representations, { fetch, targets, run });
  } catch (error) {
    reportFailure(error, { fetch, targets, run });
  }
}

/** Sends a request; throws when there is no answer. */
export async function ask(fetch: CompiledFetch, run: Run, variables: DataObject): Promise<SubgraphAnswer> {
  const upstream = run.setting.upstreams.get(fetch.node.serviceName);
  if (upstream === undefined) throw new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${fetch.node.serviceName} is not configured`);
  if (run.operation.signal.aborted) throw run.operation.signal.reason;
  const answer = await askUpstream(upstream, toRequest(fetch, run, variables), run);
  const stream = answer.extensions?.stream;
  if (stream !== undefined) run.streams.push({ kind: fetch.node.operationKind, stream });
  return answer;
}

function askUpstream(upstream: Upstream, request: SubgraphRequest, { operation: { trace } }: Run): Promise<SubgraphAnswer> {
  return trace === undefined ? upstream.execute(request) : trace.execute(upstream, request);
}

/** The request of a fetch as upstreams take it. */
export function toRequest(fetch: CompiledFetch, run: Run, variables: DataObject): SubgraphRequest {
  const { operation } = run;
  return {
    query: fetch.node.operation,
    ...(fetch.node.operationName === undefined ? {} : { operationName: fetch.node.operationName }),
    variables,
    identity: operation.identity,
    signal: operation.signal,
    ...(operation.deadlineMs === undefined ? {} : { deadlineMs: operation.deadlineMs }),
    ...(operation.minPosition === undefined ? {} : { stream: { minPosition: operation.minPosition } }),
  };
}

/** The client's variables that the fetch's operation uses. */
export function forwardVariables(fetch: CompiledFetch, run: Run): DataObject {
  const variables: DataObject = {};
  for (const name of fetch.node.variableUsages ?? []) {
    if (Object.hasOwn(run.operation.variables, name)) variables[name] = run.operation.variables[name];
  }
  return variables;
}

/** Merges the answer of a fetch that is not of entities. */
export function mergeRoot(answer: Pick<SubgraphAnswer, 'data' | 'errors'>, context: { fetch: CompiledFetch; targets: readonly Target[]; run: Run }): void {
  const { fetch, targets, run } = context;
  for (const error of answer.errors ?? []) {
    const paths = error.path === undefined || error.path.length === 0 ? [] : targets.map((target) => [...toResponsePath(target.place), ...(error.path ?? [])]);
    reportAnswered(error, { ...context, paths });
  }
  const data = readData(answer, fetch);
  if (data === undefined) return;
  if (fetch.node.outputRewrites !== undefined) applyRewrites(data, fetch.node.outputRewrites, run.setting.matchesType);
  for (const target of targets) run.setting.mergeInto(target.object, data, fetch.shape);
}

/** Merges the entities that came under `_entities` into the objects that wait for them. */
export function mergeEntities(
  answer: SubgraphAnswer,
  { values, targets }: Representations,
  context: { fetch: CompiledFetch; targets: readonly Target[]; run: Run },
): void {
  const { fetch, run } = context;
  for (const error of answer.errors ?? []) reportAnswered(error, { ...context, paths: toEntityPaths(error, targets) });
  const data = readData(answer, fetch);
  if (data === undefined) return;
  const entities = data['_entities'];
  if ((entities === null || entities === undefined) && (answer.errors?.length ?? 0) > 0) return;
  if (!Array.isArray(entities) || entities.length !== values.length) throw wrongShape(fetch, `a list of ${values.length} entities`);
  entities.forEach((entity: unknown, index) => {
    if (!isDataObject(entity)) return;
    if (fetch.node.outputRewrites !== undefined) {
      const typeName = typeNameOf(entity) ?? values[index]?.['__typename'];
      applyRewrites(Object.assign(entity, { __typename: typeName }), fetch.node.outputRewrites, run.setting.matchesType);
    }
    for (const target of targets[index] ?? []) run.setting.mergeInto(target.object, entity, fetch.shape);
  });
}

/** `_entities`, index and the rest, turned into the rest below each object that waited for that entity. */
function toEntityPaths(error: SubgraphError, targets: Representations['targets']): ResponsePath[] {
  const [field, index, ...rest] = error.path ?? [];
  if (field !== '_entities' || typeof index !== 'number') return [];
  return (targets[index] ?? []).map((target) => [...toResponsePath(target.place), ...rest]);
}

function readData(answer: Pick<SubgraphAnswer, 'data' | 'errors'>, fetch: CompiledFetch): DataObject | undefined {
  const { data, errors } = answer;
  if (isDataObject(data)) return data;
  if ((data === null || data === undefined) && errors !== undefined && errors.length > 0) return undefined;
  throw wrongShape(fetch, 'an object under `data`');
}

function wrongShape(fetch: CompiledFetch, expected: string): CodedError {
  return new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${fetch.node.serviceName} did not answer with ${expected}`);
}
