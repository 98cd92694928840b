import { CodedError } from '../../platform/errors/coded-error.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../platform/subgraph/endpoint.ts';
import { leastFresh } from '../../platform/subgraph/freshness.ts';
import type { Upstream } from '../upstream/upstream.ts';
import type { CompiledCall, CompiledPart } from './compiled-plan.ts';
import { groupByContext, type ContextTarget } from './context-arguments.ts';
import { reportFailure } from './fetch-errors.ts';
import { maskErrors } from './mask-errors.ts';
import { linkAnswer, type Asked } from './link-answer.ts';
import type { DataObject } from './own-property.ts';
import { toRepresentations, type Candidates, type Representations } from './representations.ts';
import type { Run } from './run.ts';
import { walkPlaces } from './walk.ts';

/** Asks one subgraph and gives what it answers to the objects that wait for it. Never rejects. */
export async function executeCall(call: CompiledCall, run: Run): Promise<void> {
  const [only] = call.parts;
  if (call.contextRewrites.length > 0 && only !== undefined) return executeInContexts(call, only, run);
  try {
    const asked: Asked[] = [];
    for (const part of call.parts) asked.push(gather(part, run));
    await ask(call, { asked, context: {} }, run);
  } catch (error) {
    for (const part of call.parts) reportFailure(error, { call, part, run });
  }
}

async function executeInContexts(call: CompiledCall, part: CompiledPart, run: Run): Promise<void> {
  const places = part.places.map(({ walk, required }) => {
    const targets: ContextTarget[] = [];
    walkPlaces(walk, run.root, (object, place) => targets.push({ object, place }));
    return { targets, required };
  });
  const groups = places.flatMap(({ targets, required }) =>
    groupByContext(call.contextRewrites, targets, run.setting.matchesType).map((group) => ({ ...group, required })),
  );
  await Promise.all(
    groups.map(async ({ objects, required, variables }) => {
      try {
        const representations = represent(part, required === undefined ? [] : [{ objects, targets: objects, required }], run);
        await ask(call, { asked: [{ part, targets: objects, representations }], context: variables }, run);
      } catch (error) {
        reportFailure(error, { call, part, run, only: new Set(objects) });
      }
    }),
  );
}

/** Finds what a part is for, and what it has to send. */
function gather(part: CompiledPart, run: Run): Asked {
  if (part.host !== undefined) {
    const hosts = run.entities.get(part.host) ?? [];
    const objects = hosts.map(({ example }) => example);
    const targets = hosts.map(({ data }) => data);
    const required = part.places[0]?.required;
    return { part, targets: [], representations: represent(part, required === undefined ? [] : [{ objects, targets, required }], run) };
  }
  const targets: DataObject[] = [];
  const candidates: Candidates[] = [];
  for (const { collect, required } of part.places) {
    const objects: DataObject[] = part.entities === undefined ? targets : [];
    collect(run.root, objects);
    if (required !== undefined) candidates.push({ objects, targets: objects, required });
  }
  return { part, targets, representations: represent(part, candidates, run) };
}

function represent({ entities }: CompiledPart, candidates: readonly Candidates[], { setting }: Run): Representations | undefined {
  if (entities === undefined) return undefined;
  return toRepresentations(candidates, { inputRewrites: entities.inputRewrites, matchesType: setting.matchesType });
}

/** Sends a request, unless nothing waits for its answer. Rejects when there is no answer. */
async function ask(call: CompiledCall, of: { asked: readonly Asked[]; context: DataObject }, run: Run): Promise<void> {
  const waiting = of.asked.filter(({ targets, representations }) => (representations === undefined ? targets : representations.values).length > 0);
  if (waiting.length === 0) return;
  const variables = { ...forwardVariables(call, run), ...of.context };
  for (const { part, representations } of waiting) {
    if (part.entities !== undefined) variables[part.entities.variableName] = representations?.values ?? [];
  }
  const isWhole = waiting.length === of.asked.length || call.narrow === undefined;
  const sent = isWhole ? call : { ...call, query: call.narrow(new Set(waiting.map(({ part }) => part))) };
  const answer = await send(sent, variables, run);
  for (const one of waiting) linkAnswer(answer, one, { call, run });
}

async function send(call: CompiledCall, variables: DataObject, run: Run): Promise<SubgraphAnswer> {
  const upstream = run.setting.upstreams.get(call.service);
  if (upstream === undefined) throw new CodedError('SUBGRAPH_UNAVAILABLE', `the subgraph ${call.service} is not configured`);
  if (run.operation.signal.aborted) throw run.operation.signal.reason;
  const readText = run.readers?.get(call);
  const request = toRequest(call, run, variables);
  const answer = await sendTo(upstream, readText === undefined ? request : { ...request, readText }, run);
  const stream = answer.extensions?.stream;
  if (stream !== undefined) run.streams.push({ kind: call.operationKind, stream });
  if (answer.freshness !== undefined) run.freshness = leastFresh(run.freshness, answer.freshness);
  const { errors } = answer;
  return errors === undefined ? answer : { ...answer, errors: maskErrors(errors, { service: call.service, run }) };
}

function sendTo(upstream: Upstream, request: SubgraphRequest, { operation: { trace } }: Run): Promise<SubgraphAnswer> {
  return trace === undefined ? upstream.execute(request) : trace.execute(upstream, request);
}

/** The request of a call as upstreams take it. */
export function toRequest(call: CompiledCall, run: Run, variables: DataObject): SubgraphRequest {
  const { operation } = run;
  return {
    query: call.query,
    ...(call.operationName === undefined ? {} : { operationName: call.operationName }),
    variables,
    identity: operation.identity,
    signal: operation.signal,
    ...(operation.deadlineMs === undefined ? {} : { deadlineMs: operation.deadlineMs }),
    ...(operation.definition.operation === 'query' ? {} : { fresh: true }),
    ...(call.mayShare ? { mayShare: true } : {}),
    ...(operation.minPosition === undefined ? {} : { stream: { minPosition: operation.minPosition } }),
  };
}

/** The client's variables that the call's operation uses. */
export function forwardVariables(call: CompiledCall, run: Run): DataObject {
  const variables: DataObject = {};
  for (const name of call.variableUsages) {
    if (Object.hasOwn(run.operation.variables, name)) variables[name] = run.operation.variables[name];
  }
  return variables;
}
