import type { CompiledNode } from './compiled-plan.ts';
import { executeBatchFetch } from './execute-batch-fetch.ts';
import { executeFetch } from './execute-fetch.ts';
import { collectTargets, type Target } from './result-path.ts';
import type { Run } from './run.ts';

/** Runs a node on the objects that it concerns. Never rejects: what fails is an error of the run, and its part stays absent. */
export async function executePlan(node: CompiledNode, targets: readonly Target[], run: Run): Promise<void> {
  if (targets.length === 0) return;
  switch (node.kind) {
    case 'Sequence':
      for (const child of node.nodes) await executePlan(child, targets, run);
      return;
    case 'Parallel':
      await Promise.all(node.nodes.map((child) => executePlan(child, targets, run)));
      return;
    case 'Flatten':
      return executePlan(node.node, collectTargets(targets, node.steps), run);
    case 'Condition': {
      const clause = run.operation.variables[node.condition] === true ? node.ifClause : node.elseClause;
      if (clause !== undefined) await executePlan(clause, targets, run);
      return;
    }
    case 'Fetch':
      return executeFetch(node, targets, run);
    case 'BatchFetch':
      return executeBatchFetch(node, targets, run);
  }
}
