import { isAbstractType, print, type GraphQLSchema } from 'graphql';
import { readPercentLabel } from '../supergraph/override-labels.ts';
import type { Supergraph } from '../supergraph/supergraph.ts';
import { describeGap } from './find-gap.ts';
import { createForeignCheck } from './find-foreign-field.ts';
import { createRequirementCheck } from './find-unmet-requirement.ts';
import { createPlanMender } from './mend-plan.ts';
import { toPlanNode, UnfitPlanError, type PossibleTypes } from './native-plan.ts';
import { openNativeProcess } from './native-process/native-process.ts';
import type { Planner } from './planner.ts';
import { withPossibleFragments } from './possible-fragments.ts';
import { resolveAllStandIns } from './resolve-stand-ins.ts';
import { createSubgraphTypes } from './subgraph-types.ts';

/**
 * Hive Router's query planner behind the port, in a process of its own. Rejects when the platform has no binary of it, or it does not
 * take the supergraph. A plan is rejected with a PlannerEndedError where the process does not live through it.
 */
export async function loadNativePlanner(supergraph: Supergraph): Promise<Planner> {
  const native = await openNativeProcess(supergraph.planningSdl);
  const possibleTypes = createPossibleTypes(supergraph.fullSchema);
  const mend = createPlanMender(supergraph);
  const findUnmet = createRequirementCheck(supergraph.fullSchema);
  const types = createSubgraphTypes(supergraph.fullSchema);
  const findForeign = createForeignCheck(supergraph.fullSchema);
  return {
    async plan({ document, operationName, overrides }) {
      const { labels, percentage } = toDraw(supergraph.overrideLabels, overrides);
      const { node } = await native.plan({ query: print(document), operationName, labels: [...labels], percentage });
      const resolved = node === undefined ? undefined : resolveAllStandIns(toPlanNode(node, possibleTypes), supergraph.standIns);
      const planned = resolved === undefined ? undefined : withPossibleFragments(resolved, { fullSchema: supergraph.fullSchema, types });
      const unmet = findUnmet(planned);
      if (unmet !== undefined) throw new UnfitPlanError(`no fetch sends what ${unmet} requires`);
      const foreign = findForeign(planned);
      if (foreign !== undefined) throw new UnfitPlanError(`a fetch asks a subgraph for ${foreign}, which it does not give there`);
      const mended = mend(planned, document);
      const [gap] = mended.gaps;
      if (gap !== undefined) throw new UnfitPlanError(`no fetch brings ${describeGap(gap)}`);
      return { planner: 'native', node: mended.node };
    },
  };
}

/** The planner takes other labels by name, and those of the kind `percent(n)` by a draw below which n must not lie. */
function toDraw(known: readonly string[], overrides: ReadonlyMap<string, boolean>): { labels: Set<string>; percentage: number } {
  const labels = new Set<string>();
  let percentage = 0;
  for (const label of known) {
    const percent = readPercentLabel(label);
    const holds = overrides.get(label) === true;
    if (percent === undefined && holds) labels.add(label);
    else if (percent !== undefined && !holds) percentage = Math.max(percentage, percent);
  }
  return { labels, percentage };
}

function createPossibleTypes(schema: GraphQLSchema): PossibleTypes {
  return (typeName) => {
    const type = schema.getType(typeName);
    return isAbstractType(type) ? [typeName, ...schema.getPossibleTypes(type).map(({ name }) => name)] : [typeName];
  };
}
