import { Kind, parse, print, stripIgnoredCharacters, visit, type DocumentNode } from 'graphql';
import type { StandIns } from '../supergraph/stand-ins.ts';
import type { BatchFetchNode, FetchNode, PlanNode, RequiredSelection, Rewrite, SubscriptionNode } from './query-plan.ts';
import { splitBatchFetch, splitFetch } from './split-fetch.ts';

/**
 * Turns a plan over a supergraph with stand-ins into one over the supergraph itself. A stand-in is asked for as its field, under
 * its own name as the alias, and goes into representations under the field's name; a fetch whose representations would hold one
 * name twice becomes several.
 */
export function resolveStandIns(node: PlanNode, standIns: StandIns | undefined): PlanNode {
  if (standIns === undefined) return node;
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((child) => resolveStandIns(child, standIns)) };
    case 'Flatten': {
      const { node: inner } = node;
      if (inner.kind !== 'Fetch') return { ...node, node: resolveStandIns(inner, standIns) };
      return together(splitFetch(withDocument(inner), standIns).map((fetch) => ({ ...node, node: resolveFetch(fetch, standIns) })));
    }
    case 'Condition':
      return {
        ...node,
        ifClause: node.ifClause && resolveStandIns(node.ifClause, standIns),
        elseClause: node.elseClause && resolveStandIns(node.elseClause, standIns),
      };
    case 'Fetch':
      return resolveFetch(withDocument(node), standIns);
    case 'BatchFetch':
      return together(splitBatchFetch(withDocument(node), standIns).map((fetch) => resolveBatchFetch(fetch, standIns)));
  }
}

/** The same for a plan that may be a subscription's. */
export function resolveAllStandIns(node: PlanNode | SubscriptionNode, standIns: StandIns | undefined): PlanNode | SubscriptionNode {
  if (node.kind !== 'Subscription' || standIns === undefined) return node.kind === 'Subscription' ? node : resolveStandIns(node, standIns);
  return { ...node, primary: resolveFetch(withDocument(node.primary), standIns), rest: node.rest && resolveStandIns(node.rest, standIns) };
}

function together(nodes: readonly PlanNode[]): PlanNode {
  const [only] = nodes;
  return only !== undefined && nodes.length === 1 ? only : { kind: 'Parallel', nodes };
}

/** A fetch with its operation parsed. */
type ParsedFetch<T extends FetchNode | BatchFetchNode> = T & { readonly operationDocumentNode: DocumentNode };

function withDocument<T extends FetchNode | BatchFetchNode>(fetch: T): ParsedFetch<T> {
  return { ...fetch, operationDocumentNode: fetch.operationDocumentNode ?? parse(fetch.operation, { noLocation: true }) };
}

function resolveFetch(fetch: ParsedFetch<FetchNode>, standIns: StandIns): FetchNode {
  return {
    ...resolveDocument(fetch, standIns),
    requires: fetch.requires?.map((one) => resolveRequired(one, standIns)),
    inputRewrites: fetch.inputRewrites?.map((one) => resolveRewrite(one, standIns)),
  };
}

function resolveBatchFetch(fetch: ParsedFetch<BatchFetchNode>, standIns: StandIns): BatchFetchNode {
  return {
    ...resolveDocument(fetch, standIns),
    batches: fetch.batches.map((batch) => ({
      ...batch,
      requires: batch.requires.map((one) => resolveRequired(one, standIns)),
      inputRewrites: batch.inputRewrites?.map((one) => resolveRewrite(one, standIns)),
    })),
  };
}

function resolveDocument<T extends FetchNode | BatchFetchNode>(fetch: ParsedFetch<T>, { byName }: StandIns): T {
  let isChanged = false;
  const document: DocumentNode = visit(fetch.operationDocumentNode, {
    Field(node) {
      const standIn = byName.get(node.name.value);
      if (standIn === undefined) return undefined;
      isChanged = true;
      const { name, arguments: given } = standIn.field;
      return { ...node, name, alias: node.alias ?? { kind: Kind.NAME, value: standIn.name }, ...(given === undefined ? {} : { arguments: given }) };
    },
  });
  return isChanged ? { ...fetch, operationDocumentNode: document, operation: stripIgnoredCharacters(print(document)) } : fetch;
}

function resolveRequired(selection: RequiredSelection, standIns: StandIns): RequiredSelection {
  const selections = selection.selections?.map((one) => resolveRequired(one, standIns));
  if (selection.kind === 'InlineFragment') return { ...selection, selections: selections ?? [] };
  const standIn = standIns.byName.get(selection.alias ?? selection.name);
  return { ...selection, selections, ...(standIn === undefined ? {} : { alias: standIn.field.name.value }) };
}

function resolveRewrite(rewrite: Rewrite, { byName }: StandIns): Rewrite {
  return { ...rewrite, path: rewrite.path.map((step) => byName.get(step)?.field.name.value ?? step) };
}
