import { isAbstractType, Kind, visit, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { findGaps, type PlanGap } from './find-gap.ts';
import { collectNodes, isSendable, mergeKnown, renameKnown, toAnswer, type AnswerSetting, type KnownFields, type KnownObjects } from './known-fields.ts';
import type { BatchFetchNode, EntityBatch, FetchNode, PlanNode, RequiredSelection, SubscriptionNode } from './query-plan.ts';
import { fragmentsOf } from './named-fragments.ts';
import { readPlanPath, type PlanStep } from './result-path.ts';
import type { SubgraphTypes } from './subgraph-types.ts';
import { createTypeMatcher, type MatchesType } from './type-condition.ts';

/** Finds what a plan forgets; empty when every field of the operation is asked for, for every type that its object may have. */
export type CheckPlan = (node: PlanNode | SubscriptionNode | undefined, document: DocumentNode) => readonly PlanGap[];

/** The schemas that a plan is checked against. */
export interface CheckSetting {
  readonly apiSchema: GraphQLSchema;
  readonly fullSchema: GraphQLSchema;
  readonly types: SubgraphTypes;
}

/**
 * Checks plans by carrying them out on types instead of values: each fetch adds, to each type that may stand at its place, the
 * fields that its answer brings; an entity fetch only to those types whose required fields are there by then.
 * The document is the one that was planned: one operation, whose conditions are gone.
 */
export function createPlanCheck(setting: CheckSetting): CheckPlan {
  const matchesType = createTypeMatcher(setting.fullSchema);
  const matchesApiType = createTypeMatcher(setting.apiSchema);
  return (node, document) => {
    const definition = document.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
    const rootType = definition === undefined ? undefined : setting.apiSchema.getRootType(definition.operation);
    if (definition === undefined || !rootType) return [];
    const root: KnownObjects = new Map([[rootType.name, new Map()]]);
    if (node !== undefined) {
      const representatives = createRepresentatives(findConditions(node, document), matchesType);
      carryOut(node, root, { ...setting, matchesType, representatives });
    }
    return findGaps({ objects: root, path: [] }, [definition.selectionSet], { ...setting, matchesType: matchesApiType, fragments: fragmentsOf(document) });
  };
}

interface CarryingOut extends CheckSetting {
  readonly matchesType: MatchesType;
  readonly representatives: AnswerSetting['representatives'];
}

function carryOut(node: PlanNode | SubscriptionNode, root: KnownObjects, setting: CarryingOut): void {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      for (const child of node.nodes) carryOut(child, root, setting);
      return;
    case 'Subscription':
      answerRoot(node.primary, root, setting);
      if (node.rest !== undefined) carryOut(node.rest, root, setting);
      return;
    case 'Flatten':
      if (node.node.kind === 'Fetch')
        answerEntities(node.node, root, { ...setting, paths: [node.path], requires: node.node.requires ?? [], field: '_entities' });
      return;
    case 'Fetch':
      answerRoot(node, root, setting);
      return;
    case 'BatchFetch':
      for (const batch of node.batches) answerEntities({ ...node, ...batch }, root, { ...setting, ...batch, field: batch.alias });
      return;
    case 'Condition':
      for (const clause of [node.ifClause, node.elseClause]) if (clause !== undefined) carryOut(clause, root, setting);
  }
}

function answerRoot(fetch: FetchNode, root: KnownObjects, setting: CarryingOut): void {
  const { answering, selectionSet } = readOperation(fetch, setting);
  for (const [typeName, fields] of root) {
    const answer = toAnswer(typeName, [selectionSet], answering);
    for (const rewrite of fetch.outputRewrites ?? []) renameKnown(typeName, answer, { ...rewrite, matchesType: setting.matchesType });
    mergeKnown(fields, answer);
  }
}

interface AnsweringEntities extends CarryingOut {
  readonly paths: EntityBatch['paths'];
  readonly requires: readonly RequiredSelection[];
  /** The response name of `_entities`. */
  readonly field: string;
}

type EntityRequest = Pick<FetchNode, 'serviceName' | 'operation' | 'operationDocumentNode' | 'outputRewrites'>;

function answerEntities(request: EntityRequest, root: KnownObjects, setting: AnsweringEntities): void {
  const { matchesType, requires, types } = setting;
  const { answering, selectionSet } = readOperation(request, setting);
  const inner = (collectNodes('', [selectionSet], answering).get(setting.field) ?? []).flatMap((one) =>
    one.selectionSet === undefined ? [] : [one.selectionSet],
  );

  function toEntity(typeName: string): KnownFields {
    const answer = toAnswer(typeName, inner, answering);
    for (const rewrite of request.outputRewrites ?? []) renameKnown(typeName, answer, { ...rewrite, matchesType });
    return answer;
  }

  const found = setting.paths.flatMap((path) => findObjects([{ objects: root, typeName: undefined }], readPlanPath(path)));
  for (const { objects, typeName } of found) {
    const fields = typeName === undefined ? undefined : objects.get(typeName);
    if (typeName === undefined || fields === undefined || !isSendable(typeName, fields, { requires, matchesType })) continue;
    const answer = toEntity(typeName);
    mergeKnown(fields, answer);
    const isTold = answer.has('__typename') && !types.isInterfaceObject(request.serviceName, typeName);
    if (!isTold || !isAbstractType(setting.fullSchema.getType(typeName))) continue;
    for (const name of setting.representatives(types.possibleTypes(request.serviceName, typeName))) {
      const told: KnownFields = objects.get(name) ?? new Map();
      objects.set(name, told);
      mergeKnown(told, fields);
      mergeKnown(told, toEntity(name));
    }
    objects.delete(typeName);
  }
}

/** Objects of one type at one place. */
interface Found {
  readonly objects: KnownObjects;
  /** Undefined means any. */
  readonly typeName: string | undefined;
}

function findObjects(from: readonly Found[], steps: readonly PlanStep[]): Found[] {
  let found = from.flatMap(({ objects }) => [...objects.keys()].map((typeName) => ({ objects, typeName })));
  for (const { key, types } of steps) {
    if (key !== undefined) {
      found = found.flatMap(({ objects, typeName }) => {
        const inner = objects.get(typeName)?.get(key);
        return inner === undefined ? [] : [...inner.keys()].map((name) => ({ objects: inner, typeName: name }));
      });
    }
    if (types !== undefined) found = found.filter(({ objects, typeName }) => types.has(typeName) && objects.get(typeName)?.has('__typename') === true);
  }
  return found;
}

function readOperation(request: EntityRequest, setting: CarryingOut): { answering: AnswerSetting; selectionSet: SelectionSetNode } {
  const document = request.operationDocumentNode;
  const definition = document?.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  if (document === undefined || definition === undefined) throw new Error('a plan is checked with its operations parsed');
  return { answering: { ...setting, service: request.serviceName, fragments: fragmentsOf(document) }, selectionSet: definition.selectionSet };
}

/** Every type that a plan or its operation names, and so may treat in its own way. */
function findConditions(node: PlanNode | SubscriptionNode, document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  const addDocument = (one: DocumentNode | undefined) => {
    if (one !== undefined) visit(one, { NamedType: ({ name }) => void names.add(name.value) });
  };
  const addRequired = (selections: readonly RequiredSelection[] = []) => {
    for (const selection of selections) {
      if (selection.kind === 'InlineFragment' && selection.typeCondition !== undefined) names.add(selection.typeCondition);
      addRequired(selection.selections);
    }
  };
  const addPath = (path: readonly (string | number)[]) => {
    for (const { types } of readPlanPath(path)) for (const name of types ?? []) names.add(name);
  };
  const addRewrites = ({ outputRewrites = [] }: Pick<FetchNode, 'outputRewrites'>) => {
    for (const { path } of outputRewrites) for (const step of path) if (step.startsWith('... on ')) names.add(step.slice('... on '.length));
  };
  const addFetch = (fetch: FetchNode | BatchFetchNode) => {
    addDocument(fetch.operationDocumentNode);
    for (const one of fetch.kind === 'BatchFetch' ? fetch.batches : [fetch]) {
      addRequired(one.requires);
      addRewrites(one);
    }
    if (fetch.kind === 'BatchFetch') for (const { paths } of fetch.batches) paths.forEach(addPath);
  };
  const addNode = (one: PlanNode | SubscriptionNode | undefined) => {
    if (one === undefined) return;
    if (one.kind === 'Sequence' || one.kind === 'Parallel') one.nodes.forEach(addNode);
    else if (one.kind === 'Condition') [one.ifClause, one.elseClause].forEach(addNode);
    else if (one.kind === 'Subscription') [one.primary, one.rest].forEach(addNode);
    else if (one.kind === 'Flatten') {
      addPath(one.path);
      addNode(one.node);
    } else addFetch(one);
  };
  addDocument(document);
  addNode(node);
  return names;
}

function createRepresentatives(conditions: ReadonlySet<string>, matchesType: MatchesType): AnswerSetting['representatives'] {
  return (typeNames) => {
    const byTreatment = new Map<string, string>();
    for (const name of typeNames) {
      const treatment = conditions.has(name) ? name : [...conditions].filter((condition) => matchesType(name, condition)).join(' ');
      if (!byTreatment.has(treatment)) byTreatment.set(treatment, name);
    }
    return [...byTreatment.values()];
  };
}
