import { Kind, print, type SelectionSetNode } from 'graphql';
import type { PlanNode, RequiredSelection, SubscriptionNode } from './query-plan.ts';
import { entitySelections, toParsed } from './split-fetch.ts';

/**
 * A plan without one of its fetches of entities, for each that may be needless: it brings type names alone, what it was
 * sent, or what another brings for the same objects.
 */
export function* withoutOne(root: PlanNode | SubscriptionNode): Generator<PlanNode | SubscriptionNode> {
  const seen = new Set<string>();

  function* leaveOut(node: PlanNode): Generator<PlanNode | undefined> {
    switch (node.kind) {
      case 'Sequence':
      case 'Parallel':
        for (const [index, child] of node.nodes.entries()) {
          for (const less of leaveOut(child)) {
            if (less !== undefined) yield { ...node, nodes: node.nodes.with(index, less) };
            else if (node.nodes.length > 1) yield { ...node, nodes: node.nodes.toSpliced(index, 1) };
          }
        }
        return;
      case 'Flatten':
        if (node.node.kind === 'Fetch' && mayBeNeedless(node.path, node.node)) yield undefined;
        return;
      case 'Fetch':
      case 'BatchFetch':
      case 'Condition':
    }
  }

  function mayBeNeedless(path: readonly (string | number)[], fetch: Extract<PlanNode, { kind: 'Fetch' }>): boolean {
    if (fetch.requires === undefined) return false;
    const selectionSet = entitySelections(toParsed(fetch).operationDocumentNode, '_entities');
    const text = JSON.stringify([path, fetch.requires, print(selectionSet)]);
    const isKnown = seen.has(text);
    seen.add(text);
    return isKnown || bringsNothing(selectionSet, sentFields(fetch.requires));
  }

  if (root.kind !== 'Subscription') {
    for (const less of leaveOut(root)) if (less !== undefined) yield less;
  } else if (root.rest !== undefined) {
    for (const rest of leaveOut(root.rest)) if (rest !== undefined) yield { ...root, rest };
  }
}

/** Leaves that every representation has: whoever is sent them has nothing to say of them. */
function sentFields(requires: readonly RequiredSelection[]): ReadonlySet<string> {
  const names = requires.map((one) =>
    one.kind === 'Field' ? [] : one.selections.flatMap((own) => (own.kind === 'Field' && own.selections === undefined ? own.name : [])),
  );
  return new Set(names[0]?.filter((name) => names.every((others) => others.includes(name))));
}

function bringsNothing({ selections }: SelectionSetNode, sent: ReadonlySet<string>): boolean {
  return selections.every((one) => {
    if (one.kind === Kind.FIELD) return one.name.value === '__typename' || (sent.has(one.name.value) && one.alias === undefined && one.arguments?.length === 0);
    return one.kind === Kind.INLINE_FRAGMENT && bringsNothing(one.selectionSet, sent);
  });
}
