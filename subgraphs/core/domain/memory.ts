import type { JsonObject, JsonValue } from '../../../platform/json/json-value.ts';

/** Something that Core remembers. `score` is from 0 to 1. */
export interface MemoryHit {
  readonly id: string;
  readonly content: string;
  readonly score: number;
  readonly source: 'CONTEXTUAL' | 'STRUCTURAL';
  readonly type: 'MEMORY' | 'GRAPH';
  readonly relevance: string | null;
  readonly userId: string | null;
  readonly mock: boolean;
}

/** What Core remembers of what was asked. */
export interface MemorySearch {
  readonly query: string;
  /** Best first. */
  readonly hits: readonly MemoryHit[];
  readonly searchedAt: string | null;
  readonly durationMs: number | null;
}

/** How Core's memory says that it fares; null where it does not say. */
export interface MemoryHealth {
  readonly status: string;
  readonly mode: string | null;
  readonly totalSearches: number | null;
  readonly averageSearchTime: number | null;
  readonly errorRate: number | null;
  readonly cacheHitRate: number | null;
  readonly cacheSize: number | null;
}

/** What Core's memory knows of, in Core's own words. */
export interface MemoryTopology {
  readonly agents: readonly JsonValue[];
  readonly workflows: readonly JsonValue[];
  readonly users: readonly JsonValue[];
  readonly relationships: readonly JsonValue[];
}

/** Whose memory it is. */
export interface MemoryOwner {
  readonly kind: 'user' | 'agent';
  readonly id: string;
}

/** Core's memory. Rejects as `CoreApi` does; what is written answers Core's own words. */
export interface CoreMemory {
  search(request: { query: string; userId: string; type?: MemoryHit['type'] }): Promise<MemorySearch>;
  health(): Promise<MemoryHealth>;
  topology(): Promise<MemoryTopology>;
  add(owner: MemoryOwner, memory: string, metadata: JsonObject): Promise<string | null>;
  addInteraction(interaction: { userId: string; agentId: string; type: string; content: string }): Promise<string | null>;
  addRelation(relation: { sourceId: string; targetId: string; relationType: string }): Promise<string | null>;
}
