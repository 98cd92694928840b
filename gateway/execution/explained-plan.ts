import type { PlannerName } from './query-plan.ts';

/** A plan for people, and who made it. */
export interface ExplainedPlan {
  readonly planner: PlannerName;
  /** Undefined when no subgraph is asked. */
  readonly node: ExplainedNode | undefined;
}

/** What is asked of whom, in which order, by which keys. */
export type ExplainedNode =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly ExplainedNode[] }
  | { readonly kind: 'Condition'; readonly condition: string; readonly if?: ExplainedNode; readonly else?: ExplainedNode }
  | { readonly kind: 'Subscription'; readonly primary: ExplainedNode; readonly rest?: ExplainedNode }
  | ExplainedFetch
  | ExplainedBatchFetch;

/** A request of the plan, as it is shown. */
export interface ExplainedFetch {
  readonly kind: 'Fetch';
  readonly service: string;
  readonly query: string;
  /** Where in the response the entities stand, and what each is asked by. */
  readonly path?: string;
  readonly keys?: string;
}

/** One request for several batches of entities. */
export interface ExplainedBatchFetch {
  readonly kind: 'BatchFetch';
  readonly service: string;
  readonly query: string;
  /** Where in the response each batch's entities stand, and what they are asked by. */
  readonly batches: readonly { readonly paths: readonly string[]; readonly keys: string }[];
}
