import { weighDocument } from '../../platform/subgraph/document-weight.ts';
import type { Operation } from '../operation.ts';
import { readPercentLabel } from '../supergraph/override-labels.ts';
import { createBoundedMap } from './bounded-map.ts';
import { createConditionVariables } from './condition-variables.ts';
import { prepareOperation, type PreparationChoice, type PreparationSetting, type PreparedOperation } from './prepared-operation.ts';

/** What is prepared of an operation, beside its document: as a share of what that takes. */
const PLAN_SHARE = 2;
/** What one may take, all of them taken together. */
const BYTES_A_PREPARATION = 32_768;

/** What prepared operations are made with, and how many are kept. */
export interface PreparationsOptions extends PreparationSetting {
  readonly overrideLabels: readonly string[];
  readonly maxPrepared: number;
  readonly random: () => number;
}

/**
 * Prepares operations and keeps the most recently used, one for each combination of their conditions. Requests that come
 * while an operation is being prepared wait for that; a failure is not kept.
 */
export function createPreparations(options: PreparationsOptions): (operation: Operation) => Promise<PreparedOperation> {
  return keepPreparations(options, { deferring: false, prepare: (operation, choice) => prepareOperation(operation, choice, options) });
}

/** Keeps what any way of preparing makes. `deferring` counts the variables that decide on `@defer` among the conditions. */
export function keepPreparations<Prepared>(
  options: PreparationsOptions,
  { deferring, prepare }: { deferring: boolean; prepare: (operation: Operation, choice: PreparationChoice) => Promise<Prepared> },
): (operation: Operation) => Promise<Prepared> {
  const kept = createBoundedMap<string, Promise<Prepared>>(options.maxPrepared, options.maxPrepared * BYTES_A_PREPARATION);
  const conditionVariables = createConditionVariables(deferring ? ['skip', 'include', 'defer'] : ['skip', 'include']);
  return (operation) => {
    const { document, operationName, source, variables } = operation;
    const names = conditionVariables(document);
    const overrides = drawOverrides(options);
    const bits = names.map((name) => (variables[name] === true ? '1' : variables[name] === undefined ? '-' : '0')).join('');
    const labels = [...overrides].filter(([, holds]) => holds).map(([label]) => label);
    const key = `${operationName ?? ''}\n${bits} ${labels.join()}\n${source}`;
    const existing = kept.get(key);
    if (existing !== undefined) return existing;
    const conditions = Object.fromEntries(names.map((name) => [name, variables[name]]));
    const preparing = prepare(operation, { conditions, overrides });
    kept.set(key, preparing, weighDocument(document, source) * PLAN_SHARE);
    preparing.catch(() => kept.delete(key));
    return preparing;
  };
}

/** A label `percent(n)` holds for n of 100 requests; one draw a request, so that greater shares include the smaller. Other labels do not hold. */
function drawOverrides({ overrideLabels, random }: PreparationsOptions): ReadonlyMap<string, boolean> {
  if (overrideLabels.length === 0) return new Map();
  const drawn = random() * 100;
  return new Map(overrideLabels.map((label) => [label, drawn < (readPercentLabel(label) ?? 0)]));
}
