import type * as Native from '@graphql-hive/router-query-planner';
import { parse } from 'graphql';
import type { BatchFetchNode, EntityBatch, FetchNode, PlanNode, RequiredSelection, Rewrite, SubscriptionNode } from './query-plan.ts';

/** Names of the object types that a type's name stands for: itself, and those that implement it or are its members. */
export type PossibleTypes = (typeName: string) => readonly string[];

/** Thrown for a plan that cannot be carried out, or would not bring everything; another planner has to plan the operation. */
export class UnfitPlanError extends Error {
  constructor(why: string) {
    super(`the native planner's plan does not fit: ${why}`);
    this.name = 'UnfitPlanError';
  }
}

/** The native planner's plan in the terms of execution. Throws an UnfitPlanError when it has no such terms. */
export function toPlanNode(node: Native.PlanNode, possibleTypes: PossibleTypes): PlanNode | SubscriptionNode {
  if (node.kind === 'Subscription') return toSubscription(node, [], possibleTypes);
  const [first, ...rest] = node.kind === 'Sequence' ? node.nodes : [];
  return first?.kind === 'Subscription' ? toSubscription(first, rest, possibleTypes) : toNode(node, possibleTypes);
}

/** The planner puts what follows each event behind the subscription, in a sequence. */
function toSubscription({ primary }: Native.SubscriptionNode, rest: readonly Native.PlanNode[], possibleTypes: PossibleTypes): SubscriptionNode {
  const nodes = rest.map((node) => toNode(node, possibleTypes));
  return { kind: 'Subscription', primary: toFetch(primary), rest: nodes.length === 0 ? undefined : { kind: 'Sequence', nodes } };
}

function toNode(node: Native.PlanNode, possibleTypes: PossibleTypes): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map((child) => toNode(child, possibleTypes)) };
    case 'Flatten':
      return { kind: 'Flatten', path: toPath(node.path, possibleTypes), node: toNode(node.node, possibleTypes) };
    case 'Condition':
      return {
        kind: 'Condition',
        condition: node.condition,
        ifClause: node.ifClause && toNode(node.ifClause, possibleTypes),
        elseClause: node.elseClause && toNode(node.elseClause, possibleTypes),
      };
    case 'Fetch':
      return toFetch(node);
    case 'BatchFetch':
      return toBatchFetch(node, possibleTypes);
    case 'Subscription':
    case 'Defer':
      throw new UnfitPlanError(`a ${node.kind} inside`);
  }
}

function toFetch({ requires, inputRewrites, outputRewrites, operationKind = 'query', ...node }: Native.FetchNode): FetchNode {
  return {
    ...node,
    kind: 'Fetch',
    operationKind,
    operationDocumentNode: parse(node.operation, { noLocation: true }),
    requires: requires?.map(toRequired),
    inputRewrites: inputRewrites?.flatMap(toRewrites),
    outputRewrites: outputRewrites?.flatMap(toRewrites),
  };
}

function toBatchFetch({ entityBatch, operationKind = 'query', ...node }: Native.BatchFetchNode, possibleTypes: PossibleTypes): BatchFetchNode {
  const operationDocumentNode = parse(node.operation, { noLocation: true });
  return { ...node, operationKind, operationDocumentNode, batches: entityBatch.aliases.map((alias) => toBatch(alias, possibleTypes)) };
}

function toBatch(batch: Native.EntityBatchAlias, possibleTypes: PossibleTypes): EntityBatch {
  return {
    alias: batch.alias,
    variableName: batch.representationsVariableName,
    paths: batch.paths.map((path) => toPath(path, possibleTypes)),
    requires: batch.requires.map(toRequired),
    inputRewrites: batch.inputRewrites?.flatMap(toRewrites),
    outputRewrites: batch.outputRewrites?.flatMap(toRewrites),
  };
}

/** Execution compares names of object types, so that a condition on an interface is written out. */
function toPath(path: readonly Native.FlattenNodePathSegment[], possibleTypes: PossibleTypes): string[] {
  return path.map((segment) => {
    if (segment === '@') return segment;
    if ('Field' in segment) return segment.Field;
    return `|[${[...new Set(segment.TypeCondition.flatMap(possibleTypes))].join(',')}]`;
  });
}

function toRequired(selection: Native.RequiresSelection): RequiredSelection {
  switch (selection.kind) {
    case 'Field':
      return {
        kind: 'Field',
        name: selection.name,
        alias: selection.alias,
        selections: selection.selections?.map(toRequired),
      };
    case 'InlineFragment':
      if (selection.skipIf !== undefined || selection.includeIf !== undefined) throw new UnfitPlanError('a condition on what is required');
      return { kind: 'InlineFragment', typeCondition: selection.typeCondition, selections: selection.selections.map(toRequired) };
    case 'FragmentSpread':
      throw new UnfitPlanError('a fragment in what is required');
  }
}

/** A rewrite for each type that it concerns: applied to an object of one type, at most one of them does anything. */
function toRewrites(rewrite: Native.FetchRewrite): Rewrite[] {
  if ('KeyRenamer' in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return toRewritePaths(path).map((steps) => ({ kind: 'KeyRenamer', path: steps, renameKeyTo }));
  }
  const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
  return toRewritePaths(path).map((steps) => ({ kind: 'ValueSetter', path: steps, setValueTo }));
}

function toRewritePaths(path: readonly Native.FetchNodePathSegment[]): string[][] {
  let paths: string[][] = [[]];
  for (const segment of path) {
    const steps = 'Key' in segment ? [segment.Key] : segment.TypenameEquals.map((name) => `... on ${name}`);
    paths = paths.flatMap((before) => steps.map((step) => [...before, step]));
  }
  return paths;
}
