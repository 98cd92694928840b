import type { SubgraphAnswer } from '../../platform/subgraph/endpoint.ts';
import type { CompiledBatch, CompiledBatchFetch } from './compiled-plan.ts';
import { ask, forwardVariables, mergeEntities } from './execute-fetch.ts';
import { reportFailure } from './fetch-errors.ts';
import { isDataObject } from './own-property.ts';
import { toRepresentations, type Representations } from './representations.ts';
import { collectTargets, type Target } from './result-path.ts';
import type { Run } from './run.ts';

/** A batch of a request while it runs. */
interface Asked {
  readonly batch: CompiledBatch;
  readonly targets: readonly Target[];
  readonly representations: Representations;
}

/** Asks one subgraph for several batches of entities at once and merges each into its objects. Never rejects. */
export async function executeBatchFetch({ request, batches }: CompiledBatchFetch, from: readonly Target[], run: Run): Promise<void> {
  const asked = batches.map((batch): Asked => {
    const targets = batch.paths.flatMap((steps) => collectTargets(from, steps));
    return { batch, targets, representations: toRepresentations(targets, batch.fetch.node, run.setting.matchesType) };
  });
  const filled = asked.filter(({ representations }) => representations.values.length > 0);
  if (filled.length === 0) return;
  const variables = forwardVariables(request, run);
  for (const { batch, representations } of asked) variables[batch.variableName] = representations.values;
  try {
    const answer = await ask(request, run, variables);
    for (const one of filled) mergeBatch(answer, one, run);
  } catch (error) {
    for (const { batch, targets } of filled) reportFailure(error, { fetch: batch.fetch, targets, run });
  }
}

function mergeBatch(answer: SubgraphAnswer, { batch, targets, representations }: Asked, run: Run): void {
  const context = { fetch: batch.fetch, targets, run };
  try {
    mergeEntities(toAnswerOf(batch.alias, answer), representations, context);
  } catch (error) {
    reportFailure(error, context);
  }
}

/** What an answer says of one batch, as if it alone had been asked for. Errors without a place concern every batch. */
function toAnswerOf(alias: string, { data, errors }: SubgraphAnswer): SubgraphAnswer {
  const own = errors?.flatMap((error) => {
    const [field, ...rest] = error.path ?? [];
    if (field === undefined) return [error];
    return field === alias ? [{ ...error, path: ['_entities', ...rest] }] : [];
  });
  return {
    ...(isDataObject(data) ? { data: { _entities: data[alias] } } : data === undefined ? {} : { data: null }),
    ...(own === undefined || own.length === 0 ? {} : { errors: own }),
  };
}
