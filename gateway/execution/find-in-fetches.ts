import type { BatchFetchNode, FetchNode, PlanNode, SubscriptionNode } from './query-plan.ts';

/** What is found in the first of a plan's fetches, in the plan's order, in which `find` finds anything. */
export function findInFetches<Found>(
  node: PlanNode | SubscriptionNode | undefined,
  find: (fetch: FetchNode | BatchFetchNode) => Found | undefined,
): Found | undefined {
  switch (node?.kind) {
    case undefined:
      return undefined;
    case 'Sequence':
    case 'Parallel':
      return findFirst(node.nodes, (child) => findInFetches(child, find));
    case 'Flatten':
      return findInFetches(node.node, find);
    case 'Condition':
      return findInFetches(node.ifClause, find) ?? findInFetches(node.elseClause, find);
    case 'Subscription':
      return find(node.primary) ?? findInFetches(node.rest, find);
    case 'Fetch':
    case 'BatchFetch':
      return find(node);
  }
}

/** What `find` finds for the first item for which it finds anything. */
export function findFirst<Item, Found>(items: Iterable<Item>, find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
