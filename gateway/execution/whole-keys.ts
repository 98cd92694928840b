import { includesAll } from './includes-all.ts';
import type { PlanNode, RequiredSelection, SubscriptionNode } from './query-plan.ts';
import type { SubgraphTypes } from './subgraph-types.ts';

/**
 * The plan with no representation that lacks a key. Planners put the key of one type behind an interface object apart from what another
 * requires, and objects that have the one without the other would be asked for by what no subgraph knows them by: without a
 * `__typename` they are not asked for.
 */
export function withWholeKeys<Node extends PlanNode | SubscriptionNode>(node: Node, types: SubgraphTypes): Node {
  const toWhole = <Inner extends PlanNode>(inner: Inner): Inner => withWholeKeys(inner, types);
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map(toWhole) };
    case 'Flatten':
      return { ...node, node: toWhole(node.node) };
    case 'Condition':
      return { ...node, ifClause: node.ifClause && toWhole(node.ifClause), elseClause: node.elseClause && toWhole(node.elseClause) };
    case 'Subscription':
      return { ...node, rest: node.rest && toWhole(node.rest) };
    case 'Fetch':
      return node.requires === undefined ? node : { ...node, requires: node.requires.map((one) => withKey(one, node.serviceName, types)) };
    case 'BatchFetch':
      return {
        ...node,
        batches: node.batches.map((batch) => ({ ...batch, requires: batch.requires.map((one) => withKey(one, node.serviceName, types)) })),
      };
  }
}

function withKey(selection: RequiredSelection, service: string, types: SubgraphTypes): RequiredSelection {
  if (selection.kind === 'Field' || selection.typeCondition === undefined) return selection;
  const keys = types.keys(service, selection.typeCondition);
  if (keys.length === 0 || keys.some((key) => includesAll(selection.selections, key))) return selection;
  return { ...selection, selections: selection.selections.filter((one) => one.kind !== 'Field' || one.name !== '__typename') };
}
