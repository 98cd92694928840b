import {
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  visit,
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { StandIns } from '../supergraph/stand-ins.ts';
import type { BatchFetchNode, EntityBatch, FetchNode, RequiredSelection } from './query-plan.ts';
import { mayMeet, plannedStandInsOf, ROOT, standInsOf, toPlace, type RequiredStandIn, type Within } from './required-places.ts';
import { fragmentsOf, inlineFragments, reachedFragments } from './named-fragments.ts';

/** A fetch whose operation is parsed. */
export interface Parsed {
  readonly operationDocumentNode: DocumentNode;
}

/**
 * A fetch of entities as several, such that no representation of one holds a required field twice, with unlike arguments.
 * Most fetches stay as they are.
 */
export function splitFetch<T extends FetchNode & Parsed>(fetch: T, standIns: StandIns): T[] {
  const { requires } = fetch;
  if (requires === undefined || !isAtOdds(requires, standIns)) return [fetch];
  const inlined = withInlineFragments(fetch);
  const groups = groupFields(entitySelections(inlined.operationDocumentNode, '_entities'), fetch.serviceName, standIns);
  return groups.map((group) => ({ ...keep(inlined, '_entities', group), requires: keepRequired(requires, { group, standIns, within: ROOT }) }));
}

/** The same for a fetch of several batches. */
export function splitBatchFetch<T extends BatchFetchNode & Parsed>(fetch: T, standIns: StandIns): T[] {
  const odd = fetch.batches.filter(({ requires }) => isAtOdds(requires, standIns));
  if (odd.length === 0) return [fetch];
  const rest = fetch.batches.filter((batch) => !odd.includes(batch));
  return [...(rest.length === 0 ? [] : [{ ...withoutBatches(fetch, odd), batches: rest }]), ...odd.flatMap((batch) => splitBatch(fetch, batch, standIns))];
}

function splitBatch<T extends BatchFetchNode & Parsed>(fetch: T, batch: EntityBatch, standIns: StandIns): T[] {
  const inlined = withInlineFragments(fetch);
  const others = fetch.batches.filter((one) => one !== batch);
  const groups = groupFields(entitySelections(inlined.operationDocumentNode, batch.alias), fetch.serviceName, standIns);
  return groups.map((group) => {
    const alone = keep(withoutBatches(inlined, others), batch.alias, group);
    return { ...alone, batches: [{ ...batch, requires: keepRequired(batch.requires, { group, standIns, within: ROOT }) }] };
  });
}

/** The fetch with its operation parsed, and every named fragment written out. */
export function toParsed<T extends FetchNode | BatchFetchNode>(fetch: T): T & Parsed {
  return withInlineFragments({ ...fetch, operationDocumentNode: fetch.operationDocumentNode ?? parse(fetch.operation, { noLocation: true }) });
}

/** One fragment may be spread where its fields part. */
export function withInlineFragments<T extends Parsed>(fetch: T): T {
  return { ...fetch, operationDocumentNode: inlineFragments(fetch.operationDocumentNode) };
}

/** Fields that can share representations, and the stand-ins that these need. */
interface Group {
  readonly fields: Set<FieldNode>;
  readonly needed: RequiredStandIn[];
}

function groupFields(selectionSet: SelectionSetNode, service: string, standIns: StandIns): Group[] {
  const groups: Group[] = [];

  function place(field: FieldNode, typeName: string): void {
    const requirements = standIns.requirementsOf(service, typeName, field.name.value);
    const needed = requirements.flatMap((one) => standInsOf(one.selectionSet, { steps: [], typeName: one.typeName }, standIns));
    let group = groups.find((one) => !areAtOdds(one.needed, needed, standIns));
    if (group === undefined) groups.push((group = { fields: new Set(), needed: [] }));
    group.fields.add(field);
    group.needed.push(...needed);
  }

  function enter({ selections }: SelectionSetNode, typeName: string): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) place(selection, typeName);
      else if (selection.kind === Kind.INLINE_FRAGMENT) enter(selection.selectionSet, selection.typeCondition?.name.value ?? typeName);
    }
  }

  enter(selectionSet, '');
  return groups;
}

/** True where one object may have to give two values of one field. */
function areAtOdds(some: readonly RequiredStandIn[], others: readonly RequiredStandIn[], standIns: StandIns): boolean {
  return some.some((one) => others.some((other) => other.name !== one.name && mayMeet(one.place, other.place, standIns)));
}

function isAtOdds(requires: readonly RequiredSelection[], standIns: StandIns): boolean {
  const needed = plannedStandInsOf(requires, ROOT, standIns);
  return areAtOdds(needed, needed, standIns);
}

/** What a group needs of a requirement. */
function keepRequired(requires: readonly RequiredSelection[], keeping: { group: Group; standIns: StandIns; within: Within }): RequiredSelection[] {
  const { group, standIns, within } = keeping;
  return requires.flatMap((selection): RequiredSelection[] => {
    if (selection.kind === 'InlineFragment') {
      const typeName = selection.typeCondition ?? within.typeName;
      return [{ ...selection, selections: keepRequired(selection.selections, { ...keeping, within: { ...within, typeName } }) }];
    }
    const name = selection.alias ?? selection.name;
    const place = toPlace(name, within, standIns);
    const isNeeded = !standIns.byName.has(name) || group.needed.some((one) => one.name === name && mayMeet(one.place, place, standIns));
    if (!isNeeded) return [];
    if (selection.selections === undefined) return [selection];
    const selections = keepRequired(selection.selections, { ...keeping, within: { steps: place, typeName: undefined } });
    return selections.length === 0 ? [] : [{ ...selection, selections }];
  });
}

/** What is asked of the entities under a root field. */
export function entitySelections(document: DocumentNode, key: string): SelectionSetNode {
  const definition = document.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  const field = definition?.selectionSet.selections.find((one): one is FieldNode => one.kind === Kind.FIELD && (one.alias ?? one.name).value === key);
  return field?.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] };
}

/** The fetch with some of the fields of its entities alone. */
export function keep<T extends (FetchNode | BatchFetchNode) & Parsed>(fetch: T, key: string, { fields }: { readonly fields: ReadonlySet<FieldNode> }): T {
  const isRoot = (field: FieldNode) => (field.alias ?? field.name).value === key;
  return changed(fetch, (field) => (isRoot(field) ? { ...field, selectionSet: filter(field.selectionSet, fields) } : field));
}

function filter(selectionSet: SelectionSetNode | undefined, fields: ReadonlySet<FieldNode>): SelectionSetNode {
  const selections = (selectionSet?.selections ?? []).flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return fields.has(selection) || selection.name.value === '__typename' ? [selection] : [];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
    const inner = filter(selection.selectionSet, fields);
    return inner.selections.length === 0 ? [] : [{ ...selection, selectionSet: inner }];
  });
  return { kind: Kind.SELECTION_SET, selections };
}

/** The fetch without the root fields of some batches. */
export function withoutBatches<T extends BatchFetchNode & Parsed>(fetch: T, batches: readonly EntityBatch[]): T {
  const gone = new Set(batches.map(({ alias }) => alias));
  return changed(fetch, (field) => (gone.has((field.alias ?? field.name).value) ? undefined : field));
}

/** The fetch with other root fields, and those variables that they use. */
export function changed<T extends (FetchNode | BatchFetchNode) & Parsed>(fetch: T, change: (field: FieldNode) => FieldNode | undefined): T {
  const definitions = fetch.operationDocumentNode.definitions.map((one) => {
    if (one.kind !== Kind.OPERATION_DEFINITION) return one;
    const selections = one.selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? (change(selection) ?? []) : selection));
    return { ...one, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const;
  });
  const document = withoutUnused(definitions);
  const used = usedVariables(document);
  return {
    ...fetch,
    operationDocumentNode: document,
    operation: stripIgnoredCharacters(print(document)),
    variableUsages: fetch.variableUsages?.filter((name) => used.has(name)),
  };
}

/** Subgraphs refuse fragments and variables that nothing uses. */
function withoutUnused(definitions: readonly DefinitionNode[]): DocumentNode {
  const fragments = fragmentsOf({ definitions });
  return {
    kind: Kind.DOCUMENT,
    definitions: definitions.flatMap((one): DefinitionNode[] => {
      if (one.kind !== Kind.OPERATION_DEFINITION) return [];
      const reached = reachedFragments(one.selectionSet, fragments);
      const used = usedVariables({ kind: Kind.DOCUMENT, definitions: [one, ...reached] });
      const variableDefinitions = (one.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
      return [{ ...one, variableDefinitions }, ...reached];
    }),
  };
}

function usedVariables(node: DocumentNode): ReadonlySet<string> {
  const used = new Set<string>();
  visit(node, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  return used;
}
