import { Kind, parse, type FieldNode, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { findFirst, findInFetches } from './find-in-fetches.ts';
import { includesAll } from './includes-all.ts';
import type { BatchFetchNode, FetchNode, PlanNode, RequiredSelection, SubscriptionNode } from './query-plan.ts';
import { inlineFragments } from './named-fragments.ts';
import { createSubgraphTypes, type SubgraphTypes } from './subgraph-types.ts';
import { createTypeMatcher, type MatchesType } from './type-condition.ts';

/** Answers the coordinate of a field that a plan asks of a subgraph without sending all that the field requires; undefined when there is none. */
export type FindUnmetRequirement = (node: PlanNode | SubscriptionNode | undefined) => string | undefined;

/** Looks at plans whose stand-ins are resolved. */
export function createRequirementCheck(fullSchema: GraphQLSchema): FindUnmetRequirement {
  const checking: Checking = { types: createSubgraphTypes(fullSchema), matchesType: createTypeMatcher(fullSchema) };
  return (node) =>
    findInFetches(node, (fetch) => {
      if (fetch.kind === 'BatchFetch') return findFirst(fetch.batches, ({ alias, requires }) => findInEntities(fetch, { field: alias, requires }, checking));
      return fetch.requires === undefined ? undefined : findInEntities(fetch, { field: '_entities', requires: fetch.requires }, checking);
    });
}

interface Checking {
  readonly types: SubgraphTypes;
  readonly matchesType: MatchesType;
}

interface Entities {
  /** The response name of `_entities`. */
  readonly field: string;
  readonly requires: readonly RequiredSelection[];
}

function findInEntities(fetch: FetchNode | BatchFetchNode, { field, requires }: Entities, checking: Checking): string | undefined {
  const { types, matchesType } = checking;
  const { serviceName: service } = fetch;
  const document = inlineFragments(fetch.operationDocumentNode ?? parse(fetch.operation, { noLocation: true }));
  const definition = document.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  const entities = definition?.selectionSet.selections.find((one): one is FieldNode => one.kind === Kind.FIELD && (one.alias ?? one.name).value === field);

  function isSent(typeName: string, required: SelectionSetNode): boolean {
    return requires.every((one) => {
      if (one.kind === 'Field' || one.typeCondition === undefined) return true;
      const isOther = !matchesType(one.typeCondition, typeName) && !matchesType(typeName, one.typeCondition);
      return isOther || includesAll(one.selections, required);
    });
  }

  function enter({ selections }: SelectionSetNode, typeName: string): string | undefined {
    return findFirst(selections, (selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return enter(selection.selectionSet, selection.typeCondition?.name.value ?? typeName);
      if (selection.kind === Kind.FRAGMENT_SPREAD) return undefined;
      const fieldName = selection.name.value;
      return findFirst(new Set([typeName, ...types.possibleTypes(service, typeName)]), (name) => {
        const required = types.requirement(service, name, fieldName);
        return required === undefined || isSent(name, required) ? undefined : `${name}.${fieldName}`;
      });
    });
  }

  return entities?.selectionSet === undefined ? undefined : enter(entities.selectionSet, '');
}
