import { CodedError } from '../../../platform/errors/coded-error.ts';
import type { SubgraphError } from '../../../platform/subgraph/endpoint.ts';
import type { Operation, OperationPart, OperationResult, PendingResult } from '../../operation.ts';
import { toClientPaths } from '../client-paths.ts';
import { executePlan } from '../execute-plan.ts';
import { isDataObject, type DataObject } from '../own-property.ts';
import type { PreparedOperation } from '../prepared-operation.ts';
import { createRun, type ExecutionSetting, type Run } from '../run.ts';
import type { MatchesType } from '../type-condition.ts';
import { runBlocks, type RunningBlocks } from './run-blocks.ts';
import { createAnnouncedResults, type SettledResults } from './announced-results.ts';
import { findPlaces, toPathKey, type DeferredPlace, type FindPlacesOptions, type ToldParts } from './deferred-places.ts';
import { deliverFragment, refuseFragment, type ToldFragment } from './deliver-fragment.ts';
import type { PreparedFragment, PreparedParts } from './prepare-deferred.ts';

/** One operation that is answered in parts. */
export interface PartsOptions {
  readonly prepared: PreparedParts;
  readonly setting: ExecutionSetting;
  readonly matchesApiType: MatchesType;
  /** What introspection answers. */
  readonly introspected: DataObject;
  readonly toResult: (introspected: DataObject, prepared: PreparedOperation, run: Run) => OperationResult;
}

/**
 * Runs an operation whose answer comes in parts: first what is not deferred, then each deferred fragment as soon as it and the
 * one around it are there. When the operation's signal aborts for a coded reason, what is missing is told to have failed for it;
 * for any other, nobody listens any more, and nothing is told.
 */
export async function* executeInParts(operation: Operation, options: PartsOptions): AsyncGenerator<OperationPart, void, undefined> {
  const { prepared, setting, toResult, introspected } = options;
  const { first, fragments } = prepared;
  const run = createRun(setting, operation);
  if (first.plan !== undefined) await executePlan(first.plan, run);
  const result = toResult(introspected, first, { ...run, errors: run.errors.filter((error) => !isOfFragment(error, prepared, run)) });
  const told = new Map<number | undefined, ToldParts>();
  if (isDataObject(result.data)) told.set(undefined, new Map([[toPathKey([]), result.data]]));
  const pending = new Set(fragments);

  function placing(fragment: PreparedFragment): FindPlacesOptions | undefined {
    const around = told.get(fragment.parent);
    if (around === undefined) return undefined;
    const toldDepth = fragment.parent === undefined ? 0 : (fragments[fragment.parent]?.keys.length ?? 0);
    return { root: run.root, told: around, toldDepth, matchesType: options.matchesApiType };
  }

  const places = new Map<PreparedFragment, readonly DeferredPlace[]>();
  /** The objects that the client has and the fragment adds to. Where there are none, nothing has to be waited for. */
  function placesOf(fragment: PreparedFragment, at: FindPlacesOptions): readonly DeferredPlace[] {
    const found = places.get(fragment) ?? findPlaces(fragment, at);
    places.set(fragment, found);
    return found;
  }

  const announced = createAnnouncedResults();
  /** Announces what can come by now: of fragments whose surroundings the client has. */
  function announce(): PendingResult[] {
    return [...pending].flatMap((fragment) => {
      const at = placing(fragment);
      return at === undefined ? [] : announced.announce(fragment, placesOf(fragment, at));
    });
  }

  const expected = announce();
  yield { ...result, ...(expected.length === 0 ? {} : { pending: expected }), hasNext: expected.length > 0 };
  if (expected.length === 0) return;

  const blocks = runBlocks(prepared.blocks, run);
  /** What is not worth a part of its own. */
  let news: Pick<SettledResults, 'pending' | 'withdrawn'> = { pending: [], withdrawn: [] };
  while (pending.size > 0) {
    const settled = [...pending].flatMap((fragment): SettledResults[] => {
      const at = placing(fragment);
      if (at === undefined) return [];
      const delivery = placesOf(fragment, at).length === 0 ? NOTHING : tryDeliver(fragment, { ...options, at, blocks, run });
      if (delivery === undefined) return [];
      pending.delete(fragment);
      told.set(fragment.number, delivery.told);
      return [announced.settle(fragment, delivery.results)];
    });
    const incremental = settled.flatMap(({ results }) => results);
    news = {
      pending: [...news.pending, ...settled.flatMap((one) => one.pending), ...announce()],
      withdrawn: [...news.withdrawn, ...settled.flatMap((one) => one.withdrawn)],
    };
    if (incremental.length > 0 || pending.size === 0) {
      yield toPart({ ...news, results: incremental }, pending.size > 0);
      news = { pending: [], withdrawn: [] };
    } else if (isUnheard(operation.signal)) return;
    else await blocks.ended();
  }
}

function toPart({ pending, results, withdrawn }: SettledResults, hasNext: boolean): OperationPart {
  return {
    ...(pending.length === 0 ? {} : { pending }),
    ...(results.length === 0 ? {} : { incremental: results }),
    ...(withdrawn.length === 0 ? {} : { withdrawn }),
    hasNext,
  };
}

const NOTHING: ToldFragment = { results: [], told: new Map() };

/** Undefined when the fragment has to wait. */
function tryDeliver(fragment: PreparedFragment, of: PartsOptions & { at: FindPlacesOptions; blocks: RunningBlocks; run: Run }): ToldFragment | undefined {
  const { at, blocks, run, introspected } = of;
  const errors = blocks.errorsOf(fragment.number);
  if (errors !== undefined) return deliverFragment(fragment, { ...at, introspected, errors, earlierErrors: [...run.errors, ...errorsAround(fragment, of)] });
  const { signal } = run.operation;
  const reason: unknown = signal.reason;
  if (!(reason instanceof CodedError)) return undefined;
  return refuseFragment(fragment, { message: reason.message, extensions: reason.toExtensions() }, at);
}

function isUnheard({ aborted, reason }: AbortSignal): boolean {
  return aborted && !(reason instanceof CodedError);
}

/** The errors of what was asked for the deferred fragments that it stands in. */
function errorsAround({ parent }: PreparedFragment, of: { prepared: PreparedParts; blocks: RunningBlocks }): readonly SubgraphError[] {
  const around = parent === undefined ? undefined : of.prepared.fragments[parent];
  return around === undefined ? [] : [...errorsAround(around, of), ...(of.blocks.errorsOf(around.number) ?? [])];
}

/** An error of a deferred field that was asked for together with the first part, and took nothing of that with it. */
function isOfFragment({ path = [] }: SubgraphError, { first, fragments }: PreparedParts, { root }: Run): boolean {
  const reach = (projection: PreparedOperation['projection']) => Math.max(...toClientPaths(path, projection, root).map(({ length }) => length));
  const reached = reach(first.projection);
  if (reached === path.length || !fragments.some(({ projection }) => reach(projection) > reached)) return false;
  return isDataObject(path.slice(0, reached).reduce<unknown>((value, step) => (value as DataObject | null | undefined)?.[step], root));
}
