import type { QueryPlan } from '@graphql-hive/router-query-planner';

/** What the native planner is asked. */
export interface NativeRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  /** Labels of progressive overrides that hold. */
  readonly labels: readonly string[];
  readonly percentage: number;
}

/** When a planning process ends itself, in milliseconds. */
export interface PlanningLimits {
  /** Without anything to plan. */
  readonly idleMs: number;
  /** Over one operation. */
  readonly planMs: number;
}

/** To the process: the supergraph first, once. */
export type ToProcess =
  | { readonly kind: 'open'; readonly sdl: string; readonly limits: PlanningLimits }
  | { readonly kind: 'plan'; readonly id: number; readonly request: NativeRequest };

/** From the process: `opened` or `refused` first, once. */
export type FromProcess =
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'planned'; readonly id: number; readonly plan: QueryPlan }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };

/** How a process ends that had nothing to do. Any other end is a fault. */
export const IDLE_EXIT_CODE = 0;
