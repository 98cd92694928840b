import type { DeferredNode, PlanNode as ApolloPlanNode, SubscriptionNode as ApolloSubscriptionNode } from '@apollo/query-planner';
import type { Supergraph } from '../../supergraph/supergraph.ts';
import { toPlanNode } from '../apollo-planner.ts';
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

async function load({ federation, standIns }: Supergraph): Promise<DeferPlanner> {
  const [{ QueryPlanner }, { operationFromDocument }] = await Promise.all([import('@apollo/query-planner'), import('@apollo/federation-internals')]);
  const incrementalDelivery = { enableDefer: true };
  const planner = new QueryPlanner(federation, { exposeDocumentNodeInFetchNode: true, typeConditionedFetching: true, incrementalDelivery });
  const apiSchema = federation.apiSchema();
  return async ({ document, operationName, overrides }) => {
    const operation = operationFromDocument(apiSchema, document, operationName === undefined ? { validate: false } : { operationName, validate: false });
    const { node } = planner.buildQueryPlan(operation, { overrideConditions: new Map(overrides) });
    return toDeferPlan(node, (one) => resolveStandIns(toPlanNode(one), standIns));
  };
}

type ToNode = (node: ApolloPlanNode) => PlanNode;

function toDeferPlan(node: ApolloPlanNode | ApolloSubscriptionNode | undefined, toNode: ToNode): DeferPlan {
  if (node === undefined) return { node: undefined, blocks: [] };
  if (node.kind === 'Subscription') throw new Error('an operation that defers was planned as a subscription');
  if (node.kind !== 'Defer') return { node: toNode(node), blocks: [] };
  return { ...toDeferPlan(node.primary.node, toNode), blocks: node.deferred.map((block) => toBlock(block, toNode)) };
}

function toBlock({ label, node }: DeferredNode, toNode: ToNode): DeferPlanBlock {
  return { ...toDeferPlan(node, toNode), fragment: Number(label) };
}
