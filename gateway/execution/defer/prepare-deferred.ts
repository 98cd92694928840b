import { Kind } from 'graphql';
import type { Operation } from '../../operation.ts';
import { compileMerged } from '../compile-plan.ts';
import type { CompiledNode } from '../compiled-plan.ts';
import { toPlanDocument } from '../plan-document.ts';
import { fragmentsOf } from '../named-fragments.ts';
import { asks, rootTypeOf, type PreparationChoice, type PreparationSetting, type PreparedOperation } from '../prepared-operation.ts';
import { toIntrospection } from '../introspection.ts';
import { toRootProjection, type ObjectProjection } from '../projection.ts';
import { createTextWriter } from '../write-text.ts';
import { nodesOf, type DeferPlanBlock, type DeferPlanner } from './defer-planner.ts';
import { splitOperation, type DeferredFragment } from './split-operation.ts';

/** An operation whose answer comes in parts, as it is run. Shared by all requests that send it under the same conditions. */
export interface PreparedParts {
  /** What is answered first. */
  readonly first: PreparedOperation;
  readonly blocks: readonly PreparedBlock[];
  readonly fragments: readonly PreparedFragment[];
}

/** What is asked for a deferred fragment, and for those that stand in it once that is there. */
export interface PreparedBlock {
  readonly fragment: number;
  /** Undefined when nothing more has to be asked. */
  readonly node: CompiledNode | undefined;
  readonly blocks: readonly PreparedBlock[];
}

/** A deferred fragment with what is told of its objects. */
export interface PreparedFragment extends DeferredFragment {
  /** Whether further deferred fragments stand in it. */
  readonly isParent: boolean;
  /** From the root; on the way to the fragment's objects it has nothing but what leads there. */
  readonly projection: ObjectProjection;
}

/** What operations with deferred fragments are prepared with. */
export interface DeferSetting extends PreparationSetting {
  readonly deferPlanner: DeferPlanner;
}

/** A fragment that is spread at many places is deferred at each, and the planner takes longer for each. */
const MAX_FRAGMENTS = 100;

/** Plans an operation in parts; undefined when nothing of it is deferred under these conditions, or too much. Rejects with the planner's error. */
export async function prepareDeferred(operation: Operation, choice: PreparationChoice, setting: DeferSetting): Promise<PreparedParts | undefined> {
  const { apiSchema, matchesApiType, deferPlanner } = setting;
  const { conditions, overrides } = choice;
  const split = splitOperation(operation, conditions);
  if (split === undefined || split.fragments.length > MAX_FRAGMENTS) return undefined;
  const { definition, plannedNode } = split;
  const planned = toPlanDocument(apiSchema, { document: { kind: Kind.DOCUMENT, definitions: [definition] }, definition }, conditions);
  const { document } = planned;
  const plan = asks(document) ? await deferPlanner({ document, operationName: operation.operationName, overrides }) : { node: undefined, blocks: [] };
  const nodes = nodesOf(plan);
  const { root, compiled } = compileMerged(nodes);
  const compiledOf = new Map(nodes.map((node, index) => [node, compiled[index]]));
  const rootType = rootTypeOf(apiSchema, definition);
  const projecting = {
    schema: apiSchema,
    setting: { fragments: new Map<string, never>(), matchesType: matchesApiType, variables: conditions },
    keyOf: (field: Parameters<typeof plannedNode>[0]) => planned.keyOf(plannedNode(field)),
    root,
  };
  const projection = toRootProjection(rootType, split.primary, projecting);

  function toBlock({ node, fragment, blocks }: DeferPlanBlock): PreparedBlock {
    return { fragment, node: node === undefined ? undefined : compiledOf.get(node), blocks: blocks.map(toBlock) };
  }

  return {
    first: {
      plan: plan.node === undefined ? undefined : compiledOf.get(plan.node),
      subscription: undefined,
      introspection: toIntrospection(operation.definition, fragmentsOf(operation.document)),
      projection,
      // The data of its parts are looked into.
      readers: new Map(),
      writeText: createTextWriter(projection, matchesApiType),
    },
    blocks: plan.blocks.map(toBlock),
    fragments: split.fragments.map((fragment) => ({
      ...fragment,
      isParent: split.fragments.some(({ parent }) => parent === fragment.number),
      projection: toRootProjection(rootType, fragment.selectionSet, projecting),
    })),
  };
}
