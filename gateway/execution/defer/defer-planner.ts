import type { DeferredNode, PlanNode as ApolloPlanNode, SubscriptionNode as ApolloSubscriptionNode } from '@apollo/query-planner';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { toPlanNode } from '../apollo-planner.ts';
import { describeGap } from '../find-gap.ts';
import { createPlanMender, type MendedPlan } from '../mend-plan.ts';
import type { PlanRequest } from '../planner.ts';
import type { PlanNode } from '../query-plan.ts';
import { resolveStandIns } from '../resolve-stand-ins.ts';

/** What is asked for the first part of an answer, and then for each deferred fragment. */
export interface DeferPlan {
  readonly node: PlanNode | undefined;
  readonly blocks: readonly DeferPlanBlock[];
}

/** Begins when the plan that it stands in has run its own node. */
export interface DeferPlanBlock extends DeferPlan {
  /** The number of the fragment, which the document has for its label. */
  readonly fragment: number;
}

/** Plans operations whose deferred fragments are labelled by numbers. Rejects with the planner's error. */
export type DeferPlanner = (request: PlanRequest) => Promise<DeferPlan>;

/** Apollo's planner, the one that knows how to defer. It is loaded with the first operation that defers. */
export function createDeferPlanner(supergraph: Supergraph): DeferPlanner {
  let loading: Promise<DeferPlanner> | undefined;
  return async (request) => {
    loading ??= load(supergraph);
    return (await loading)(request);
  };
}

async function load(supergraph: Supergraph): Promise<DeferPlanner> {
  const { federation, standIns } = supergraph;
  const [{ QueryPlanner }, { operationFromDocument }] = await Promise.all([import('@apollo/query-planner'), import('@apollo/federation-internals')]);
  const incrementalDelivery = { enableDefer: true };
  const planner = new QueryPlanner(federation, { exposeDocumentNodeInFetchNode: true, typeConditionedFetching: true, incrementalDelivery });
  const apiSchema = federation.apiSchema();
  const mend = createPlanMender(supergraph);
  return async ({ document, operationName, overrides }) => {
    const operation = operationFromDocument(apiSchema, document, operationName === undefined ? { validate: false } : { operationName, validate: false });
    const { node } = planner.buildQueryPlan(operation, { overrideConditions: new Map(overrides) });
    const plan = toDeferPlan(node, (one) => resolveStandIns(toPlanNode(one), standIns));
    return mendParts(plan, (nodes) => mend({ kind: 'Sequence', nodes }, document));
  };
}

/** Mends the plan as if its nodes ran one after another. Throws for one that has gaps still. */
function mendParts(plan: DeferPlan, mend: (nodes: readonly PlanNode[]) => MendedPlan): DeferPlan {
  const nodes = nodesOf(plan);
  const { node: mended, gaps } = mend(nodes);
  const [gap] = gaps;
  if (gap !== undefined) throw new Error(`no fetch brings ${describeGap(gap)}`);
  if (mended?.kind !== 'Sequence' || mended.nodes.length !== nodes.length) throw new Error('a sequence was mended to something else');
  const mendedOf = new Map(nodes.map((node, index) => [node, mended.nodes[index]]));
  const replace = <Part extends DeferPlan>(part: Part): Part => ({
    ...part,
    node: part.node === undefined ? undefined : mendedOf.get(part.node),
    blocks: part.blocks.map(replace),
  });
  return replace(plan);
}

/** All nodes of a plan, in an order in which each comes after those whose answers it reads. */
export function nodesOf({ node, blocks }: DeferPlan): PlanNode[] {
  return [...(node === undefined ? [] : [node]), ...blocks.flatMap(nodesOf)];
}

type ToNode = (node: ApolloPlanNode) => PlanNode;

function toDeferPlan(node: ApolloPlanNode | ApolloSubscriptionNode | undefined, toNode: ToNode): DeferPlan {
  if (node === undefined) return { node: undefined, blocks: [] };
  if (node.kind === 'Subscription') throw new Error('an operation that defers was planned as a subscription');
  if (node.kind !== 'Defer') return { node: atRoot(toNode(node)), blocks: [] };
  return { ...toDeferPlan(node.primary.node, toNode), blocks: node.deferred.map((block) => toBlock(block, toNode)) };
}

function toBlock({ label, node }: DeferredNode, toNode: ToNode): DeferPlanBlock {
  return { ...toDeferPlan(node, toNode), fragment: Number(label) };
}

/** What is deferred at the root stands below a path without steps: it is a fetch like any of the root. */
function atRoot(node: PlanNode): PlanNode {
  if (node.kind === 'Flatten' && node.path.length === 0) return atRoot(node.node);
  return node.kind === 'Sequence' || node.kind === 'Parallel' ? { ...node, nodes: node.nodes.map(atRoot) } : node;
}
