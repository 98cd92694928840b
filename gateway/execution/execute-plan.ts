import type { CompiledNode } from './compiled-plan.ts';
import { executeCall } from './execute-call.ts';
import type { Run } from './run.ts';

/** Runs a node. Never rejects: what fails is an error of the run, and its part stays absent. */
export async function executePlan(node: CompiledNode, run: Run): Promise<void> {
  switch (node.kind) {
    case 'Sequence':
      for (const child of node.nodes) await executePlan(child, run);
      return;
    case 'Parallel':
      await Promise.all(node.nodes.map((child) => executePlan(child, run)));
      return;
    case 'Condition': {
      const clause = run.operation.variables[node.condition] === true ? node.ifClause : node.elseClause;
      if (clause !== undefined) await executePlan(clause, run);
      return;
    }
    case 'Call':
      return executeCall(node, run);
  }
}
