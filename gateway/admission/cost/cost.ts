import type { OperationDefinitionNode } from 'graphql';
import { badInput } from '../../../platform/errors/coded-error.ts';
import type { Generation } from '../../generation.ts';
import { beyondLimit } from '../limits/beyond-limit.ts';
import { assertKnown, type AdmissionStage } from '../stage.ts';
import { readCostWeights, type CostWeights } from './cost-weights.ts';
import { estimateCost, type CostedOperation } from './estimate-cost.ts';
import { measureCost } from './measure-cost.ts';

/** What an operation costs. */
export interface OperationCost {
  readonly estimated: number;
  /** For `extensions.cost` of the answer; undefined when the caller did not ask with `extensions.cost: true`. */
  readonly report: ((data: unknown) => { estimated: number; actual: number; max: number }) | undefined;
}

/** What is known of one generation's operations. */
interface KnownCosts {
  readonly weights: CostWeights;
  /** Costs that no variable changes. A definition belongs to one document of the cache. */
  readonly fixed: WeakMap<OperationDefinitionNode, number>;
}

/** Estimates what the operation costs and refuses what costs too much. */
export function createCostStage(options: { maxCost: number }): AdmissionStage {
  const known = new WeakMap<Generation, KnownCosts>();

  function knownOf(generation: Generation): KnownCosts {
    const costs = known.get(generation) ?? { weights: readCostWeights(generation.supergraphSdl), fixed: new WeakMap<OperationDefinitionNode, number>() };
    known.set(generation, costs);
    return costs;
  }

  return {
    name: 'limit: cost',
    admit(draft) {
      const { generation, request } = draft;
      const { weights, fixed } = knownOf(generation);
      const operation: CostedOperation = {
        schema: generation.apiSchema,
        document: assertKnown(draft, 'document'),
        definition: assertKnown(draft, 'definition'),
        variables: assertKnown(draft, 'variables'),
      };
      const estimated = fixed.get(operation.definition) ?? estimate(operation, { weights, fixed });
      if (estimated > options.maxCost) throw beyondLimit('cost', options.maxCost, estimated);
      const asked = request.extensions?.['cost'] ?? false;
      if (typeof asked !== 'boolean') throw badInput('extensions.cost', 'true or false', asked);
      const report = asked ? (data: unknown) => ({ estimated, actual: measureCost(operation, data, weights), max: options.maxCost }) : undefined;
      return { cost: { estimated, report } };
    },
  };
}

function estimate(operation: CostedOperation, { weights, fixed }: KnownCosts): number {
  const { cost, isFixed } = estimateCost(operation, weights);
  if (isFixed) fixed.set(operation.definition, cost);
  return cost;
}
