import type { PlanNode as ApolloPlanNode, SubscriptionNode as ApolloSubscriptionNode } from '@apollo/query-planner';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { createPlanMender } from './mend-plan.ts';
import type { Planner } from './planner.ts';
import type { PlanNode, SubscriptionNode } from './query-plan.ts';
import { resolveAllStandIns } from './resolve-stand-ins.ts';

/**
 * Apollo's query planner behind the port. The package is loaded with the first operation that needs a plan,
 * so that a process which only answers introspection never pays for it.
 */
export function createApolloPlanner(supergraph: Supergraph): Planner {
  let loading: Promise<Planner> | undefined;
  return {
    async plan(request) {
      loading ??= loadPlanner(supergraph);
      const planner = await loading;
      return planner.plan(request);
    },
  };
}

async function loadPlanner(supergraph: Supergraph): Promise<Planner> {
  const { federation, standIns } = supergraph;
  const [{ QueryPlanner }, { operationFromDocument }] = await Promise.all([import('@apollo/query-planner'), import('@apollo/federation-internals')]);
  const planner = new QueryPlanner(federation, { exposeDocumentNodeInFetchNode: true, typeConditionedFetching: true });
  const apiSchema = federation.apiSchema();
  const mend = createPlanMender(supergraph);
  return {
    async plan({ document, operationName, overrides }) {
      const operation = operationFromDocument(apiSchema, document, operationName === undefined ? { validate: false } : { operationName, validate: false });
      const { node } = planner.buildQueryPlan(operation, { overrideConditions: new Map(overrides) });
      return { planner: 'apollo', node: mend(node === undefined ? undefined : resolveAllStandIns(toNode(node), standIns), document).node };
    },
  };
}

function toNode(node: ApolloPlanNode | ApolloSubscriptionNode): PlanNode | SubscriptionNode {
  if (node.kind !== 'Subscription') return toPlanNode(node);
  return { kind: 'Subscription', primary: node.primary, rest: node.rest === undefined ? undefined : toPlanNode(node.rest) };
}

/** Equal but for deferred parts, which stand around and never within. */
export function toPlanNode(node: ApolloPlanNode): PlanNode {
  switch (node.kind) {
    case 'Fetch':
      return node;
    case 'Flatten':
      return { kind: 'Flatten', path: node.path, node: toPlanNode(node.node) };
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map(toPlanNode) };
    case 'Condition':
      return {
        kind: 'Condition',
        condition: node.condition,
        ifClause: node.ifClause === undefined ? undefined : toPlanNode(node.ifClause),
        elseClause: node.elseClause === undefined ? undefined : toPlanNode(node.elseClause),
      };
    case 'Defer':
      throw new Error('the planner deferred a part of an operation though it was not asked to');
  }
}
