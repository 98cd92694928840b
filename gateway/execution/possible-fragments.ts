import { Kind, type FieldNode, type GraphQLSchema, type OperationDefinitionNode, type SelectionNode, type SelectionSetNode } from 'graphql';
import { TYPENAME } from './local-selection.ts';
import type { BatchFetchNode, FetchNode, PlanNode, SubscriptionNode } from './query-plan.ts';
import { changed, toParsed } from './split-fetch.ts';
import type { SubgraphTypes } from './subgraph-types.ts';

/** What a plan's fetches are looked at with. */
interface Setting {
  readonly fullSchema: GraphQLSchema;
  readonly types: SubgraphTypes;
}

/**
 * The plan without fragments for types that no object at their place can have in the subgraph that is asked, which this would refuse.
 * The native planner puts them where an interface object requires of one type what another has elsewhere.
 */
export function withPossibleFragments<Node extends PlanNode | SubscriptionNode>(node: Node, setting: Setting): Node {
  const inner = <Inner extends PlanNode>(one: Inner): Inner => withPossibleFragments(one, setting);
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map(inner) };
    case 'Flatten':
      return { ...node, node: inner(node.node) };
    case 'Condition':
      return { ...node, ifClause: node.ifClause && inner(node.ifClause), elseClause: node.elseClause && inner(node.elseClause) };
    case 'Subscription':
      return { ...node, primary: prune(node.primary, setting) as FetchNode, rest: node.rest && inner(node.rest) };
    case 'Fetch':
    case 'BatchFetch':
      return prune(node, setting) as Node;
  }
}

function prune(fetch: FetchNode | BatchFetchNode, { fullSchema, types }: Setting): FetchNode | BatchFetchNode {
  const { serviceName: service } = fetch;
  const parsed = toParsed(fetch);
  const definition = parsed.operationDocumentNode.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  const root = definition === undefined ? undefined : fullSchema.getRootType(definition.operation)?.name;
  const isEntities = fetch.kind === 'BatchFetch' || fetch.requires !== undefined;
  let isChanged = false;

  function mayBe(typeName: string, condition: string): boolean {
    const behind = new Set([condition, ...types.possibleTypes(service, condition)]);
    return [typeName, ...types.possibleTypes(service, typeName)].some((name) => behind.has(name));
  }

  function toPossible({ selections }: SelectionSetNode, typeName: string | undefined): SelectionNode[] {
    return selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return [typeName === undefined ? selection : toField(selection, typeName)];
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
      const condition = selection.typeCondition?.name.value ?? typeName;
      const isPossible = condition === undefined || typeName === undefined || mayBe(typeName, condition);
      isChanged ||= !isPossible;
      const kept = isPossible ? toPossible(selection.selectionSet, condition) : [];
      return kept.length === 0 ? [] : [{ ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections: kept } }];
    });
  }

  function toField(field: FieldNode, typeName: string): FieldNode {
    const type = types.fieldType(service, typeName, field.name.value);
    if (field.selectionSet === undefined || type === undefined) return field;
    const selections = toPossible(field.selectionSet, type);
    return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections: selections.length === 0 ? [TYPENAME] : selections } };
  }

  function toRoot(field: FieldNode): FieldNode {
    if (!isEntities) return root === undefined ? field : toField(field, root);
    if (field.selectionSet === undefined) return field;
    const selections = toPossible(field.selectionSet, undefined);
    return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections: selections.length === 0 ? [TYPENAME] : selections } };
  }

  const pruned = changed(parsed, toRoot);
  return isChanged ? pruned : fetch;
}
