import type { JsonObject } from '../json/json-value.ts';
import type { Scope } from '../request/scope.ts';

/** What of a workspace's kept answers and entities is to go: whatever one of these names. */
export interface InvalidationOrder {
  /** Everything of the workspace. */
  readonly all: boolean;
  /** What was selected under `@cacheControl(tags:)` with one of these. */
  readonly tags: readonly string[];
  /** Answers in which an object of such a type may be, and entities of it. */
  readonly types: readonly string[];
  /** The entities with these keys, and answers in which an object of their type may be. A key of several fields stands for all entities of the type. */
  readonly entities: readonly { readonly type: string; readonly key: JsonObject }[];
}

/** What gateways keep of answers. Everything is confined to the scope's workspace. */
export interface KeptAnswers {
  /** Resolves once nothing of what the order names is answered any more, nor kept by who asked for it before; answers how many gateways that was. */
  invalidate(scope: Scope, order: InvalidationOrder): Promise<number>;
}
