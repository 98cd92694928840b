import { parse, type DocumentNode } from 'graphql';
import { toMergeShape, type MergeShape } from './merge-shape.ts';
import type { BatchFetchNode, EntityBatch, FetchNode, PlanNode } from './query-plan.ts';
import { readPlanPath, type PlanStep } from './result-path.ts';

/** A plan with everything about it worked out that does not depend on a request. */
export type CompiledNode =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly CompiledNode[] }
  | { readonly kind: 'Flatten'; readonly steps: readonly PlanStep[]; readonly node: CompiledNode }
  | { readonly kind: 'Condition'; readonly condition: string; readonly ifClause: CompiledNode | undefined; readonly elseClause: CompiledNode | undefined }
  | CompiledFetch
  | CompiledBatchFetch;

export interface CompiledFetch {
  readonly kind: 'Fetch';
  readonly node: FetchNode;
  /** The shape of what is merged: the operation's root, or an entity. */
  readonly shape: MergeShape;
  /** Response names that the fetch adds to its target, `__typename` left out: where its failure is told. */
  readonly responseKeys: readonly string[];
}

export interface CompiledBatchFetch {
  readonly kind: 'BatchFetch';
  /** The request as a fetch of the root. */
  readonly request: CompiledFetch;
  readonly batches: readonly CompiledBatch[];
}

export interface CompiledBatch {
  readonly alias: string;
  readonly variableName: string;
  readonly paths: readonly (readonly PlanStep[])[];
  /** The batch as if it were a fetch of its own. */
  readonly fetch: CompiledFetch;
}

/** Compiles a plan's node and all below it. */
export function compilePlan(node: PlanNode): CompiledNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map(compilePlan) };
    case 'Flatten':
      return { kind: 'Flatten', steps: readPlanPath(node.path), node: compilePlan(node.node) };
    case 'Condition':
      return { kind: 'Condition', condition: node.condition, ifClause: compileClause(node.ifClause), elseClause: compileClause(node.elseClause) };
    case 'Fetch':
      return compileFetch(node);
    case 'BatchFetch':
      return compileBatchFetch(node);
  }
}

/** Compiles one fetch; a subscription's first one is compiled by itself. */
export function compileFetch(node: FetchNode): CompiledFetch {
  const document = node.operationDocumentNode ?? parse(node.operation, { noLocation: true });
  const { operationDocumentNode: _parsed, ...rest } = node;
  return toCompiledFetch(rest, toMergeShape(document, node.outputRewrites, '_entities'), node.requires === undefined ? undefined : '_entities');
}

function toCompiledFetch(node: FetchNode, root: MergeShape, entities: string | undefined): CompiledFetch {
  const shape = entities === undefined ? root : (root.fields.get(entities) ?? root);
  return { kind: 'Fetch', node, shape, responseKeys: [...shape.fields.keys()].filter((key) => key !== '__typename') };
}

function compileBatchFetch(node: BatchFetchNode): CompiledBatchFetch {
  const { batches, operationDocumentNode, ...request } = node;
  const document = operationDocumentNode ?? parse(node.operation, { noLocation: true });
  const fetch: FetchNode = { ...request, kind: 'Fetch' };
  return {
    kind: 'BatchFetch',
    request: toCompiledFetch(fetch, toMergeShape(document), undefined),
    batches: batches.map((batch) => compileBatch(batch, fetch, document)),
  };
}

function compileBatch(batch: EntityBatch, request: FetchNode, document: DocumentNode): CompiledBatch {
  const { alias, variableName, paths, ...rest } = batch;
  return {
    alias,
    variableName,
    paths: paths.map(readPlanPath),
    fetch: toCompiledFetch({ ...request, ...rest }, toMergeShape(document, batch.outputRewrites, alias), alias),
  };
}

function compileClause(node: PlanNode | undefined): CompiledNode | undefined {
  return node === undefined ? undefined : compilePlan(node);
}
