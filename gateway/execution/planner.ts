import type { DocumentNode } from 'graphql';
import type { QueryPlan } from './query-plan.ts';

/** Turns operations into plans over one supergraph. Pure: equal requests get equal plans. */
export interface Planner {
  /** Rejects with a GraphQLError when the operation is beyond what the planner accepts. */
  plan(request: PlanRequest): Promise<QueryPlan>;
}

/** The operation to be planned. */
export interface PlanRequest {
  /** Valid against the API schema. */
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  /** Which labels of progressive overrides hold for this operation. */
  readonly overrides: ReadonlyMap<string, boolean>;
}
