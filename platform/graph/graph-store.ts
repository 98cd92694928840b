import type { JsonObject } from '../json/json-value.ts';
import type { Scope } from '../request/scope.ts';

/** A node; (workspace, id) is unique. */
export interface GraphNode {
  readonly id: string;
  /** 1–64 of `A-Za-z0-9_`, starting with a letter. */
  readonly label: string;
  readonly properties: JsonObject;
}

/** A directed relation; (from, type, to) is unique in a workspace. */
export interface GraphRelation {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly properties: JsonObject;
}

/** Along relations, against them, or either way. */
export type Direction = 'out' | 'in' | 'both';

/** Nodes, relations and their traversal, confined to the scope's workspace. Rejects with STORE_UNAVAILABLE when out of reach. */
export interface GraphStore {
  /** Creates or replaces nodes and relations in one transaction. A relation to an absent node is BAD_USER_INPUT and nothing is kept. */
  upsert(scope: Scope, change: { nodes: readonly GraphNode[]; relations: readonly GraphRelation[] }): Promise<void>;
  node(scope: Scope, id: string): Promise<GraphNode | undefined>;
  nodes(scope: Scope, options: { label?: string; after?: string; limit: number }): Promise<readonly GraphNode[]>;
  /** All within `depth` hops (1–6) of a node, with the relations among them; breadth first, at most `limit` nodes. Undefined when the node is absent. */
  neighbourhood(
    scope: Scope,
    id: string,
    options: { depth: number; direction: Direction; types?: readonly string[]; limit: number },
  ): Promise<Neighbourhood | undefined>;
  /** One shortest directed path of at most `maxDepth` hops as node ids, or undefined. */
  shortestPath(scope: Scope, ends: { from: string; to: string }, options: { maxDepth: number }): Promise<readonly string[] | undefined>;
  /** Removes nodes with their relations; answers how many nodes went. */
  remove(scope: Scope, ids: readonly string[]): Promise<number>;
  status(): Promise<{ readonly engine: string; readonly reachable: boolean }>;
  close(): Promise<void>;
}

/** What lies around a node: nodes in breadth-first order, the node itself first, and the relations among them. */
export interface Neighbourhood {
  readonly nodes: readonly (GraphNode & { readonly distance: number })[];
  readonly relations: readonly GraphRelation[];
}
