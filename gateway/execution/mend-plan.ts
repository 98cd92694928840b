import type { DocumentNode, GraphQLSchema } from 'graphql';
import { createPlanCheck } from './check-plan.ts';
import type { PlanGap } from './find-gap.ts';
import type { LocalSetting } from './local-selection.ts';
import { mendFetch, type FetchPath } from './mend-fetch.ts';
import { fragmentsOf } from './named-fragments.ts';
import { withoutOne } from './needless-fetches.ts';
import { partBatches, partFetch } from './part-fetch.ts';
import type { PlanNode, SequenceNode, SubscriptionNode } from './query-plan.ts';
import { createSubgraphTypes } from './subgraph-types.ts';
import { createTypeMatcher } from './type-condition.ts';
import { withWholeKeys } from './whole-keys.ts';

/** What planners answer: nothing where no subgraph is asked. */
export type MendableNode = PlanNode | SubscriptionNode | undefined;

/** What came of a plan, and the gaps that are left. */
export interface MendedPlan {
  readonly node: MendableNode;
  readonly gaps: readonly PlanGap[];
}

/** The document is the one that was planned: one operation, whose conditions are gone. */
export type MendPlan = (node: MendableNode, document: DocumentNode) => MendedPlan;

/**
 * Checks plans, and adds to their fetches what they forget to ask of a subgraph that gives it alone. Planners forget, e.g., the
 * members of a union that only one of the subgraphs of a shared field knows, even where the plan asks that very subgraph. They also
 * ask for a field together with others that require more than some objects have; then the fetch is parted. Apollo's now and then puts a
 * fetch before the one that brings what it requires.
 */
export function createPlanMender(schemas: { readonly apiSchema: GraphQLSchema; readonly fullSchema: GraphQLSchema }): MendPlan {
  const types = createSubgraphTypes(schemas.fullSchema);
  const check = createPlanCheck({ ...schemas, types });
  const matchesType = createTypeMatcher(schemas.fullSchema);
  return (planned, document) => {
    const setting = { fullSchema: schemas.fullSchema, types, matchesType, fragments: fragmentsOf(document), document };
    let node = planned === undefined ? undefined : withWholeKeys(planned, types);
    let gaps = check(node, document);
    for (let open = gaps; open.length > 0;) {
      const [gap, ...others] = open;
      open = others;
      for (const mended of gap === undefined ? [] : mendings(node, gap, setting)) {
        const left = check(mended, document);
        if (left.length >= gaps.length) continue;
        node = mended;
        gaps = left;
        open = left;
        break;
      }
    }
    // Nothing is left out of a plan of which it cannot be said what is missing then.
    return { node: node === undefined || gaps.length > 0 ? node : withoutNeedless(node, (less) => check(less, document).length === 0), gaps };
  };
}

/** The plan without fetches that it can do without. */
function withoutNeedless(node: PlanNode | SubscriptionNode, isWhole: (node: PlanNode | SubscriptionNode) => boolean): PlanNode | SubscriptionNode {
  for (const less of withoutOne(node)) if (isWhole(less)) return withoutNeedless(less, isWhole);
  return node;
}

interface Mending extends LocalSetting {
  readonly document: DocumentNode;
}

/** The plan with a gap closed in one fetch, for each fetch that can close it. */
function* mendings(root: MendableNode, gap: PlanGap, setting: Mending): Generator<PlanNode | SubscriptionNode> {
  if (root === undefined || gap.missing === undefined || gap.path.length === 0) return;
  if (root.kind !== 'Subscription') return yield* mendNode(root, [], { ...setting, gap });
  for (const primary of mendFetch(root.primary, { ...setting, gap, field: undefined, paths: [[]] })) yield { ...root, primary };
  if (root.rest !== undefined) for (const rest of mendNode(root.rest, [], { ...setting, gap })) yield { ...root, rest };
}

/** A fetch of entities may stand before another that brings what it requires. */
function* reorder({ kind, nodes }: SequenceNode): Generator<PlanNode> {
  for (const [index, node] of nodes.entries()) {
    if (node.kind === 'Flatten' || node.kind === 'BatchFetch') yield { kind, nodes: [...nodes.toSpliced(index, 1), node] };
  }
}

interface MendingGap extends Mending {
  readonly gap: PlanGap;
}

function* mendNode(node: PlanNode, path: FetchPath, setting: MendingGap): Generator<PlanNode> {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      for (const [index, child] of node.nodes.entries()) {
        for (const mended of mendNode(child, path, setting)) yield { ...node, nodes: node.nodes.with(index, mended) };
      }
      if (node.kind === 'Sequence') yield* reorder(node);
      return;
    case 'Flatten': {
      const { node: inner } = node;
      for (const mended of mendNode(inner, [...path, ...node.path], setting)) yield { ...node, node: mended };
      const parts = inner.kind === 'Fetch' ? partFetch(inner, setting.gap, setting.types) : undefined;
      if (parts !== undefined) yield { kind: 'Parallel', nodes: parts.map((part) => ({ ...node, node: part })) };
      return;
    }
    case 'Fetch':
      yield* mendFetch(node, { ...setting, field: node.requires === undefined ? undefined : '_entities', paths: [path] });
      return;
    case 'BatchFetch':
      for (const { alias, paths } of node.batches) yield* mendFetch(node, { ...setting, field: alias, paths });
      for (const nodes of partBatches(node, setting.gap, setting.types)) yield { kind: 'Parallel', nodes };
      return;
    case 'Condition':
  }
}
