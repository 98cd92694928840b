import { parse } from 'graphql';
import { toMergeShape, type MergeShape } from './merge-shape.ts';
import type { FetchNode, PlanNode } from './query-plan.ts';
import { readPlanPath, type PlanStep } from './result-path.ts';

/** A plan with everything about it worked out that does not depend on a request. */
export type CompiledNode =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly CompiledNode[] }
  | { readonly kind: 'Flatten'; readonly steps: readonly PlanStep[]; readonly node: CompiledNode }
  | { readonly kind: 'Condition'; readonly condition: string; readonly ifClause: CompiledNode | undefined; readonly elseClause: CompiledNode | undefined }
  | CompiledFetch;

export interface CompiledFetch {
  readonly kind: 'Fetch';
  readonly node: FetchNode;
  /** The shape of what is merged: the operation's root, or an entity. */
  readonly shape: MergeShape;
  /** Response names that the fetch adds to its target, `__typename` left out: where its failure is told. */
  readonly responseKeys: readonly string[];
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
  }
}

/** Compiles one fetch; a subscription's first one is compiled by itself. */
export function compileFetch(node: FetchNode): CompiledFetch {
  const document = node.operationDocumentNode ?? parse(node.operation, { noLocation: true });
  const root = toMergeShape(document, node.outputRewrites);
  const shape = node.requires === undefined ? root : (root.fields.get('_entities') ?? root);
  const { operationDocumentNode: _parsed, ...rest } = node;
  return { kind: 'Fetch', node: rest, shape, responseKeys: [...shape.fields.keys()].filter((key) => key !== '__typename') };
}

function compileClause(node: PlanNode | undefined): CompiledNode | undefined {
  return node === undefined ? undefined : compilePlan(node);
}
