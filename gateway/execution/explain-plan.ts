import type { GraphQLSchema } from 'graphql';
import type { Operation } from '../operation.ts';
import { withoutDefers } from './defer/without-defers.ts';
import type { ExplainedFetch, ExplainedNode, ExplainedPlan } from './explained-plan.ts';
import { toPlanDocument } from './plan-document.ts';
import type { Planner } from './planner.ts';
import type { FetchNode, PlanNode, RequiredSelection, SubscriptionNode } from './query-plan.ts';

/** Plans an operation anew and tells the plan. Rejects with the planner's error. */
export async function explainPlan(
  operation: Pick<Operation, 'document' | 'definition' | 'operationName' | 'variables'>,
  setting: { readonly apiSchema: GraphQLSchema; readonly planner: Planner },
): Promise<ExplainedPlan> {
  const { operationName, variables } = operation;
  const planned = toPlanDocument(setting.apiSchema, withoutDefers(operation), variables);
  const { node, planner } = await setting.planner.plan({ document: planned.document, operationName, overrides: new Map() });
  return { planner, node: node === undefined ? undefined : toExplained(node, undefined) };
}

function toExplained(node: PlanNode | SubscriptionNode, path: string | undefined): ExplainedNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map((child) => toExplained(child, path)) };
    case 'Flatten':
      return toExplained(node.node, toPathText(node.path));
    case 'Condition':
      return {
        kind: 'Condition',
        condition: node.condition,
        ...(node.ifClause === undefined ? {} : { if: toExplained(node.ifClause, path) }),
        ...(node.elseClause === undefined ? {} : { else: toExplained(node.elseClause, path) }),
      };
    case 'Subscription':
      return {
        kind: 'Subscription',
        primary: toFetch(node.primary, path),
        ...(node.rest === undefined ? {} : { rest: toExplained(node.rest, path) }),
      };
    case 'Fetch':
      return toFetch(node, path);
    case 'BatchFetch':
      return {
        kind: 'BatchFetch',
        service: node.serviceName,
        query: node.operation,
        batches: node.batches.map(({ paths, requires }) => ({ paths: paths.map(toPathText), keys: requires.map(toText).join(' ') })),
      };
  }
}

function toPathText(path: readonly (string | number)[]): string {
  return path.filter((step) => step !== '').join('.');
}

function toFetch(node: FetchNode, path: string | undefined): ExplainedFetch {
  return {
    kind: 'Fetch',
    service: node.serviceName,
    query: node.operation,
    ...(path === undefined ? {} : { path }),
    ...(node.requires === undefined ? {} : { keys: node.requires.map(toText).join(' ') }),
  };
}

function toText(selection: RequiredSelection): string {
  const inner = selection.selections === undefined ? '' : ` { ${selection.selections.map(toText).join(' ')} }`;
  if (selection.kind === 'Field') return `${selection.alias === undefined ? '' : `${selection.alias}: `}${selection.name}${inner}`;
  return `${selection.typeCondition === undefined ? '...' : `... on ${selection.typeCondition}`}${inner}`;
}

/** The plan as indented lines, for a terminal. */
export function toPlanLines(node: ExplainedNode, indent = ''): string[] {
  const deeper = `${indent}  `;
  const part = (title: string, child: ExplainedNode | undefined) => (child === undefined ? [] : [`${indent}${title}`, ...toPlanLines(child, deeper)]);
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return [`${indent}${node.kind}`, ...node.nodes.flatMap((child) => toPlanLines(child, deeper))];
    case 'Condition':
      return [...part(`if $${node.condition}`, node.if), ...part('else', node.else)];
    case 'Subscription':
      return [...part('Subscription', node.primary), ...part('then, for each event', node.rest)];
    case 'Fetch': {
      const where = node.path === undefined ? '' : ` at ${node.path}`;
      const keys = node.keys === undefined ? [] : [`${deeper}by ${node.keys}`];
      return [`${indent}Fetch ${node.service}${where}`, ...keys, `${deeper}${node.query}`];
    }
    case 'BatchFetch': {
      const batches = node.batches.flatMap(({ paths, keys }) => [...paths.map((path) => `${deeper}at ${path}`), `${deeper}by ${keys}`]);
      return [`${indent}Fetch ${node.service}`, ...batches, `${deeper}${node.query}`];
    }
  }
}
