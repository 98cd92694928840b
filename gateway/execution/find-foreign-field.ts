import { isAbstractType, Kind, parse, type FieldNode, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { findFirst, findInFetches } from './find-in-fetches.ts';
import { fragmentsOf } from './named-fragments.ts';
import type { BatchFetchNode, FetchNode, PlanNode, SubscriptionNode } from './query-plan.ts';
import { createSubgraphTypes, type SubgraphTypes } from './subgraph-types.ts';
import { createTypeMatcher, type MatchesType } from './type-condition.ts';

/**
 * Answers what a plan asks of a subgraph that this does not give: the coordinate of a field that it lacks, that is external there and
 * not provided, or that requires what nobody sends with it, or a type that no object at the place can have. Undefined when there is none.
 */
export type FindForeignField = (node: PlanNode | SubscriptionNode | undefined) => string | undefined;

/** Looks at plans whose stand-ins are resolved. */
export function createForeignCheck(fullSchema: GraphQLSchema): FindForeignField {
  const checking: Checking = { fullSchema, types: createSubgraphTypes(fullSchema), matchesType: createTypeMatcher(fullSchema) };
  return (node) => findInFetches(node, (fetch) => findInFetch(fetch, checking));
}

interface Checking {
  readonly fullSchema: GraphQLSchema;
  readonly types: SubgraphTypes;
  readonly matchesType: MatchesType;
}

/** Where a selection stands in an answer. */
interface Place {
  /** Undefined among entities. */
  readonly typeName: string | undefined;
  /** What the fields above provide. */
  readonly provided: readonly SelectionSetNode[];
  /** True right below the entities, with which what their fields require is sent. */
  readonly isSent: boolean;
}

function findInFetch(fetch: FetchNode | BatchFetchNode, checking: Checking): string | undefined {
  const { types, matchesType, fullSchema } = checking;
  const { serviceName: service } = fetch;
  const document = fetch.operationDocumentNode ?? parse(fetch.operation, { noLocation: true });
  const definition = document.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  const root = definition === undefined ? undefined : fullSchema.getRootType(definition.operation);
  const fragments = fragmentsOf(document);
  const isEntities = fetch.kind === 'BatchFetch' || fetch.requires !== undefined;

  function enter({ selections }: SelectionSetNode, place: Place): string | undefined {
    return findFirst(selections, (selection) => {
      if (selection.kind === Kind.FIELD) return enterField(selection, place);
      const { typeCondition, selectionSet } = selection.kind === Kind.INLINE_FRAGMENT ? selection : (fragments.get(selection.name.value) ?? {});
      const condition = typeCondition?.name.value;
      if (selectionSet === undefined) return undefined;
      if (condition === undefined) return enter(selectionSet, place);
      if (place.typeName !== undefined && !mayBe(place.typeName, condition)) return `${condition} behind ${place.typeName}`;
      return enter(selectionSet, { ...place, typeName: condition });
    });
  }

  function mayBe(typeName: string, condition: string): boolean {
    if (typeName === condition) return true;
    const behind = new Set(types.possibleTypes(service, condition));
    return types.possibleTypes(service, typeName).some((name) => behind.has(name));
  }

  function enterField(field: FieldNode, { typeName, provided, isSent }: Place): string | undefined {
    const name = field.name.value;
    if (name.startsWith('__') || typeName === undefined) return undefined;
    const given = providedFields(provided, name, (condition) => matchesType(typeName, condition) || isAbstractType(fullSchema.getType(typeName)));
    const behind = types.isInterfaceObject(service, typeName) ? [typeName] : [...new Set([typeName, ...types.possibleTypes(service, typeName)])];
    const foreign = behind.find((one) => !types.isOwn(service, one, name) && given.length === 0);
    if (foreign !== undefined) return `${foreign}.${name}`;
    const unsent = isSent ? undefined : behind.find((one) => types.requirement(service, one, name) !== undefined);
    if (unsent !== undefined) return `${unsent}.${name}`;
    const type = types.fieldType(service, typeName, name);
    if (field.selectionSet === undefined || type === undefined) return undefined;
    const more = behind.flatMap((one) => types.provision(service, one, name) ?? []);
    const below = given.flatMap((one) => one.selectionSet ?? []);
    return enter(field.selectionSet, { typeName: type, provided: [...below, ...more], isSent: false });
  }

  if (definition === undefined || !root) return undefined;
  if (!isEntities) return enter(definition.selectionSet, { typeName: root.name, provided: [], isSent: false });
  return findFirst(definition.selectionSet.selections, (one) =>
    one.kind === Kind.FIELD && one.selectionSet !== undefined ? enter(one.selectionSet, { typeName: undefined, provided: [], isSent: true }) : undefined,
  );
}

function providedFields(provided: readonly SelectionSetNode[], name: string, matches: (condition: string) => boolean): FieldNode[] {
  return provided.flatMap(({ selections }) =>
    selections.flatMap((one): FieldNode[] => {
      if (one.kind === Kind.FIELD) return one.name.value === name ? [one] : [];
      if (one.kind === Kind.FRAGMENT_SPREAD) return [];
      return one.typeCondition === undefined || matches(one.typeCondition.name.value) ? providedFields([one.selectionSet], name, matches) : [];
    }),
  );
}
