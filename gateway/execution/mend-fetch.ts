import {
  isAbstractType,
  Kind,
  print,
  stripIgnoredCharacters,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { PlanGap, TypedKey } from './find-gap.ts';
import { collectNodes } from './known-fields.ts';
import { agreeInShape, onType, toLocalSelections, TYPENAME, type LocalSetting } from './local-selection.ts';
import { fragmentsOf } from './named-fragments.ts';
import type { BatchFetchNode, FetchNode } from './query-plan.ts';
import { readPlanPath } from './result-path.ts';

/** The path of a plan's fetch, from the root. */
export type FetchPath = readonly (string | number)[];

/** A fetch that lacks something, and what is known of it. */
export interface MendingFetch extends LocalSetting {
  readonly gap: PlanGap;
  /** The operation that was planned. */
  readonly document: DocumentNode;
  /** The response name of `_entities`; undefined for a fetch of the root. */
  readonly field: string | undefined;
  readonly paths: readonly FetchPath[];
}

/** A fetch with a gap closed, for each way in which it can close it. */
export function* mendFetch<T extends FetchNode | BatchFetchNode>(fetch: T, setting: MendingFetch): Generator<T> {
  const { gap, field, fragments } = setting;
  const document = fetch.operationDocumentNode;
  const definition = document?.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  if (document === undefined || definition === undefined || gap.missing === undefined) return;
  const place = { service: fetch.serviceName, typeName: gap.typeName };
  const added = toLocalSelections({ ...place, fields: new Map([[gap.missing.key, gap.missing.nodes]]) }, { ...setting, fragments });
  if (added === undefined) return;
  const rests = setting.paths.flatMap((path) => restOf(gap.path, path) ?? []);
  for (const rest of new Set(rests.map((one) => one.length))) {
    const keys: TypedKey[] = gap.path.slice(gap.path.length - rest);
    const steps = field === undefined ? keys : [{ typeName: '', key: field }, ...keys];
    const selectionSet = addAt(definition.selectionSet, steps, { ...setting, ...place, added, fragments: fragmentsOf(document) });
    if (selectionSet !== undefined) yield withSelections(fetch, { document, definition, selectionSet, added }, setting.document);
  }
}

/** What is left of the way to a gap behind a fetch's path; undefined when the way is another. */
function restOf(way: readonly TypedKey[], path: FetchPath): readonly TypedKey[][] | undefined {
  const keys = readPlanPath(path).flatMap(({ key }) => key ?? []);
  return keys.every((key, index) => way[index]?.key === key) ? [way.slice(keys.length)] : undefined;
}

interface Adding extends LocalSetting {
  readonly service: string;
  readonly typeName: string;
  readonly added: readonly SelectionNode[];
  /** Those of the fetch. */
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** The selections with the new ones at the end of the way; undefined where the way is not asked for, or the type cannot stand there. */
function addAt(selectionSet: SelectionSetNode, [step, ...way]: readonly TypedKey[], adding: Adding): SelectionSetNode | undefined {
  if (step === undefined) return undefined;
  const { selections } = selectionSet;
  for (const [index, selection] of selections.entries()) {
    let mended: SelectionNode | undefined;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value;
      if (condition !== undefined && !adding.matchesType(step.typeName, condition)) continue;
      const inner = addAt(selection.selectionSet, [step, ...way], adding);
      if (inner !== undefined) mended = { ...selection, selectionSet: inner };
    } else if (selection.kind === Kind.FIELD && selection.selectionSet !== undefined && (selection.alias ?? selection.name).value === step.key) {
      const type = adding.types.fieldType(adding.service, step.typeName, selection.name.value);
      const inner = way.length > 0 ? addAt(selection.selectionSet, way, adding) : addHere(selection.selectionSet, type, adding);
      if (inner !== undefined) mended = { ...selection, selectionSet: inner };
    }
    if (mended !== undefined) return { ...selectionSet, selections: selections.with(index, mended) };
  }
  return undefined;
}

/** `declaredType` is undefined among entities. */
function addHere(selectionSet: SelectionSetNode, declaredType: string | undefined, adding: Adding): SelectionSetNode | undefined {
  const { service, typeName, added, types, fullSchema } = adding;
  const isOpen = declaredType === undefined || isAbstractType(fullSchema.getType(declaredType));
  if (declaredType !== undefined && declaredType !== typeName && !types.possibleTypes(service, declaredType).includes(typeName)) return undefined;
  const shapes = new Map<string, string | undefined>();
  for (const name of isOpen && declaredType !== undefined ? types.possibleTypes(service, declaredType) : [typeName]) {
    const selections = [...collectNodes(name, [selectionSet], adding).values()].flat();
    if (!agreeInShape({ service, typeName: name, selections }, shapes, types)) return undefined;
  }
  if (!agreeInShape({ service, typeName, selections: added }, shapes, types)) return undefined;
  const isTold = !isOpen || declaredType === undefined || collectNodes(declaredType, [selectionSet], adding).has('__typename');
  const selections = isOpen ? [onType(typeName, added)] : added;
  return { ...selectionSet, selections: [...(isTold ? [] : [TYPENAME]), ...selectionSet.selections, ...selections] };
}

interface Changed {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly selectionSet: SelectionSetNode;
  readonly added: readonly SelectionNode[];
}

/** A fetch with other selections, and with the client's variables that they use. */
function withSelections<T extends FetchNode | BatchFetchNode>(fetch: T, changed: Changed, client: DocumentNode): T {
  const used = new Set<string>();
  for (const node of changed.added) visit(node, { Variable: ({ name }) => void used.add(name.value) });
  const { variableDefinitions = [] } = changed.definition;
  const known = new Set(variableDefinitions.map(({ variable }) => variable.name.value));
  const definitions = client.definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? (one.variableDefinitions ?? []) : []));
  const lacking = definitions.filter(({ variable: { name } }) => used.has(name.value) && !known.has(name.value));
  const definition = { ...changed.definition, selectionSet: changed.selectionSet, variableDefinitions: [...variableDefinitions, ...lacking] };
  const document: DocumentNode = {
    ...changed.document,
    definitions: changed.document.definitions.map((one) => (one === changed.definition ? definition : one)),
  };
  return {
    ...fetch,
    operationDocumentNode: document,
    operation: stripIgnoredCharacters(print(document)),
    variableUsages: [...new Set([...(fetch.variableUsages ?? []), ...used])],
  };
}
