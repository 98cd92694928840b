import { parse, type DocumentNode } from 'graphql';
import type { CompiledCall, CompiledNode, CompiledPart, CompiledPlan } from './compiled-plan.ts';
import { createPartCompiler, type PartCompiler, type PartSource } from './compile-part.ts';
import { createBoundedMap } from './bounded-map.ts';
import { toMergeShape } from './merge-shape.ts';
import { OverlapError, toPosition } from './position.ts';
import type { BatchFetchNode, FetchNode, PlanNode, SubscriptionNode } from './query-plan.ts';
import { readPlanPath, type PlanStep } from './result-path.ts';
import { withoutBatches } from './split-fetch.ts';

/** Makes the symbols of links: the nth of any plan is the same, so that answers of all plans come to the same few shapes. */
export type LinkKeys = (nth: number) => symbol;

/** Makes the keys under which links hang on objects: the same symbol for the same number, so that objects of all plans keep one shape. */
export function createLinkKeys(): LinkKeys {
  const made: symbol[] = [];
  return (nth) => (made[nth] ??= Symbol(`link ${nth}`));
}

/**
 * Compiles a plan. What a fetch brings for an entity is linked to the objects that wait for it, shared and never copied. Where that
 * does not do, because two fetches bring parts of one object or arguments come from the objects above, every answer is merged
 * into its objects instead.
 */
export function compilePlan(plan: PlanNode | SubscriptionNode, linkKeys: LinkKeys): CompiledPlan {
  if (!takesContext(plan)) {
    try {
      let nth = 0;
      return compile(plan, () => linkKeys(nth++));
    } catch (error) {
      if (!(error instanceof OverlapError)) throw error;
    }
  }
  return compile(plan, undefined);
}

function takesContext(node: PlanNode | SubscriptionNode | undefined): boolean {
  switch (node?.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.some(takesContext);
    case 'Flatten':
      return takesContext(node.node);
    case 'Condition':
      return takesContext(node.ifClause) || takesContext(node.elseClause);
    case 'Subscription':
      return takesContext(node.rest);
    case 'Fetch':
      return node.contextRewrites !== undefined && node.contextRewrites.length > 0;
    case 'BatchFetch':
    case undefined:
      return false;
  }
}

function compile(plan: PlanNode | SubscriptionNode, nextLink: (() => symbol) | undefined): CompiledPlan {
  const root = toPosition({ fields: new Map() });
  const compiler = createPartCompiler(root, nextLink);
  const start: Where = { path: [], ended: new Set(), isConditional: false };
  if (plan.kind !== 'Subscription') return { root, source: undefined, node: compileNode(plan, start, compiler) };
  const source = compileFetch(plan.primary, start, compiler);
  return { root, source, node: plan.rest === undefined ? undefined : compileNode(plan.rest, start, compiler) };
}

/** Compiles nodes that run on one root, each after those before it. Every answer is merged into its objects, for any of them to read. */
export function compileMerged(nodes: readonly PlanNode[]): { readonly root: CompiledPlan['root']; readonly compiled: readonly CompiledNode[] } {
  const root = toPosition({ fields: new Map() });
  const compiler = createPartCompiler(root, undefined);
  const where: Where = { path: [], ended: new Set(), isConditional: false };
  return { root, compiled: nodes.map((node) => compileNode(node, where, compiler)) };
}

/** What surrounds a node. */
interface Where {
  /** The steps of the Flatten nodes around it. */
  readonly path: readonly PlanStep[];
  /** Links of the fetches that have ended when it begins; what it compiles adds its own. */
  readonly ended: Set<symbol>;
  readonly isConditional: boolean;
}

function compileNode(node: PlanNode, where: Where, compiler: PartCompiler): CompiledNode {
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'Sequence', nodes: node.nodes.map((child) => compileNode(child, where, compiler)) };
    case 'Parallel':
      return { kind: 'Parallel', nodes: compileAside(node.nodes, where, compiler) };
    case 'Flatten':
      return compileNode(node.node, { ...where, path: [...where.path, ...readPlanPath(node.path)] }, compiler);
    case 'Condition': {
      const compileClause = (clause: PlanNode | undefined) =>
        compileAside(clause === undefined ? [] : [clause], { ...where, isConditional: true }, compiler)[0];
      return { kind: 'Condition', condition: node.condition, ifClause: compileClause(node.ifClause), elseClause: compileClause(node.elseClause) };
    }
    case 'Fetch':
      return compileFetch(node, where, compiler);
    case 'BatchFetch':
      return compileBatchFetch(node, where, compiler);
  }
}

/** Nodes none of which can read what another brings; what follows them can read all of it. */
function compileAside(nodes: readonly PlanNode[], where: Where, compiler: PartCompiler): CompiledNode[] {
  const asides = nodes.map(() => new Set(where.ended));
  const compiled = nodes.map((node, index) => compileNode(node, { ...where, ended: asides[index] ?? new Set() }, compiler));
  for (const ended of asides) for (const link of ended) where.ended.add(link);
  return compiled;
}

function compileFetch(node: FetchNode, where: Where, compiler: PartCompiler): CompiledCall {
  const root = toMergeShape(node.operationDocumentNode ?? parse(node.operation, { noLocation: true }), node.outputRewrites, '_entities');
  const { requires, inputRewrites, outputRewrites } = node;
  const entities = requires === undefined ? undefined : { alias: '_entities', variableName: 'representations', inputRewrites, requires };
  const shape = entities === undefined ? root : (root.fields.get(entities.alias) ?? root);
  return toCall(node, node.contextRewrites ?? [], compileParts([{ entities, paths: [where.path], shape, outputRewrites }], where, compiler));
}

function compileBatchFetch(node: BatchFetchNode, where: Where, compiler: PartCompiler): CompiledCall {
  const document: DocumentNode = parse(node.operation, { noLocation: true });
  const sources = node.batches.map(({ alias, variableName, inputRewrites, outputRewrites, requires, paths }): PartSource => {
    const root = toMergeShape(document, outputRewrites, alias);
    return {
      entities: { alias, variableName, inputRewrites, requires },
      paths: paths.map((path) => [...where.path, ...readPlanPath(path)]),
      shape: root.fields.get(alias) ?? root,
      outputRewrites,
    };
  });
  const call = toCall(node, [], compileParts(sources, where, compiler));
  return node.batches.length === 1 ? call : { ...call, narrow: createNarrowing({ ...node, operationDocumentNode: document }, call.parts) };
}

/** Texts that leave out the same parts are made once, and a few of them kept. */
function createNarrowing(node: BatchFetchNode & { readonly operationDocumentNode: DocumentNode }, parts: readonly CompiledPart[]): CompiledCall['narrow'] {
  const made = createBoundedMap<string, string>(KEPT_NARROWINGS);
  return (waiting) => {
    const empty = node.batches.filter((_batch, index) => !parts.some((part, at) => at === index && waiting.has(part)));
    const key = empty.map(({ alias }) => alias).join();
    const query = made.get(key) ?? withoutBatches(node, empty).operation;
    made.set(key, query);
    return query;
  };
}

const KEPT_NARROWINGS = 16;

/** All of a call's parts begin before any of them has ended. */
function compileParts(sources: readonly PartSource[], { ended, isConditional }: Where, compiler: PartCompiler): CompiledPart[] {
  const parts = sources.map((source) => compiler.compile(source, { ended: new Set(ended), isConditional }));
  for (const { link } of parts) if (link !== undefined) ended.add(link);
  return parts;
}

function toCall(node: FetchNode | BatchFetchNode, contextRewrites: CompiledCall['contextRewrites'], parts: readonly CompiledPart[]): CompiledCall {
  const { serviceName, operation, operationName, operationKind, variableUsages = [] } = node;
  const mayShare = parts.every(({ link, outputRewrites }) => link !== undefined && outputRewrites === undefined);
  return {
    kind: 'Call',
    service: serviceName,
    query: operation,
    narrow: undefined,
    operationName,
    operationKind,
    variableUsages,
    contextRewrites,
    parts,
    mayShare,
  };
}
