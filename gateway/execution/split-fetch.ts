import {
  Kind,
  print,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type FieldNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { StandIns } from '../supergraph/stand-ins.ts';
import type { BatchFetchNode, EntityBatch, FetchNode, RequiredSelection } from './query-plan.ts';

/** A fetch whose operation is parsed. */
interface Parsed {
  readonly operationDocumentNode: DocumentNode;
}

/**
 * A fetch of entities as several, such that no representation of one holds a required field twice, with unlike arguments.
 * Most fetches stay as they are.
 */
export function splitFetch<T extends FetchNode & Parsed>(fetch: T, standIns: StandIns): T[] {
  const { requires } = fetch;
  if (requires === undefined || !isAtOdds(requires, standIns)) return [fetch];
  const groups = groupFields(entitySelections(fetch.operationDocumentNode, '_entities'), fetch.serviceName, standIns);
  return groups.map((group) => ({ ...keep(fetch, '_entities', group), requires: keepRequired(requires, { group, standIns, path: '' }) }));
}

/** The same for a fetch of several batches. */
export function splitBatchFetch<T extends BatchFetchNode & Parsed>(fetch: T, standIns: StandIns): T[] {
  const odd = fetch.batches.filter(({ requires }) => isAtOdds(requires, standIns));
  if (odd.length === 0) return [fetch];
  const rest = fetch.batches.filter((batch) => !odd.includes(batch));
  return [...(rest.length === 0 ? [] : [{ ...withoutBatches(fetch, odd), batches: rest }]), ...odd.flatMap((batch) => splitBatch(fetch, batch, standIns))];
}

function splitBatch<T extends BatchFetchNode & Parsed>(fetch: T, batch: EntityBatch, standIns: StandIns): T[] {
  const others = fetch.batches.filter((one) => one !== batch);
  const groups = groupFields(entitySelections(fetch.operationDocumentNode, batch.alias), fetch.serviceName, standIns);
  return groups.map((group) => {
    const alone = keep(withoutBatches(fetch, others), batch.alias, group);
    return { ...alone, batches: [{ ...batch, requires: keepRequired(batch.requires, { group, standIns, path: '' }) }] };
  });
}

/** Fields that can share representations, and the stand-in that they need for each required field, by its path. */
interface Group {
  readonly fields: Set<FieldNode>;
  readonly choices: Map<string, string>;
}

function groupFields(selectionSet: SelectionSetNode, service: string, standIns: StandIns): Group[] {
  const groups: Group[] = [];

  function place(field: FieldNode, typeName: string): void {
    const requirement = standIns.requirementOf(service, typeName, field.name.value);
    const choices = requirement === undefined ? [] : choicesOf(requirement, '', standIns);
    const fits = ({ choices: taken }: Group) => choices.every(([path, name]) => (taken.get(path) ?? name) === name);
    let group = groups.find(fits);
    if (group === undefined) groups.push((group = { fields: new Set(), choices: new Map() }));
    group.fields.add(field);
    for (const [path, name] of choices) group.choices.set(path, name);
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

function choicesOf({ selections }: SelectionSetNode, path: string, standIns: StandIns): [string, string][] {
  return selections.flatMap((selection): [string, string][] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) return choicesOf(selection.selectionSet, path, standIns);
    const name = selection.name.value;
    const standIn = standIns.byName.get(name);
    const at = `${path}.${standIn?.field.name.value ?? name}`;
    return [
      ...(standIn === undefined ? [] : [[at, name] as [string, string]]),
      ...(selection.selectionSet ? choicesOf(selection.selectionSet, at, standIns) : []),
    ];
  });
}

/** True where two stand-ins of one field are required of one object. */
function isAtOdds(requires: readonly RequiredSelection[], standIns: StandIns): boolean {
  const taken = new Map<string, string>();
  const isOdd = (selections: readonly RequiredSelection[], path: string): boolean =>
    selections.some((selection) => {
      if (selection.kind === 'InlineFragment') return isOdd(selection.selections, path);
      const name = selection.alias ?? selection.name;
      const at = `${path}.${standIns.byName.get(name)?.field.name.value ?? name}`;
      const before = taken.get(at) ?? name;
      taken.set(at, before);
      return before !== name || isOdd(selection.selections ?? [], at);
    });
  return isOdd(requires, '');
}

interface KeepingRequired {
  readonly group: Group;
  readonly standIns: StandIns;
  readonly path: string;
}

function keepRequired(requires: readonly RequiredSelection[], keeping: KeepingRequired): RequiredSelection[] {
  const { group, standIns, path } = keeping;
  return requires.flatMap((selection): RequiredSelection[] => {
    if (selection.kind === 'InlineFragment') return [{ ...selection, selections: keepRequired(selection.selections, keeping) }];
    const name = selection.alias ?? selection.name;
    const standIn = standIns.byName.get(name);
    const at = `${path}.${standIn?.field.name.value ?? name}`;
    if (standIn !== undefined && group.choices.get(at) !== name) return [];
    if (selection.selections === undefined) return [selection];
    const selections = keepRequired(selection.selections, { ...keeping, path: at });
    return selections.length === 0 ? [] : [{ ...selection, selections }];
  });
}

function entitySelections(document: DocumentNode, key: string): SelectionSetNode {
  const definition = document.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  const field = definition?.selectionSet.selections.find((one): one is FieldNode => one.kind === Kind.FIELD && (one.alias ?? one.name).value === key);
  return field?.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] };
}

/** The fetch with the fields of a group alone. */
function keep<T extends (FetchNode | BatchFetchNode) & Parsed>(fetch: T, key: string, { fields }: Group): T {
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
function changed<T extends (FetchNode | BatchFetchNode) & Parsed>(fetch: T, change: (field: FieldNode) => FieldNode | undefined): T {
  const definitions = fetch.operationDocumentNode.definitions.map((one) => {
    if (one.kind !== Kind.OPERATION_DEFINITION) return one;
    const selections = one.selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? (change(selection) ?? []) : selection));
    const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
    const used = usedVariables(selectionSet);
    return { ...one, selectionSet, variableDefinitions: (one.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value)) };
  });
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions };
  const used = usedVariables(document);
  return {
    ...fetch,
    operationDocumentNode: document,
    operation: stripIgnoredCharacters(print(document)),
    variableUsages: fetch.variableUsages?.filter((name) => used.has(name)),
  };
}

function usedVariables(node: SelectionSetNode | DocumentNode): ReadonlySet<string> {
  const used = new Set<string>();
  visit(node, { VariableDefinition: () => false, Variable: ({ name }) => void used.add(name.value) });
  return used;
}
