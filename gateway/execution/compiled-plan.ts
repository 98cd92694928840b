import type { MergeShape } from './merge-shape.ts';
import type { Position } from './position.ts';
import type { KeyRenamer, Rewrite } from './query-plan.ts';
import type { Required } from './required.ts';
import type { Collect, Walk } from './walk.ts';

/** A plan with everything about it worked out that does not depend on a request. */
export interface CompiledPlan {
  /** A subscription's source, which brings the root of each event. */
  readonly source: CompiledCall | undefined;
  /** What is asked for then. */
  readonly node: CompiledNode | undefined;
  /** What the whole plan brings, from the root of the response. */
  readonly root: Position;
}

/** A step of a plan, ready to run. */
export type CompiledNode =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly CompiledNode[] }
  | { readonly kind: 'Condition'; readonly condition: string; readonly ifClause: CompiledNode | undefined; readonly elseClause: CompiledNode | undefined }
  | CompiledCall;

/** One request to one subgraph. */
export interface CompiledCall {
  readonly kind: 'Call';
  readonly service: string;
  readonly query: string;
  /** The query without the parts that have nothing to ask; undefined for a call of one part. */
  readonly narrow: ((waiting: ReadonlySet<CompiledPart>) => string) | undefined;
  readonly operationName: string | undefined;
  readonly operationKind: string;
  /** The client's variables that it takes. */
  readonly variableUsages: readonly string[];
  /** Arguments taken from the objects above the entities; only for a call of one part. */
  readonly contextRewrites: readonly KeyRenamer[];
  readonly parts: readonly CompiledPart[];
  /** Whether an object of its answer may stand in several places: what later fetches bring is linked to it, the same in each. */
  readonly mayShare: boolean;
}

/** What a call brings for one set of objects: its whole answer, or the entities under one of its root fields. */
export interface CompiledPart {
  /** Undefined when the answer's data as a whole belongs to each of the objects. */
  readonly entities: CompiledEntities | undefined;
  readonly places: readonly CompiledPlace[];
  /** The part whose entities, one by one, are the objects; then `places` say only where they stand. */
  readonly host: CompiledPart | undefined;
  /** The symbol under which an object holds what came for it; undefined when that is merged into the object. */
  readonly link: symbol | undefined;
  readonly shape: MergeShape;
  /** Response names that it adds to its objects, `__typename` left out: where its failure is told. */
  readonly responseKeys: readonly string[];
  readonly outputRewrites: readonly Rewrite[] | undefined;
}

/** One `_entities` field of a request, and the objects that it is asked for. */
export interface CompiledEntities {
  /** The response name of the field that brings them. */
  readonly alias: string;
  /** The variable that takes their representations. */
  readonly variableName: string;
  readonly inputRewrites: readonly Rewrite[] | undefined;
}

/** Objects of one position that a part is for. */
export interface CompiledPlace {
  readonly walk: Walk;
  readonly collect: Collect;
  /** Undefined when nothing is required. */
  readonly required: Required | undefined;
}
