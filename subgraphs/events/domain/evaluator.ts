import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';

/** Something that users wrote and that is run on data: it may be wrong, and it may not end. */
export type EvaluationTask =
  /** Whether the schema can be used at all. */
  | { readonly kind: 'compile-schema'; readonly schema: string }
  /** Whether the data keeps to the schema. `schema` is JSON text. */
  | { readonly kind: 'validate'; readonly schema: string; readonly data: JsonValue }
  /** Whether the JSONata expression can be used at all. */
  | { readonly kind: 'compile-expression'; readonly expression: string }
  /** Whether the JSONata expression is true of the data, as its `$boolean` has it. */
  | { readonly kind: 'match'; readonly expression: string; readonly data: JsonObject }
  /**
   * What the JSONata expression makes of the data, always the same: `$now`, `$millis` and `$random` are refused. `state` is what
   * `$state` stands for; absent, it is nothing.
   */
  | { readonly kind: 'evaluate'; readonly expression: string; readonly data: JsonObject; readonly state?: JsonValue };

/** What came of one evaluation; a fault of the expression or the data is a result, not an error. */
export type EvaluationResult =
  | { readonly kind: 'yes' }
  /** For `evaluate`: absent when the expression makes nothing of the data. */
  | { readonly kind: 'value'; readonly value?: JsonValue }
  /** For `validate`: where and why not. */
  | { readonly kind: 'no'; readonly violations: readonly Violation[] }
  /** It broke, or it took too long. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Data that does not keep to a schema. */
export interface Violation {
  /** JSON pointer into the data; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

/** Runs tasks apart from everything else, each within a bounded time. A task that fails or hangs harms no other. */
export interface Evaluator {
  /** One result a task, in their order. */
  run(tasks: readonly EvaluationTask[]): Promise<readonly EvaluationResult[]>;
}

/** Why a task has no answer that can be used. */
export function toFailure(result: EvaluationResult | undefined): string {
  return result?.kind === 'failed' ? result.reason : 'no answer';
}
