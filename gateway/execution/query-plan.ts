import type { DocumentNode } from 'graphql';

/**
 * What a planner answers: which subgraphs to ask, in which order, and where their answers go.
 * The shape is the one that federation's planners agree on, so that any of them can stand behind the port.
 */
export interface QueryPlan {
  /** Absent when nothing has to be asked of a subgraph. */
  readonly node?: PlanNode | SubscriptionNode | undefined;
  /** Which planner made it. */
  readonly planner: PlannerName;
}

/** `native` is Hive Router's, a binary of the platform; `apollo` runs anywhere. */
export type PlannerName = 'native' | 'apollo';

/** A step of a query plan, in the form that all planners here answer. */
export type PlanNode = SequenceNode | ParallelNode | FetchNode | BatchFetchNode | FlattenNode | ConditionNode;

/** One after the other. */
export interface SequenceNode {
  readonly kind: 'Sequence';
  readonly nodes: readonly PlanNode[];
}

/** In any order. */
export interface ParallelNode {
  readonly kind: 'Parallel';
  readonly nodes: readonly PlanNode[];
}

/** The subgraph that events come from, and what is asked for each. */
export interface SubscriptionNode {
  readonly kind: 'Subscription';
  readonly primary: FetchNode;
  readonly rest?: PlanNode | undefined;
}

/** Runs `node` on the objects at `path`: response names, `@` for the items of a list, `|[A,B]` behind either for a choice of types. */
export interface FlattenNode {
  readonly kind: 'Flatten';
  readonly path: readonly (string | number)[];
  readonly node: PlanNode;
}

/** `condition` names a Boolean variable. */
export interface ConditionNode {
  readonly kind: 'Condition';
  readonly condition: string;
  readonly ifClause?: PlanNode | undefined;
  readonly elseClause?: PlanNode | undefined;
}

/** One request to one subgraph, of the root or of entities. */
export interface FetchNode {
  readonly kind: 'Fetch';
  readonly serviceName: string;
  readonly operation: string;
  readonly operationName?: string | undefined;
  readonly operationKind: string;
  /** `operation`, parsed, when the planner has it at hand. */
  readonly operationDocumentNode?: DocumentNode | undefined;
  readonly variableUsages?: readonly string[] | undefined;
  /** Present for a fetch of entities: what each representation holds. */
  readonly requires?: readonly RequiredSelection[] | undefined;
  readonly inputRewrites?: readonly Rewrite[] | undefined;
  readonly outputRewrites?: readonly Rewrite[] | undefined;
  /** Arguments taken from the objects above the entity; `path` may start with `..` steps. */
  readonly contextRewrites?: readonly KeyRenamer[] | undefined;
}

/**
 * One request that asks for several batches of entities of one subgraph, each by an aliased `_entities` with a variable of its own.
 * It names its places itself, from the root; no Flatten stands around it.
 */
export interface BatchFetchNode {
  readonly kind: 'BatchFetch';
  readonly serviceName: string;
  readonly operation: string;
  readonly operationName?: string | undefined;
  readonly operationKind: string;
  /** `operation`, parsed, when the planner has it at hand. */
  readonly operationDocumentNode?: DocumentNode | undefined;
  /** The client's variables that it uses, without those of the representations. */
  readonly variableUsages?: readonly string[] | undefined;
  readonly batches: readonly EntityBatch[];
}

/** One of several `_entities` fields of a request. */
export interface EntityBatch {
  /** The response name of its `_entities`. */
  readonly alias: string;
  /** The variable that takes its representations. */
  readonly variableName: string;
  /** Where its objects stand, each as a Flatten node's path; an object at several of them is asked for once. */
  readonly paths: readonly (readonly (string | number)[])[];
  readonly requires: readonly RequiredSelection[];
  readonly inputRewrites?: readonly Rewrite[] | undefined;
  readonly outputRewrites?: readonly Rewrite[] | undefined;
}

/** What representations are made of. */
export type RequiredSelection = RequiredField | RequiredFragment;

/** A field of the object that its representation has. */
export interface RequiredField {
  readonly kind: 'Field';
  /** The key in what the fetches before brought. */
  readonly name: string;
  /** The key in the representation, where it is another: two requirements may ask for one field with unlike arguments. */
  readonly alias?: string | undefined;
  readonly selections?: readonly RequiredSelection[] | undefined;
}

/** Fields that only objects of a type have; of every object without a condition. */
export interface RequiredFragment {
  readonly kind: 'InlineFragment';
  readonly typeCondition?: string | undefined;
  readonly selections: readonly RequiredSelection[];
}

/** A change to what is sent or what came, where subgraphs know an object by other names. */
export type Rewrite = ValueSetter | KeyRenamer;

/** Steps of a path are field names, or `... on Type` for a condition on the object's type. */
export interface ValueSetter {
  readonly kind: 'ValueSetter';
  readonly path: readonly string[];
  readonly setValueTo: unknown;
}

/** Puts what stands at the path under another key. */
export interface KeyRenamer {
  readonly kind: 'KeyRenamer';
  readonly path: readonly string[];
  readonly renameKeyTo: string;
}
